package kakehashi.validation;

import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A CA for whose certificates a responder answers: by name and key, since a name may have many keys.
///
/// @param name the name, encoded as in the certificates that it issued
/// @param key the key that signed them
public record OcspIssuer(Name name, SubjectPublicKeyInfo key) {
    /// The issuer whose own certificate this is.
    public static OcspIssuer of(Certificate certificate) {
        return new OcspIssuer(certificate.subject(), certificate.subjectPublicKeyInfo());
    }
}
