package kakehashi.path;

import java.time.Duration;
import java.util.Optional;

/// How much work one validation may cost.
///
/// @param signatures signature verifications
/// @param edges certificates looked at, going back from the target and forward from the anchors
/// @param comparisons comparisons of a name with a name constraint
/// @param time time by the ticker that is handed in with the request; absent means no limit
public record SearchLimits(int signatures, int edges, long comparisons, Optional<Duration> time) {
    /// Enough for the largest real trust graphs: 500 signatures, 100,000 edges, 250,000
    /// comparisons. A complete mesh of 200 CAs has 39,800 edges, each seen once on the way back and once forward.
    public static final SearchLimits DEFAULT = new SearchLimits(500, 100_000, 250_000, Optional.empty());
}
