package kakehashi.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When CRLs of one coverage are issued: at fixed times of the clock, one period apart, each valid until some time
/// after the next. Nothing drifts when one is late, and one out of turn shifts none.
///
/// @param anchor one of the fixed times
/// @param period from one to the next
/// @param overlap how long a list is still valid after the next one was due: the time to notice and to repair
public record CrlSchedule(Instant anchor, Duration period, Duration overlap) {
    /// @throws IllegalArgumentException when the period is shorter than a second or the overlap negative
    public CrlSchedule {
        if (period.toSeconds() < 1 || overlap.isNegative()) {
            throw new IllegalArgumentException("period " + period + ", overlap " + overlap);
        }
    }

    /// When the next list is due: now or before it when one is overdue, or when there is none yet.
    ///
    /// @param lastThisUpdate when the last list was issued, in turn or as an emergency
    public Instant due(Optional<Instant> lastThisUpdate, Instant now) {
        return lastThisUpdate.map(this::after).orElse(now);
    }

    /// Whether a list has to be issued now.
    public boolean isDue(Optional<Instant> lastThisUpdate, Instant now) {
        return !due(lastThisUpdate, now).isAfter(now);
    }

    /// The `nextUpdate` of a list that is issued then, in turn, late or as an emergency: the next fixed time and
    /// the overlap. It never lies before that of an earlier list ("CRL issuers SHOULD issue CRLs with a nextUpdate
    /// time equal to or later than all previous CRLs", RFC 5280 §5.1.2.5).
    public Instant nextUpdate(Instant thisUpdate) {
        return after(thisUpdate).plus(overlap);
    }

    /// The first fixed time after that.
    private Instant after(Instant time) {
        long passed = Math.floorDiv(Duration.between(anchor, time).toSeconds(), period.toSeconds());
        return anchor.plusSeconds(Math.multiplyExact(passed + 1, period.toSeconds()));
    }
}
