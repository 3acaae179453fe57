package kakehashi.x509;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a parser answers: the value, or where and why the input is not one.
///
/// @param <T> the type that was asked for
public sealed interface Parsed<T> {
    /// The input was well-formed; the value exists and none of its accessors can fail.
    record Value<T>(T value) implements Parsed<T> {}

    /// The input is not well-formed.
    ///
    /// @param offset the octet, counted from the start of the input, at which reading stopped
    /// @param reason one English phrase for a developer or an operator
    record Malformed<T>(int offset, String reason) implements Parsed<T> {
        @Override
        public String toString() {
            return reason + " (at octet " + offset + ")";
        }
    }

    /// Runs a parser and turns its [MalformedDer] into a value. This is the only place where that happens.
    static <T> Parsed<T> of(Supplier<T> parser) {
        try {
            return new Value<>(parser.get());
        } catch (MalformedDer e) {
            return new Malformed<>(e.offset(), e.getMessage());
        }
    }

    /// The value, where there is one.
    default Optional<T> toOptional() {
        return switch (this) {
            case Value<T>(T value) -> Optional.of(value);
            case Malformed<T> malformed -> Optional.empty();
        };
    }

    /// The value, for input that the program itself made or has parsed before.
    ///
    /// @throws IllegalArgumentException when the input was malformed
    default T orElseThrow() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Malformed<T> malformed -> throw new IllegalArgumentException(malformed.toString());
        };
    }

    /// The same answer about something made of the value.
    default <U> Parsed<U> map(Function<? super T, ? extends U> function) {
        return switch (this) {
            case Value<T>(T value) -> new Value<>(function.apply(value));
            case Malformed<T>(int offset, String reason) -> new Malformed<>(offset, reason);
        };
    }
}
