package kakehashi.ledger;

import java.time.LocalTime;
import java.util.function.Supplier;

/// A piece of work that comes back every day. It must do no harm when it runs at another time or twice: its plan is
/// a row of the database, which somebody may change (docs/adr/0024).
///
/// @param name lower-case letters and hyphens, such as `audit-review`
/// @param at when, by the clock of Japan
/// @param work does it and says what came of it; an exception counts as [JobResult.Verdict#FAILED]
public record Job(String name, LocalTime at, Supplier<JobResult> work) {
    /// @throws IllegalArgumentException when the name is none
    public Job {
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of a job: " + name);
        }
    }

    /// Whether a job may be called so.
    public static boolean isName(String name) {
        return name.matches("[a-z][a-z-]{0,39}");
    }
}
