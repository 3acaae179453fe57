package kakehashi.path;

import java.util.Optional;
import kakehashi.path.IssuerOfCertificate.CrlSigning;
import kakehashi.x509.Certificate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Who must have signed the next certificate (RFC 5280 §6.1.2 (g), (h), (i) and (j)).
///
/// The key is made ready when it is first asked for: most places that a search sees are never left.
final class WorkingKey {
    private final Name issuerName;
    private final Optional<Name> certifiedBy;
    private final SubjectPublicKeyInfo info;
    private final CrlSigning crlSigning;
    private volatile Optional<VerificationKey> key;

    private WorkingKey(Name issuerName, Optional<Name> certifiedBy, SubjectPublicKeyInfo info, CrlSigning crlSigning) {
        this.issuerName = issuerName;
        this.certifiedBy = certifiedBy;
        this.info = info;
        this.crlSigning = crlSigning;
    }

    static WorkingKey of(TrustAnchor anchor) {
        CrlSigning crlSigning = anchor.certificate().map(WorkingKey::crlSigning).orElse(CrlSigning.ALLOWED);
        return new WorkingKey(anchor.name(), Optional.empty(), anchor.publicKey(), crlSigning);
    }

    /// §6.1.4 (c) to (f): the key of a certificate takes over; parameters are inherited where it has none.
    WorkingKey next(Certificate certificate) {
        Optional<Name> parent = certificate.isSelfIssued() ? certifiedBy : Optional.of(issuerName);
        return new WorkingKey(certificate.subject(), parent, infoAfter(certificate), crlSigning(certificate));
    }

    /// The working_public_key after a certificate.
    SubjectPublicKeyInfo infoAfter(Certificate certificate) {
        return certificate.subjectPublicKeyInfo().withParametersOf(info);
    }

    /// The working_issuer_name.
    Name issuerName() {
        return issuerName;
    }

    /// Who certified the issuer in this path, self-issued certificates left out; absent for the trust anchor.
    Optional<Name> certifiedBy() {
        return certifiedBy;
    }

    /// The working_public_key with its algorithm and parameters, own or inherited.
    SubjectPublicKeyInfo info() {
        return info;
    }

    /// The same key ready for use; absent when no provider can use it.
    Optional<VerificationKey> key() {
        Optional<VerificationKey> ready = key;
        if (ready == null) {
            ready = VerificationKey.of(info);
            key = ready;
        }
        return ready;
    }

    /// §6.3.3 (f): "If a key usage extension is present in the CRL issuer's certificate, verify that cRLSign is
    /// set".
    private static CrlSigning crlSigning(Certificate certificate) {
        return certificate
                        .keyUsage()
                        .map(usage -> usage.allows(KeyUsage.Bit.CRL_SIGN))
                        .orElse(true)
                ? CrlSigning.ALLOWED
                : CrlSigning.FORBIDDEN;
    }

    /// The same as revocation checking wants it; absent when no provider can use the key.
    Optional<IssuerOfCertificate> asIssuer() {
        return key().map(usable -> new IssuerOfCertificate(issuerName, usable, crlSigning));
    }
}
