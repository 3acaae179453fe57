package kakehashi.profiles;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The question that a rule asks.
///
/// @param <T> what is asked about
@FunctionalInterface
interface LintTest<T> {
    /// The value that breaks the rule, empty text where there is none to show; nothing where the rule is kept.
    Optional<String> breach(T subject);

    /// A rule that is kept when the predicate holds.
    static <T> LintTest<T> that(Predicate<T> holds) {
        return subject -> holds.test(subject) ? Optional.empty() : Optional.of("");
    }

    /// A rule that is kept when the predicate holds; otherwise the value is shown.
    static <T> LintTest<T> that(Function<T, Object> value, Predicate<T> holds) {
        return subject -> holds.test(subject) ? Optional.empty() : Optional.of(String.valueOf(value.apply(subject)));
    }

    /// A rule that is kept when the predicate holds for each of some values; otherwise the first other is shown.
    static <T, E> LintTest<T> each(Function<T, List<E>> values, Predicate<E> holds) {
        return subject -> {
            for (E value : values.apply(subject)) {
                if (!holds.test(value)) {
                    return Optional.of(value.toString());
                }
            }
            return Optional.empty();
        };
    }

    /// A rule that is kept when no value stands twice.
    static <T, E> LintTest<T> once(Function<T, List<E>> values) {
        return subject -> {
            List<E> all = values.apply(subject);
            for (int i = 1; i < all.size(); i++) {
                if (all.subList(0, i).contains(all.get(i))) {
                    return Optional.of(all.get(i).toString());
                }
            }
            return Optional.empty();
        };
    }
}
