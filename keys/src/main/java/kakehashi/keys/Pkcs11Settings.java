package kakehashi.keys;

import java.nio.file.Path;
import java.util.function.Supplier;

/// Where a hardware token is and how it is spoken to.
///
/// @param library the PKCS#11 module, a shared library of 64-bit Linux
/// @param token the token among the module's slots
/// @param pin gives the PIN at each login, from a file or a prompt; each secret is wiped after its login
/// @param mostSessions how many signatures may be under way at once, from 1 on
public record Pkcs11Settings(Path library, TokenAddress token, Supplier<Secret> pin, int mostSessions) {
    /// @throws IllegalArgumentException for less than one session
    public Pkcs11Settings {
        if (mostSessions < 1) {
            throw new IllegalArgumentException("a token needs a session");
        }
    }
}
