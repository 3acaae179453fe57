package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A name and a key that a relying party trusts, with the limits of that trust (RFC 5914). It is not a certificate:
/// what the certificate that carried it says counts only where [#constrainedBy] or [#withinValidityOf] took it
/// over.
///
/// @param name the name of the trusted CA
/// @param publicKey its key
/// @param constraints the limits of the trust
/// @param certificate the certificate that carried the anchor, for showing
public record TrustAnchor(
        Name name,
        SubjectPublicKeyInfo publicKey,
        TrustAnchorConstraints constraints,
        Optional<Certificate> certificate) {
    /// Name and key, trusted without limits.
    public static TrustAnchor of(Name name, SubjectPublicKeyInfo publicKey) {
        return new TrustAnchor(name, publicKey, TrustAnchorConstraints.NONE, Optional.empty());
    }

    /// Name and key of a certificate, trusted without limits (RFC 5280 §6.1.1 (d)).
    public static TrustAnchor of(Certificate certificate) {
        return new TrustAnchor(
                certificate.subject(),
                certificate.subjectPublicKeyInfo(),
                TrustAnchorConstraints.NONE,
                Optional.of(certificate));
    }

    /// Name and key of a certificate, trusted within the limits that its extensions and validity set (RFC 5937).
    public static TrustAnchor constrainedBy(Certificate certificate) {
        return of(certificate).with(TrustAnchorConstraints.of(certificate));
    }

    /// Name and key of a certificate, trusted as long as the certificate is valid.
    public static TrustAnchor withinValidityOf(Certificate certificate) {
        return of(certificate).with(TrustAnchorConstraints.validityOf(certificate));
    }

    /// The same anchor with other limits.
    public TrustAnchor with(TrustAnchorConstraints limits) {
        return new TrustAnchor(name, publicKey, limits, certificate);
    }

    /// Whether a certificate leads from the anchor's name to the same name and key: "if the trust anchor is
    /// provided in the form of a self-signed certificate, this self-signed certificate is not included as part of
    /// the prospective certification path" (RFC 5280 §6.1), nor is another one for the same key.
    boolean isNamedAgainBy(Certificate certificate) {
        return certificate.isSelfIssued()
                && certificate.subject().equals(name)
                && certificate.subjectPublicKeyInfo().equals(publicKey);
    }

    /// What speaks against using the anchor at a time and for a purpose.
    List<Finding> judge(Instant at, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(constraints.judge(at, purpose));
        findings.addAll(ProfileRules.judgeAnchor(this, purpose));
        return findings;
    }

    /// The name.
    @Override
    public String toString() {
        return name.toString();
    }
}
