package kakehashi.keys;

/// What an activated token answers to a wish about a key.
///
/// @param <T> what was asked for
public sealed interface KeyOutcome<T> {
    /// The wish was granted.
    record Granted<T>(T value) implements KeyOutcome<T> {}

    /// The wish was refused, and nothing has changed.
    record Refused<T>(KeyRefusal reason) implements KeyOutcome<T> {}

    /// What was granted, where a refusal would be a mistake of the program.
    ///
    /// @throws IllegalStateException when it was refused
    default T orElseThrow() {
        return switch (this) {
            case Granted<T>(T value) -> value;
            case Refused<T>(KeyRefusal reason) -> throw new IllegalStateException("the token refused: " + reason);
        };
    }
}
