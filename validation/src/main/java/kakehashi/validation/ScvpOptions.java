package kakehashi.validation;

import java.time.Duration;

/// How much an SCVP server takes and how long it keeps answers.
///
/// @param requestOctets the longest request
/// @param certificates the most certificates asked about in one request
/// @param material the most certificates, and the most pieces of evidence, that a request may bring along
/// @param cacheAge how long an answer is given again to the same request
/// @param cacheOctets how much memory kept answers may take
public record ScvpOptions(int requestOctets, int certificates, int material, Duration cacheAge, long cacheOctets) {
    /// 8 MiB, 256 certificates, 512 pieces, a minute, 64 MiB.
    public static final ScvpOptions DEFAULT = new ScvpOptions(1 << 23, 256, 512, Duration.ofMinutes(1), 1L << 26);
}
