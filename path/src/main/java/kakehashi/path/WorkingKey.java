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
/// @param issuerName the working_issuer_name
/// @param info the working_public_key with its algorithm and parameters, own or inherited
/// @param key the same key ready for use; absent when no provider can use it
/// @param crlSigning whether the key may sign CRLs
record WorkingKey(Name issuerName, SubjectPublicKeyInfo info, Optional<VerificationKey> key, CrlSigning crlSigning) {
    static WorkingKey of(TrustAnchor anchor) {
        CrlSigning crlSigning = anchor.certificate().map(WorkingKey::crlSigning).orElse(CrlSigning.ALLOWED);
        return new WorkingKey(anchor.name(), anchor.publicKey(), VerificationKey.of(anchor.publicKey()), crlSigning);
    }

    /// §6.1.4 (c) to (f): the key of a certificate takes over; parameters are inherited where it has none.
    WorkingKey next(Certificate certificate) {
        SubjectPublicKeyInfo own = certificate.subjectPublicKeyInfo();
        SubjectPublicKeyInfo next = own.withParametersOf(info);
        return new WorkingKey(certificate.subject(), next, VerificationKey.of(next), crlSigning(certificate));
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
        return key.map(usable -> new IssuerOfCertificate(issuerName, usable, crlSigning));
    }
}
