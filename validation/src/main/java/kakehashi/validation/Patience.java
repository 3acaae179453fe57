package kakehashi.validation;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import kakehashi.path.PathBuilder;
import kakehashi.path.SearchCost;
import kakehashi.path.SearchLimits;

/// What all certificates of one request share, however many it asks about: the time that it may wait for the
/// outside, what was learned of the material that it brought, and the work that may be done over that. Used by one
/// thread.
final class Patience {
    /// What a request waits at most, unless configured otherwise.
    static final Duration USUAL = Duration.ofSeconds(2);

    /// A request may cost as much as so many questions; then each has a small part of what one has.
    private static final int QUESTIONS = 4;

    private static final int PARTS = 64;

    private final Map<PathBuilder, PathBuilder> own = new IdentityHashMap<>();
    private long left;
    private long signatures;
    private long edges;
    private long comparisons;

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

    /// The request's own builder beside a shared one, made once: a signature over what the request brought is
    /// verified once, and not once a certificate.
    ///
    /// @param change how it is made
    PathBuilder own(PathBuilder shared, UnaryOperator<PathBuilder> change) {
        return own.computeIfAbsent(shared, change);
    }

    /// What the next question may cost.
    ///
    /// @param usual what one question may cost
    SearchLimits limits(SearchLimits usual) {
        return new SearchLimits(
                (int) most(usual.signatures(), signatures),
                (int) most(usual.edges(), edges),
                most(usual.comparisons(), comparisons),
                usual.time());
    }

    private static long most(long usual, long spent) {
        return Math.clamp(QUESTIONS * usual - spent, Math.max(1, usual / PARTS), usual);
    }

    /// Counts what a question has cost.
    void spend(SearchCost cost) {
        signatures += cost.signatures();
        edges += cost.edges();
        comparisons += cost.comparisons();
    }
}
