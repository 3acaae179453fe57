package kakehashi.path;

import kakehashi.x509.Name;
import kakehashi.x509.VerificationKey;

/// Who issued the certificate in question, as far as revocation needs to know: the CA or trust anchor above it.
///
/// @param name its subject name
/// @param key the key that verified the certificate
/// @param crlSigning whether its key usage lets this key sign CRLs
record IssuerOfCertificate(Name name, VerificationKey key, CrlSigning crlSigning) {
    /// Whether a key may sign CRLs.
    enum CrlSigning {
        /// The key usage has cRLSign, or is absent.
        ALLOWED,
        /// "If a key usage extension is present in the CRL issuer's certificate, verify that the cRLSign bit is
        /// set" (RFC 5280 §6.3.3 (f)): it is present and the bit is not.
        FORBIDDEN
    }
}
