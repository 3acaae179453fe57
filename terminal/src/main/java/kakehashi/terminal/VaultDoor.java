package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import kakehashi.authority.ClockAhead;
import kakehashi.authority.Halt;
import kakehashi.authority.VaultFacts;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.issuing.Archive;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultClock;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Custodian;
import kakehashi.keys.Secret;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.keys.Token;
import kakehashi.keys.TokenUnavailable;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a verb opens a vault in this process: which home, and how its keys are unlocked.
final class VaultDoor {
    private static final int WORKERS = 2;

    @Mixin
    final HomePlace place;

    @Option(names = "--vault-passphrase-file", paramLabel = "FILE", descriptionKey = "home.unlock")
    Optional<Path> passphrase = Optional.empty();

    @Option(names = "--custodian", paramLabel = "NAME=FILE", descriptionKey = "home.custodian")
    Map<String, Path> custodians = Map.of();

    @Option(names = "--clock-checked", descriptionKey = "home.clock")
    boolean clockChecked;

    private Optional<String> also = Optional.empty();

    /// @param place which homes the verb works on: [RunningPlace] where it has something to do beside a vault that
    /// runs
    VaultDoor(HomePlace place) {
        this.place = place;
    }

    /// The same, opening one further token whatever its settings say.
    VaultDoor alsoOpening(Optional<String> token) {
        also = token;
        return this;
    }

    /// What the operator says about the clock.
    VaultClock.Word clockWord() {
        return clockChecked ? VaultClock.Word.CHECKED : VaultClock.Word.NONE;
    }

    /// A vault that is open in this process.
    record Opened(VaultHome home, VaultParts parts, IssuingAuthority authority) {}

    /// Works with an open vault, and closes it.
    ///
    /// @throws InputProblem when the home or its keys cannot be opened, or the vault stops
    <T> T open(Console console, Function<Opened, T> work) {
        return keys(console, (home, parts) -> {
            try (IssuingAuthority authority = home.authority(parts)) {
                return work.apply(new Opened(home, parts, authority));
            }
        });
    }

    /// Works with the database and the keys of a vault that is not open.
    ///
    /// @throws InputProblem when the home or its keys cannot be opened, or the vault is not as it should be
    <T> T keys(Console console, BiFunction<VaultHome, VaultParts, T> work) {
        if (place.running()) {
            throw problem(
                    new Phrase(
                            "動いている設備の保管庫は、このコマンドでは開けません。",
                            "this verb opens the vault, and that of an installation that runs is open."),
                    new Phrase("--running を外し、設備を止めてから実行してください。", "Stop the installation, and leave --running out."));
        }
        List<Secret> secrets = new ArrayList<>();
        try (VaultHome home = place.open(console);
                Token token = home.openToken(unlock(home, secrets));
                FurtherTokens further = home.openFurther(unlock(home, secrets), also)) {
            VaultParts parts = home.parts(token, WORKERS).with(further.byName());
            return work.apply(home, clockChecked ? parts.withCheckedClock() : parts);
        } catch (Halt e) {
            throw halted(e);
        } catch (TokenUnavailable e) {
            throw unavailable(e);
        } finally {
            secrets.forEach(Secret::close);
        }
    }

    /// Works with one token of a home whose vault is not open.
    ///
    /// @param name of a further token; empty for the installation's own
    /// @throws InputProblem when there is none, or it does not open
    <T> T token(Console console, Optional<String> name, BiFunction<VaultHome, Token, T> work) {
        List<Secret> secrets = new ArrayList<>();
        try (VaultHome home = place.open(console);
                Token token = home.token(name).open(unlock(home, secrets))) {
            return work.apply(home, token);
        } catch (TokenUnavailable e) {
            throw unavailable(e);
        } finally {
            secrets.forEach(Secret::close);
        }
    }

    private InputProblem unavailable(TokenUnavailable e) {
        return problem(
                Phrase.same(e.getMessage()),
                new Phrase("鍵については docs/operations/keys.ja.md をご覧ください。", "About keys see docs/operations/keys.md."));
    }

    /// What is in force. With keys the vault itself answers, which compares its sealed state; without, the chain in
    /// the database is read, of an installation that runs too, and believed as far as its own signatures go.
    ///
    /// @throws InputProblem when there is no such installation, or its chain is broken
    VaultFacts facts(Console console) {
        if (!place.running() && (passphrase.isPresent() || !custodians.isEmpty() || clockChecked)) {
            return open(console, opened -> opened.authority().facts());
        }
        Digest installation = place.installation();
        try {
            return place.withDatabase(console, Zone.VAULT, database -> new Archive(database).facts(installation));
        } catch (Halt e) {
            throw halted(e);
        }
    }

    /// Record 5: "Anything else: […] no signing, exit code 75, the reason in one sentence".
    InputProblem halted(Halt reason) {
        return halted(place.folder, reason);
    }

    static InputProblem halted(Path folder, Halt reason) {
        return new InputProblem(
                ExitCode.HALTED,
                folder.toString(),
                new Phrase("保管庫は動きません: %s。", "the vault does not work: %s.").with(reason.getMessage()),
                remedy(reason));
    }

    /// What to do about a vault that does not work.
    static Phrase remedy(Halt reason) {
        return reason instanceof ClockAhead
                ? new Phrase(
                        "時計が、保管庫の最後に使った時刻より 1 日以上先です。時計が正しいことを確かめ、--clock-checked を付けて実行してください。",
                        "The clock is more than a day beyond what the vault has used. See that it is right, and give"
                                + " --clock-checked.")
                : new Phrase(
                        "封印された状態より古いデータベースや、書き換えられた記録では署名しません。復旧: docs/operations/recovery.ja.md",
                        "It signs nothing over a database older than its sealed state, or one that was changed. "
                                + "How to go on: docs/operations/recovery.md");
    }

    private HomeUnlock unlock(VaultHome home, List<Secret> secrets) {
        if (home.settings().keys() instanceof HomeSettings.TokenPlace.Module module
                && module.pin().isPresent()) {
            return new HomeUnlock.Passphrase(kept(module.pin().get(), secrets));
        }
        if (!custodians.isEmpty()) {
            List<Custodian> present = new ArrayList<>();
            custodians.forEach((name, file) -> present.add(new Custodian(name, kept(file, secrets))));
            return new HomeUnlock.Custodians(present);
        }
        if (passphrase.isPresent()) {
            return new HomeUnlock.Passphrase(kept(passphrase.get(), secrets));
        }
        return new HomeUnlock.AtTerminal(TerminalPinEntry.ofThisProcess()
                .orElseThrow(() -> problem(
                        new Phrase("鍵を開ける端末がありません。", "there is no terminal to unlock the keys at."),
                        new Phrase(
                                "--vault-passphrase-file FILE、又は管理者ごとに --custodian 名前=FILE を指定してください。",
                                "Give --vault-passphrase-file FILE, or --custodian NAME=FILE for each custodian."))));
    }

    private static Secret kept(Path file, List<Secret> secrets) {
        Secret secret = Secret.ofFile(file);
        secrets.add(secret);
        return secret;
    }

    private InputProblem problem(Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.USAGE, place.folder.toString(), wrong, remedy);
    }
}
