package kakehashi.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often and how soon an order that failed is tried again.
///
/// @param attempts after so many it is set aside
/// @param first the delay after the first failure; it doubles with every further one
/// @param longest the most that it grows to
public record RetryPlan(int attempts, Duration first, Duration longest) {
    /// Ten attempts within about a quarter of an hour.
    public static final RetryPlan USUAL = new RetryPlan(10, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /// @throws IllegalArgumentException when there is no attempt, or a delay is not positive
    public RetryPlan {
        if (attempts < 1 || first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a plan: " + attempts + " attempts, " + first + " to " + longest);
        }
    }

    /// The delay after a failed attempt: between half and the whole of the doubled time, by chance, so that orders
    /// which failed together do not come back together.
    ///
    /// @param attempt which one failed, from 1
    public Duration delayAfter(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 20);
        long most = Math.max(1, Math.min(longest.toMillis(), doubled));
        return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
    }
}
