package kakehashi.collection;

import java.time.Duration;

/// What one fetch may cost. Everything that is counted is counted before it is kept.
///
/// @param octets the most that is read of an answer, its head included
/// @param time the longest from the first step to the last octet, name resolution included
/// @param redirects the most redirects or referrals that are followed
public record FetchLimits(int octets, Duration time, int redirects) {
    /// 32 MiB in 20 seconds over three redirects.
    public static final FetchLimits USUAL = new FetchLimits(32 << 20, Duration.ofSeconds(20), 3);

    /// @throws IllegalArgumentException when a limit is not positive or redirects are negative
    public FetchLimits {
        if (octets <= 0 || time.isNegative() || time.isZero() || redirects < 0) {
            throw new IllegalArgumentException("not limits of a fetch");
        }
    }
}
