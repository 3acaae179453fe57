package kakehashi.profiles;

import java.util.List;

/// What comes of a request under a profile.
public sealed interface PreparationOutcome {
    /// There is a certificate that could be signed.
    record Prepared(PreparedCertificate certificate) implements PreparationOutcome {}

    /// There is none.
    ///
    /// @param refusals every reason, one at least
    record Refused(List<PreparationRefusal> refusals) implements PreparationOutcome {}
}
