package kakehashi.validation;

import java.util.function.LongSupplier;
import kakehashi.path.SearchLimits;

/// What one question may cost.
///
/// @param limits the limits
/// @param nanoTicker a count of nanoseconds from any origin, for the limit on time
public record SearchBudget(SearchLimits limits, LongSupplier nanoTicker) {
    /// The limits of the engine, none on time.
    public static final SearchBudget UNTIMED = new SearchBudget(SearchLimits.DEFAULT, () -> 0);
}
