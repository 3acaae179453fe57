package kakehashi.path;

import java.time.Instant;
import kakehashi.x509.Certificate;

/// Whether a certificate is revoked at a time.
///
/// @param certificate the certificate
/// @param issuer who issued it
/// @param at the time of the question
record RevocationQuestion(Certificate certificate, IssuerOfCertificate issuer, Instant at) {
    /// The same question about another certificate of the same issuer.
    RevocationQuestion about(Certificate sibling) {
        return new RevocationQuestion(sibling, issuer, at);
    }
}
