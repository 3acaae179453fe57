package kakehashi.revocation;

/// What comes of making a CRL.
///
/// @param <T> what was to be made
public sealed interface CrlOutcome<T> {
    /// It was made.
    record Made<T>(T value) implements CrlOutcome<T> {}

    /// It was not, and must not be given out.
    record Refused<T>(CrlRefusal reason) implements CrlOutcome<T> {}

    /// What was made, where a refusal would be a mistake of the program.
    ///
    /// @throws IllegalStateException when it was refused
    default T orElseThrow() {
        return switch (this) {
            case Made<T>(T value) -> value;
            case Refused<T>(CrlRefusal reason) -> throw new IllegalStateException("no CRL: " + reason);
        };
    }
}
