package kakehashi.validation;

import java.time.Instant;
import java.util.Optional;

/// Where the next signing key and certificate come from, when those in use grow old: the port to whoever asks the
/// CA for them.
@FunctionalInterface
public interface CredentialSupplier {
    /// The successor, if it is there yet. Must answer at once; ordering one happens elsewhere.
    ///
    /// @param current what is in use
    /// @param now the present
    Optional<ResponderCredential> next(ResponderCredential current, Instant now);

    /// A supplier that has no successor, for a CA that signs itself.
    static CredentialSupplier none() {
        return (current, now) -> Optional.empty();
    }
}
