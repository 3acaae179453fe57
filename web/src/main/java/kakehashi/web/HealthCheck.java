package kakehashi.web;

import java.util.Optional;
import java.util.function.Supplier;

/// One thing that must hold before a process can answer.
///
/// @param name lower case words joined by hyphens
/// @param failure why it does not hold, in English and without secrets; empty when it holds. Must answer at once: a
///     check that takes long looks at what another thread found
public record HealthCheck(String name, Supplier<Optional<String>> failure) {
    /// Refuses another form of name.
    public HealthCheck {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("not the name of a check: " + name);
        }
    }

    /// Asks; a check that throws does not hold.
    Optional<String> ask() {
        try {
            return failure.get();
        } catch (RuntimeException e) {
            return Optional.of("the check itself failed: " + e.getClass().getSimpleName());
        }
    }
}
