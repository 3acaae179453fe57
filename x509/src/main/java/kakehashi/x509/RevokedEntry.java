package kakehashi.x509;

import java.time.Instant;
import java.util.Optional;

/// One entry of a CRL (RFC 5280 §5.1.2.6, §5.3).
///
/// @param certificateIssuer who issued the certificate: the CRL's issuer, or what the certificateIssuer extension
/// of
///     this entry or the nearest before it says
/// @param serialNumber the certificate's serial number
/// @param revocationDate when the CA processed the revocation
/// @param reason why; absent means unspecified
/// @param invalidityDate when the key is known or suspected to have been compromised
/// @param extensions all extensions of the entry
public record RevokedEntry(
        Name certificateIssuer,
        SerialNumber serialNumber,
        Instant revocationDate,
        Optional<CrlReason> reason,
        Optional<Instant> invalidityDate,
        Extensions extensions) {

    /// An entry of extensions that carry the reason and the invalidity date themselves.
    static RevokedEntry of(Name certificateIssuer, SerialNumber serial, Instant date, Extensions extensions) {
        return new RevokedEntry(
                certificateIssuer,
                serial,
                date,
                extensions.read(KnownExtension.REASON_CODE, CrlReason::read),
                extensions.read(KnownExtension.INVALIDITY_DATE, DerReader::generalizedTime),
                extensions);
    }
}
