package kakehashi.validation;

import java.time.Duration;

/// The time that one request may wait for the outside, over all the certificates that it asks about. What does not
/// wait for the outside spends none of it.
final class Patience {
    /// What a request waits at most, unless configured otherwise.
    static final Duration USUAL = Duration.ofSeconds(2);

    private long left;

    Patience(Duration time) {
        this.left = time.toNanos();
    }

    /// What is left; zero or less when nothing is.
    Duration left() {
        return Duration.ofNanos(left);
    }

    /// Spends what has passed since a reading of [System#nanoTime].
    void spendSince(long start) {
        left -= System.nanoTime() - start;
    }
}
