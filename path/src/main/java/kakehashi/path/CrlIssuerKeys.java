package kakehashi.path;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;
import kakehashi.x509.VerificationKey;

/// The port through which revocation checking asks for keys of CRL issuers (RFC 5280 §6.3.3 (f)).
///
/// It answers only keys whose certificates were validated under the trust anchor of the certificate in question and
/// whose key usage, where present, allows signing CRLs: "the trust anchor for the certification path MUST be the
/// same as the trust anchor used to validate the target certificate".
@FunctionalInterface
interface CrlIssuerKeys {
    /// No key but that of the certificate's issuer.
    CrlIssuerKeys NONE = (crlIssuer, keyIdentifier) -> List.of();

    /// The keys of a CRL issuer, the likeliest first.
    ///
    /// @param crlIssuer the name in the CRL
    /// @param keyIdentifier what the CRL says about its key; other keys may be answered as well
    List<VerificationKey> keysOf(Name crlIssuer, Optional<Bytes> keyIdentifier);
}
