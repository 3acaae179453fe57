package kakehashi.validation;

import java.time.Duration;
import java.util.Optional;

/// How an OCSP responder answers where the standard leaves a choice, and how much it takes.
///
/// @param nonIssued what is said of serial numbers that were never issued
/// @param nonces whether nonces are answered
/// @param archiveRetention how long status is kept after a certificate has expired; absent means nothing is said
/// @param limits how much is taken
public record OcspOptions(NonIssued nonIssued, Nonces nonces, Optional<Duration> archiveRetention, OcspLimits limits) {
    /// Extended revoke, nonces answered, nothing said of an archive, the default limits.
    public static final OcspOptions DEFAULT =
            new OcspOptions(NonIssued.REVOKED, Nonces.ANSWERED, Optional.empty(), OcspLimits.DEFAULT);

    /// What is said of serial numbers that were never issued.
    public enum NonIssued {
        /// Revoked, on hold since 1970, with the extension that says so (RFC 6960 §2.2, §4.4.8).
        REVOKED,
        /// Unknown.
        UNKNOWN
    }

    /// Whether nonces are answered (RFC 9654).
    public enum Nonces {
        /// A response of its own is signed for every nonce.
        ANSWERED,
        /// The nonce is left out of the response, as RFC 5019 §4 lets responders do: the cached one is given.
        IGNORED
    }

    /// How much a responder takes.
    ///
    /// @param requestOctets the longest request
    /// @param certificates the most certificates in one request
    /// @param cacheOctets how much memory cached responses may take
    public record OcspLimits(int requestOctets, int certificates, long cacheOctets) {
        /// 64 KiB, 100 certificates, 256 MiB of cache.
        public static final OcspLimits DEFAULT = new OcspLimits(1 << 16, 100, 1L << 28);
    }

    /// The same with another handling of serial numbers that were never issued.
    public OcspOptions with(NonIssued other) {
        return new OcspOptions(other, nonces, archiveRetention, limits);
    }

    /// The same with another handling of nonces.
    public OcspOptions with(Nonces other) {
        return new OcspOptions(nonIssued, other, archiveRetention, limits);
    }

    /// The same with other limits.
    public OcspOptions with(OcspLimits other) {
        return new OcspOptions(nonIssued, nonces, archiveRetention, other);
    }

    /// The same, saying that status is kept so long after expiry.
    public OcspOptions withArchive(Duration retention) {
        return new OcspOptions(nonIssued, nonces, Optional.of(retention), limits);
    }
}
