package kakehashi.keys;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Custodians at one terminal, one after another, until the quorum is there.
public final class CustodianTerminal {
    private final PinEntry entry;
    private final Words words;

    /// What the terminal says, in the language of its user.
    ///
    /// @param name asks for the next custodian's name, given how many are missing
    /// @param passphrase asks the custodian of this name for his passphrase
    /// @param refused tells why a share was not taken
    public record Words(
            IntFunction<String> name,
            Function<String, String> passphrase,
            Function<ActivationRefusal, String> refused) {}

    /// @param entry where they type
    /// @param words what it says to them
    public CustodianTerminal(PinEntry entry, Words words) {
        this.entry = entry;
        this.words = words;
    }

    /// Asks custodians until the token is activated. Refused when somebody gives up by an empty name, when too many
    /// passphrases were wrong, or when the token is damaged. The activation is closed then.
    public Activation<SoftwareToken> activate(QuorumActivation activation) {
        try (activation) {
            while (activation.outcome().isEmpty()) {
                Optional<String> name = entry.line(words.name().apply(activation.missing()))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty());
                if (name.isEmpty()) {
                    break;
                }
                if (ask(activation, name.get())
                        .filter(CustodianTerminal::isFinal)
                        .isPresent()) {
                    return new Activation.Refused<>(ActivationRefusal.PIN_LOCKED);
                }
            }
        }
        return activation.outcome().orElseThrow();
    }

    private Optional<ActivationRefusal> ask(QuorumActivation activation, String name) {
        Optional<Secret> passphrase = entry.secret(words.passphrase().apply(name));
        if (passphrase.isEmpty()) {
            return Optional.empty();
        }
        try (Secret secret = passphrase.get()) {
            return switch (activation.enter(new Custodian(name, secret))) {
                case ShareAnswer.Missing missing -> Optional.empty();
                case ShareAnswer.Complete complete -> Optional.empty();
                case ShareAnswer.Refused(ActivationRefusal reason) -> {
                    entry.say(words.refused().apply(reason));
                    yield Optional.of(reason);
                }
            };
        }
    }

    private static boolean isFinal(ActivationRefusal reason) {
        return reason == ActivationRefusal.PIN_LOCKED;
    }
}
