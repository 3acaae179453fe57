package kakehashi.terminal;

import java.time.Duration;
import java.util.List;
import kakehashi.keys.Custodian;
import kakehashi.keys.PinEntry;
import kakehashi.keys.Secret;

/// How the keys of an installation are opened.
public sealed interface HomeUnlock {
    /// By one passphrase, or by the PIN of a hardware token. The caller wipes it.
    record Passphrase(Secret passphrase) implements HomeUnlock {}

    /// By custodians whose passphrases are at hand. The caller wipes them.
    record Custodians(List<Custodian> custodians) implements HomeUnlock {
        public Custodians {
            custodians = List.copyOf(custodians);
        }
    }

    /// By people at this terminal: custodians one after another, or the one who knows the passphrase or PIN.
    record AtTerminal(PinEntry entry) implements HomeUnlock {}

    /// By custodians who come to the home's door, the socket `custodians.sock`.
    ///
    /// @param longest how long they are awaited
    record AtDoor(Duration longest) implements HomeUnlock {}
}
