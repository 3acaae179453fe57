package kakehashi.revocation;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A CA with one of its keys, as the issuer of CRLs.
///
/// @param name its name
/// @param publicKey the key
/// @param keyIdentifier what `authorityKeyIdentifier` says, "the value of the subject key identifier" of its
/// certificate
/// @param algorithm what the key signs with
public record CrlIssuer(Name name, SubjectPublicKeyInfo publicKey, Bytes keyIdentifier, SignatureAlgorithm algorithm) {
    /// The CA of a certificate; empty when its key may not sign CRLs: "if a key usage extension is present", the
    /// `cRLSign` bit has to be set (RFC 5280 §6.3.3 (f)).
    public static Optional<CrlIssuer> of(Certificate ca, SignatureAlgorithm algorithm) {
        boolean may =
                ca.keyUsage().map(use -> use.allows(KeyUsage.Bit.CRL_SIGN)).orElse(true);
        Bytes identifier =
                ca.subjectKeyIdentifier().orElse(ca.subjectPublicKeyInfo().keyIdentifier());
        return may
                ? Optional.of(new CrlIssuer(ca.subject(), ca.subjectPublicKeyInfo(), identifier, algorithm))
                : Optional.empty();
    }
}
