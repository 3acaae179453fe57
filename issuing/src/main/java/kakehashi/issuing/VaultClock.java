package kakehashi.issuing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where a vault's time comes from: the clock of the machine, beside it the time that the process has run, which
/// nobody sets, and the word of an operator who has looked at the clock (docs/adr/0005, Time).
///
/// @param wall the machine's clock
/// @param ticks nanoseconds since any moment, as of [System#nanoTime]
/// @param word what an operator said before this start
public record VaultClock(InstantSource wall, LongSupplier ticks, Word word) implements InstantSource {
    /// What an operator said about the clock before a start.
    public enum Word {
        /// Nothing. A clock that is more than a day beyond what the vault has used is not believed.
        NONE,
        /// That it is right.
        CHECKED
    }

    /// A machine's clock, beside the running time of this process.
    public static VaultClock of(InstantSource wall) {
        return wall instanceof VaultClock clock ? clock : new VaultClock(wall, System::nanoTime, Word.NONE);
    }

    /// The same, with an operator's word that it is right.
    public VaultClock checked() {
        return new VaultClock(wall, ticks, Word.CHECKED);
    }

    @Override
    public Instant instant() {
        return wall.instant();
    }
}
