package kakehashi.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// Counts by the cases of an enumeration, for places that are passed often: one increment each, nothing is made and
/// no label is looked up. Safe for many threads.
///
/// @param <E> the cases
public final class Tally<E extends Enum<E>> {
    private final E[] cases;
    private final LongAdder[] counts;

    /// @param type the cases
    public Tally(Class<E> type) {
        cases = type.getEnumConstants();
        counts = new LongAdder[cases.length];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    /// How it is offered.
    ///
    /// @param name the metric; it ends in `_total`
    /// @param help what it counts
    /// @param labels the labels that all of its series have
    /// @param label the name of the label that tells the case
    public record Series(String name, String help, Map<String, String> labels, String label) {}

    /// One more of a case.
    public void count(E one) {
        counts[one.ordinal()].increment();
    }

    /// How many of a case there were.
    public long of(E one) {
        return counts[one.ordinal()].sum();
    }

    /// Offers a series for each case, so that one that never came reads 0.
    ///
    /// @param word the value of the label
    public void offer(Metrics metrics, Series series, Function<E, String> word) {
        for (E one : cases) {
            Map<String, String> labels = new HashMap<>(series.labels);
            labels.put(series.label, word.apply(one));
            metrics.counter(series.name, series.help, labels, () -> of(one));
        }
    }
}
