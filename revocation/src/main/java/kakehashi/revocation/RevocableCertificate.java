package kakehashi.revocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kakehashi.profiles.CrlShard;
import kakehashi.x509.SerialNumber;

/// What the revocation state has to know about a certificate of the CA.
///
/// @param serial its serial number
/// @param notAfter the end of its validity; one CRL after that its entry may go
/// @param kind whether it is a CA's
/// @param shard the shard that it names; `0` of `1` where the CA has no shards
public record RevocableCertificate(SerialNumber serial, Instant notAfter, Kind kind, CrlShard shard) {
    /// The shard of certificates that name none.
    public static final CrlShard NO_SHARD = new CrlShard(0, 1);

    /// The kinds that `issuingDistributionPoint` tells apart (RFC 5280 §5.2.5).
    public enum Kind {
        /// `onlyContainsUserCerts`.
        END_ENTITY,
        /// `onlyContainsCACerts`: also cross-certificates.
        AUTHORITY
    }

    /// Cuts fractions of a second off, which no certificate can say.
    public RevocableCertificate {
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    }

    /// A certificate that names no shard.
    public RevocableCertificate(SerialNumber serial, Instant notAfter, Kind kind) {
        this(serial, notAfter, kind, NO_SHARD);
    }
}
