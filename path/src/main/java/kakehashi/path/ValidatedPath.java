package kakehashi.path;

import java.util.List;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A certification path that was found valid. Only the validator makes one: holding it is the proof.
public final class ValidatedPath {
    private final TrustAnchor anchor;
    private final List<Certificate> certificates;
    private final Set<Oid> userConstrainedPolicySet;
    private final List<RevocationStatus.Evidence> evidence;
    private final PathState last;

    /// @param last the state in which the target was judged, its period narrowed by the target and the evidence
    /// about it
    ValidatedPath(
            TrustAnchor anchor,
            List<Certificate> certificates,
            Set<Oid> userConstrainedPolicySet,
            List<RevocationStatus.Evidence> evidence,
            PathState last) {
        this.anchor = anchor;
        this.certificates = List.copyOf(certificates);
        this.userConstrainedPolicySet = Set.copyOf(userConstrainedPolicySet);
        this.evidence = List.copyOf(evidence);
        this.last = last;
    }

    /// The trust anchor.
    public TrustAnchor anchor() {
        return anchor;
    }

    /// The certificates, the one issued by the anchor first, the target last.
    public List<Certificate> certificates() {
        return certificates;
    }

    /// The certificate that was asked about.
    public Certificate target() {
        return certificates.getLast();
    }

    /// The policies for which the path is valid, within what the relying party accepts, in the anchor's domain;
    /// `anyPolicy` alone means every policy (RFC 5280 §6.1.5 (g), §6.1.6).
    public Set<Oid> userConstrainedPolicySet() {
        return userConstrainedPolicySet;
    }

    /// The revocation evidence that was relied on.
    public List<RevocationStatus.Evidence> evidence() {
        return evidence;
    }

    /// When the answer stays the same, by the validity of the certificates and the evidence.
    public Period period() {
        return last.period();
    }

    /// The target's key, parameters inherited where it has none of its own (RFC 5280 §6.1.6).
    public SubjectPublicKeyInfo workingPublicKey() {
        return target().subjectPublicKeyInfo().withParametersOf(last.working().info());
    }
}
