package kakehashi.keys;

import java.util.Optional;

/// Where a person types what nobody else may see: the port to a terminal.
public interface PinEntry {
    /// One line that may be seen; empty when the person gives up.
    Optional<String> line(String prompt);

    /// One line that is not shown while it is typed; empty when the person gives up. The caller wipes it.
    Optional<Secret> secret(String prompt);

    /// The same where the person must answer, such as the PIN of a module.
    ///
    /// @throws TokenUnavailable when the person gives up
    default Secret requiredSecret(String prompt) {
        return secret(prompt).orElseThrow(() -> new TokenUnavailable("nobody gave the PIN"));
    }

    /// Tells the person something.
    void say(String sentence);
}
