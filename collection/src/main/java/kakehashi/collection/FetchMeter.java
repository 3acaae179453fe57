package kakehashi.collection;

import java.time.Duration;

/// Counts what one fetch costs, whatever it is made of, and stops it at its limits.
final class FetchMeter implements AutoCloseable {
    private final FetchLimits limits;
    private final FetchBudget budget;
    private final long deadline;
    private long octets;
    private int redirects;

    FetchMeter(FetchLimits limits, FetchBudget budget) {
        this.limits = limits;
        this.budget = budget;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    /// Milliseconds that are left, at least one.
    int millisLeft() throws FetchStopped {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new FetchStopped(FetchFailure.TOO_SLOW, limits.time().toMillis() + " ms");
        }
        return (int) Math.max(1, Duration.ofNanos(left).toMillis());
    }

    /// How many octets may be read next, of so many that are wanted.
    int grant(int wanted) throws FetchStopped {
        long left = limits.octets() - octets;
        if (left <= 0) {
            throw tooLarge();
        }
        return (int) Math.min(wanted, left);
    }

    FetchStopped tooLarge() {
        return new FetchStopped(FetchFailure.TOO_LARGE, limits.octets() + " octets");
    }

    int mostOctets() {
        return limits.octets();
    }

    void read(int more) throws FetchStopped {
        if (!budget.take(more)) {
            throw new FetchStopped(FetchFailure.BUSY, "octets of all fetches");
        }
        octets += more;
    }

    void redirect() throws FetchStopped {
        if (++redirects > limits.redirects()) {
            throw new FetchStopped(FetchFailure.TOO_MANY_REDIRECTS, limits.redirects() + " redirects");
        }
    }

    @Override
    public void close() {
        budget.giveBack(octets);
        octets = 0;
    }
}
