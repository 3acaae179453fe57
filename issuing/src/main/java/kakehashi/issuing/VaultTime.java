package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kakehashi.authority.ClockAhead;
import kakehashi.authority.Halt;

/// The time by which the vault decides: whole seconds, never before one that it has used (docs/adr/0005, Time).
/// What it has used is sealed and never taken back, so a clock that was set ahead must be found out before.
final class VaultTime {
    /// "A clock that runs back more than 5 seconds, or apart from the process's monotonic clock more than a minute,
    /// stops signing."
    private static final Duration MOST_BACK = Duration.ofSeconds(5);

    private static final Duration MOST_APART = Duration.ofMinutes(1);

    /// "At a start, a clock more than a day beyond `latest` needs an operator's word."
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final VaultClock clock;
    private final Instant began;
    private final long ticksAtBegin;
    private Instant furthest;
    private Instant latest;

    /// @param latest what the vault has used before this start
    VaultTime(VaultClock clock, Instant latest) {
        this.clock = clock;
        this.began = clock.instant();
        this.ticksAtBegin = clock.ticks().getAsLong();
        this.furthest = began;
        this.latest = latest;
    }

    /// Whether a vault may start by this clock.
    ///
    /// @throws ClockAhead when it is more than a day beyond what was used, and no operator has looked at it
    static void require(VaultClock clock, Instant latest) {
        Instant read = clock.instant();
        boolean ahead = read.isAfter(latest.plus(MOST_AHEAD));
        if (ahead && clock.word() == VaultClock.Word.NONE) {
            throw new ClockAhead("the clock says " + read.truncatedTo(ChronoUnit.SECONDS) + ", more than a day after "
                    + latest + ", the latest time that the vault has used; look whether it is right, then open the"
                    + " vault once by a command with --clock-checked (docs/operations/recovery.md)");
        }
    }

    /// The time now.
    ///
    /// @throws Halt when the clock ran back by more than 5 seconds, or went apart from the running time of the
    /// process by more than a minute; what the vault has used is then as before
    Instant now() {
        Instant read = clock.instant();
        if (read.plus(MOST_BACK).isBefore(furthest)) {
            throw new Halt("the clock ran back");
        }
        Instant expected = began.plusNanos(clock.ticks().getAsLong() - ticksAtBegin);
        Duration apart = Duration.between(expected, read);
        if (apart.abs().compareTo(MOST_APART) > 0) {
            throw new Halt("the clock was set, or the machine stood still: it is " + apart.toSeconds()
                    + " seconds apart from the time that the vault has run");
        }
        furthest = read.isAfter(furthest) ? read : furthest;
        Instant now = read.truncatedTo(ChronoUnit.SECONDS);
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }

    /// The latest time that was used.
    Instant latest() {
        return latest;
    }
}
