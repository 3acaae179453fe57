package kakehashi.path;

import java.time.Instant;
import java.util.function.BiFunction;
import kakehashi.x509.Certificate;

/// What the steps of path processing need besides the state: the same for every certificate of one validation.
///
/// @param inputs the inputs of RFC 5280 §6.1.1
/// @param at the time of the question
/// @param revocation answers whether a certificate is revoked
/// @param crlIssuers makes, for one certificate, what answers the keys of CRL issuers under the same trust anchor
/// @param signatures remembers who signed which CA certificate
/// @param meter counts the work
record PathContext(
        ValidationInputs inputs,
        Instant at,
        RevocationChecker revocation,
        BiFunction<Certificate, WorkingKey, CrlIssuerSearch.Asked> crlIssuers,
        SignatureMemo signatures,
        SearchMeter meter) {}
