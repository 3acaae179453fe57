package kakehashi.path;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.Certificate;

/// A path that was tried, with what was found against each of its certificates.
///
/// @param anchor the trust anchor from which it starts; absent for a path that reached none
/// @param steps the certificates from the anchor's side on, each with its findings; it ends with the target, or
/// with the
///     certificate at which the attempt stopped
/// @param findings what was found against the anchor or the path as a whole
public record CandidatePath(Optional<TrustAnchor> anchor, List<Step> steps, List<Finding> findings) {
    /// A certificate of the path.
    ///
    /// @param certificate the certificate
    /// @param findings what was found against it; empty when nothing was
    public record Step(Certificate certificate, List<Finding> findings) {}

    /// Every finding of the path, the anchor's first.
    public List<Finding> allFindings() {
        return Stream.concat(findings.stream(), steps.stream().flatMap(s -> s.findings().stream()))
                .toList();
    }

    /// Whether nothing is wrong but that evidence is missing.
    boolean lacksOnlyEvidence() {
        List<Finding> all = allFindings();
        return all.stream().anyMatch(f -> f.check() == Check.REVOCATION_UNDETERMINED)
                && all.stream().allMatch(f -> f.check().isAboutEvidence());
    }
}
