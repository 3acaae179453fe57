package kakehashi.validation;

import java.time.Instant;
import kakehashi.x509.SerialNumber;

/// Where a responder learns the status of certificates: the port to the feed, or to CRLs.
///
/// It is asked for every answer, cached or not, so it must answer from memory. It may be asked by many threads.
public interface StatusSource {
    /// What is known of a serial number.
    ///
    /// @param issuer whose serial number
    /// @param serial the serial number
    /// @param now the present
    StatusAnswer status(OcspIssuer issuer, SerialNumber serial, Instant now);
}
