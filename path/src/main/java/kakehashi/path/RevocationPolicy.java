package kakehashi.path;

import java.time.Duration;
import java.util.Optional;

/// How much revocation evidence a path needs.
///
/// Evidence that is present is always checked: a requirement only says what happens when it is missing.
///
/// @param requirement whether a certificate without conclusive evidence is refused
/// @param maxAge the greatest age of evidence, counted from its `thisUpdate`; absent means as long as `nextUpdate`
/// says
/// @param grace how long after `nextUpdate` evidence still counts; zero in every strict setting
public record RevocationPolicy(Requirement requirement, Optional<Duration> maxAge, Duration grace) {
    /// Whether evidence must be conclusive.
    public enum Requirement {
        /// No evidence is looked at.
        NOT_CHECKED,
        /// Evidence that is present decides; a certificate without any passes.
        IF_PRESENT,
        /// A certificate without conclusive evidence leaves the path undetermined.
        REQUIRED
    }

    /// No revocation checking.
    public static final RevocationPolicy NOT_CHECKED =
            new RevocationPolicy(Requirement.NOT_CHECKED, Optional.empty(), Duration.ZERO);

    /// Evidence decides where present.
    public static final RevocationPolicy IF_PRESENT =
            new RevocationPolicy(Requirement.IF_PRESENT, Optional.empty(), Duration.ZERO);

    /// Every certificate of the path needs conclusive evidence.
    public static final RevocationPolicy REQUIRED =
            new RevocationPolicy(Requirement.REQUIRED, Optional.empty(), Duration.ZERO);

    /// The same policy with a greatest age of evidence.
    public RevocationPolicy withMaxAge(Duration age) {
        return new RevocationPolicy(requirement, Optional.of(age), grace);
    }
}
