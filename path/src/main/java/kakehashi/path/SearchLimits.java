package kakehashi.path;

import java.time.Duration;
import java.util.Optional;

/// How much work one validation may cost.
///
/// @param signatures signature verifications
/// @param edges certificates tried as issuers
/// @param comparisons comparisons of a name with a name constraint
/// @param time time by the ticker that is handed in with the request; absent means no limit
public record SearchLimits(int signatures, int edges, long comparisons, Optional<Duration> time) {
    /// Enough for the largest real trust graphs: 500 signatures, 20,000 edges, 250,000 comparisons.
    public static final SearchLimits DEFAULT = new SearchLimits(500, 20_000, 250_000, Optional.empty());
}
