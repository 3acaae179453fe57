package kakehashi.ledger;

import java.time.Instant;
import java.util.Optional;

/// How a job stands: when it runs next, and what came of it last.
///
/// @param name of the job
/// @param next when it is due
/// @param running the node that is at it now; empty when none is
/// @param last its last run on any node; empty before the first
public record JobState(String name, Instant next, Optional<String> running, Optional<Run> last) {
    /// A run that has ended.
    ///
    /// @param node which node did it
    /// @param began when it began
    /// @param ended when it ended
    /// @param result what came of it
    public record Run(String node, Instant began, Instant ended, JobResult result) {}
}
