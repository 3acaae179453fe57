package kakehashi.path;

import java.util.Optional;
import java.util.function.LongSupplier;

/// Counts the work of one validation against its limits. Once a limit is reached it stays reached. One thread only.
final class SearchMeter {
    private final SearchLimits limits;
    private final LongSupplier nanoTicker;
    private final long startedAt;
    private int signatures;
    private int edges;
    private long comparisons;
    private String exhausted = "";

    /// @param nanoTicker a count of nanoseconds from any origin; time is limited by it, never by a clock of our own
    SearchMeter(SearchLimits limits, LongSupplier nanoTicker) {
        this.limits = limits;
        this.nanoTicker = nanoTicker;
        this.startedAt = limits.time().isPresent() ? nanoTicker.getAsLong() : 0;
    }

    /// Counts a signature verification that is about to be done; false when it may not be.
    boolean signature() {
        return spend(++signatures > limits.signatures(), limits.signatures() + " signatures") && inTime();
    }

    /// Counts a certificate about to be tried; false when it may not be.
    boolean edge() {
        return spend(++edges > limits.edges(), limits.edges() + " edges") && ((edges & 63) != 0 || inTime());
    }

    /// Counts comparisons of names with constraints about to be done; false when they may not be.
    boolean comparisons(long count) {
        comparisons += count;
        return spend(comparisons > limits.comparisons(), limits.comparisons() + " comparisons");
    }

    private boolean spend(boolean overLimit, String limit) {
        if (overLimit && exhausted.isEmpty()) {
            exhausted = limit;
        }
        return exhausted.isEmpty();
    }

    private boolean inTime() {
        return limits.time()
                .map(time -> spend(nanoTicker.getAsLong() - startedAt > time.toNanos(), time.toMillis() + " ms"))
                .orElse(true);
    }

    /// The limit that was reached.
    Optional<String> exhausted() {
        return exhausted.isEmpty() ? Optional.empty() : Optional.of(exhausted);
    }

    /// What was spent so far.
    SearchCost cost() {
        return new SearchCost(signatures, edges, comparisons);
    }
}
