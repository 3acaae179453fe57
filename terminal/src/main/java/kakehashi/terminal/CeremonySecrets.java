package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.Custodian;
import kakehashi.keys.PinEntry;
import kakehashi.keys.Secret;

/// Where the passphrases of a ceremony come from: people at the terminal, or for trials a folder with a file of
/// mode 0600 for each: `KEY` for the token of the person whom the ceremony's file calls so, `KEY.share` for a
/// custodian's share of the vault's keys.
///
/// @param folder the folder; empty when people type
/// @param people the terminal; empty when there is none
record CeremonySecrets(Optional<Path> folder, Optional<PinEntry> people) {
    private static final String SHARE = ".share";

    /// The passphrase of a person's token; empty when nobody gives it.
    Optional<Secret> ofToken(String key, String prompt) {
        return given(key, prompt);
    }

    /// A custodian's passphrase for a share that is being made, typed twice.
    Optional<Secret> newShare(String key, String name) {
        String prompt = name + ": 鍵の分担のパスフレーズ / passphrase for a share of the keys: ";
        Optional<Secret> first = given(key + SHARE, prompt);
        if (folder.isPresent() || first.isEmpty()) {
            return first;
        }
        try (Secret again = people.orElseThrow().requiredSecret("もう一度 / again: ")) {
            return first.filter(secret -> secret.sameAs(again));
        }
    }

    private Optional<Secret> given(String file, String prompt) {
        Optional<Path> found = folder.map(all -> all.resolve(file)).filter(Files::exists);
        return found.map(Secret::ofFile)
                .or(() -> folder.isPresent() ? Optional.empty() : people.flatMap(entry -> entry.secret(prompt)));
    }

    /// Whether a person, having read what is shown, says yes. A passphrase in the folder is the word of a trial.
    boolean agrees(String question) {
        return folder.isPresent()
                || people.flatMap(entry -> entry.line(question))
                        .filter(answer -> answer.strip().equals("yes"))
                        .isPresent();
    }

    /// How the vault's keys are opened.
    HomeUnlock unlock() {
        if (folder.isPresent()) {
            return new HomeUnlock.Custodians(shares(folder.get()));
        }
        return new HomeUnlock.AtTerminal(people.orElseThrow(CeremonySecrets::nobody));
    }

    static InputProblem nobody() {
        return new InputProblem(
                ExitCode.USAGE,
                "ceremony",
                new Phrase("端末がなく、パスフレーズを入力できません。", "there is no terminal to type passphrases at."),
                new Phrase(
                        "端末から実行してください。試験では --secrets を使います。", "Run it at a terminal; for trials there is --secrets."));
    }

    private static List<Custodian> shares(Path folder) {
        List<Custodian> custodians = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SHARE)) {
                    custodians.add(
                            new Custodian(name.substring(0, name.length() - SHARE.length()), Secret.ofFile(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return custodians;
    }
}
