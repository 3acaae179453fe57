package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Path;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.profiles.KeyBlocklist;

/// The keys that a home's settings say are known to others.
final class KnownKeys {
    private static final System.Logger LOG = System.getLogger(KnownKeys.class.getName());

    private KnownKeys() {}

    /// The list of keys that are known to others. Without one the vault says so, and takes what the other checks
    /// let through.
    static KeyBlocklist read(HomeSettings settings) {
        if (settings.knownKeys().isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "no list of known weak keys: vault.toml names no known-keys");
            return KeyBlocklist.EMPTY;
        }
        Path place = settings.knownKeys().get();
        try {
            KeyBlocklist known = KeyBlocklist.read(place);
            LOG.log(System.Logger.Level.INFO, "{0} known weak keys are refused", known.size());
            return known;
        } catch (IOException | IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    place.toString(),
                    new Phrase("既知の弱い鍵の一覧として読めません (%s)。", "is no readable list of known weak keys (%s).")
                            .with(e.getMessage()),
                    new Phrase(
                            "vault.toml の known-keys に Debian openssl-blacklist の形式のファイルかフォルダを指定してください。",
                            "Name a list in the format of Debian's openssl-blacklist as known-keys in vault.toml."));
        }
    }
}
