package kakehashi.keys;

/// What comes of making or activating a token.
///
/// @param <T> the kind of token
public sealed interface Activation<T extends Token> {
    /// The token is activated. Whoever holds it closes it.
    record Active<T extends Token>(T token) implements Activation<T> {}

    /// The token stays as it was.
    record Refused<T extends Token>(ActivationRefusal reason) implements Activation<T> {}

    /// The token, where a refusal would be a mistake of the program.
    ///
    /// @throws IllegalStateException when it was refused
    default T orElseThrow() {
        return switch (this) {
            case Active<T>(T token) -> token;
            case Refused<T>(ActivationRefusal reason) ->
                throw new IllegalStateException("the token is not activated: " + reason);
        };
    }
}
