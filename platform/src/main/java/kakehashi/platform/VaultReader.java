package kakehashi.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kakehashi.console.InputProblem;
import kakehashi.path.Language;
import kakehashi.terminal.HomeSettings;
import kakehashi.terminal.VaultHome;

/// Reads the part of the vault.
final class VaultReader {
    private static final int MOST_MINUTES = 24 * 60;
    private static final int USUAL_MINUTES = 30;
    private static final int MOST_WORKERS = 64;
    private static final int USUAL_WORKERS = 2;

    private final ConfigSection section;
    private final Configuration.Mode mode;

    /// How the file writes who opens the keys.
    private enum Way {
        CUSTODIANS,
        SECRET
    }

    VaultReader(ConfigSection section, Configuration.Mode mode) {
        this.section = section;
        this.mode = mode;
    }

    Optional<Configuration.Vault> read() {
        Optional<Path> home = section.neededPath("home");
        Optional<HomeSettings> settings = home.flatMap(this::settings);
        Optional<Configuration.Unlock> unlock = unlock(settings);
        int workers = section.number("workers", 1, MOST_WORKERS, USUAL_WORKERS);
        Map<String, String> environment = section.environment();
        Configuration.Housekeeping housekeeping = new HousekeepingReader(section).read();
        return home.isEmpty() || unlock.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.Vault(home.get(), unlock.get(), workers, environment, housekeeping));
    }

    private Optional<HomeSettings> settings(Path home) {
        if (DemoMark.refuse(section, "home", home)) {
            return Optional.empty();
        }
        if (!VaultHome.isHome(home)) {
            section.fault(
                    "home",
                    home + " は保管庫のホームではありません。kakehashi ceremony run で作ります。",
                    home + " is not the home of a vault. kakehashi ceremony run makes one.");
            return Optional.empty();
        }
        try {
            HomeSettings settings = HomeSettings.ofHome(home);
            boolean ofDemo = settings.origin() == HomeSettings.Origin.DEMO;
            if (ofDemo) {
                section.fault(
                        "home",
                        home + " は実演のデータです。鍵生成セレモニーで新しい設備を設けてください。",
                        home + " was made by the demonstration. Make an installation of your own by a ceremony.");
            }
            return ofDemo ? Optional.empty() : Optional.of(settings);
        } catch (InputProblem e) {
            section.fault("home", e.text(Language.JAPANESE), e.text(Language.ENGLISH));
            return Optional.empty();
        }
    }

    private Optional<Configuration.Unlock> unlock(Optional<HomeSettings> settings) {
        Way way = section.word("unlock", Map.of("custodians", Way.CUSTODIANS, "secret", Way.SECRET))
                .orElse(Way.CUSTODIANS);
        Duration longest = Duration.ofMinutes(section.number("custodian-minutes", 1, MOST_MINUTES, USUAL_MINUTES));
        Optional<Path> secret = way == Way.SECRET ? section.neededSecret("secret") : Optional.empty();
        settings.ifPresent(home -> {
            judge(home.keys(), way);
            home.further().stream()
                    .filter(one -> one.opened() == HomeSettings.Opened.ALWAYS)
                    .forEach(one -> judge(one.place(), way));
        });
        return switch (way) {
            case CUSTODIANS -> Optional.of(new Configuration.Unlock.Custodians(longest));
            case SECRET -> secret.map(Configuration.Unlock.SecretFile::new);
        };
    }

    /// A sealed file of which one file opens all keys is no protection; a hardware token without a PIN cannot
    /// start.
    private void judge(HomeSettings.TokenPlace place, Way way) {
        switch (place) {
            case HomeSettings.TokenPlace.SealedFile sealed -> {
                if (mode == Configuration.Mode.PRODUCTION && way == Way.SECRET) {
                    section.fault(
                            "unlock",
                            "本番では、封印ファイルの鍵を一つの秘密で開けません。HSM を使うか、unlock = \"custodians\" としてください。",
                            "production does not open a sealed file of keys by one secret. Take an HSM, or say"
                                    + " unlock = \"custodians\".");
                }
            }
            case HomeSettings.TokenPlace.Module(Path library, String label, Optional<Path> pin) -> {
                if (pin.isEmpty() && way == Way.CUSTODIANS) {
                    section.fault(
                            "unlock",
                            "トークン " + label + " の PIN がありません。ホームの vault.toml に pin を書くか、unlock = \"secret\" としてください。",
                            "there is no PIN of the token " + label + ". Write pin into the home's vault.toml, or say"
                                    + " unlock = \"secret\".");
                }
                pin.ifPresent(file -> section.isPrivate("home", file));
            }
        }
    }
}
