package kakehashi.validation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import kakehashi.path.SearchLimits;

/// What one question may cost.
///
/// @param limits the limits
/// @param nanoTicker a count of nanoseconds from any origin, for the limit on time
public record SearchBudget(SearchLimits limits, LongSupplier nanoTicker) {
    /// The limits of the engine, none on time.
    public static final SearchBudget UNTIMED = new SearchBudget(SearchLimits.DEFAULT, () -> 0);

    /// What a question costs at most where anybody may ask: a signature by a key that its sender chose may take
    /// twenty milliseconds, and five hundred of them are allowed by number.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /// The same, and two seconds by the system's clock.
    public static SearchBudget forAnybody() {
        SearchLimits limits = SearchLimits.DEFAULT;
        return new SearchBudget(
                new SearchLimits(limits.signatures(), limits.edges(), limits.comparisons(), Optional.of(LONGEST)),
                System::nanoTime);
    }
}
