package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.PinEntry;
import kakehashi.keys.Secret;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.keys.TokenUnavailable;
import picocli.CommandLine.Option;

/// How an officer opens a credential: by a file for the passphrase, or at the terminal.
final class Passphrase {
    @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "credential.passphrase")
    Optional<Path> file = Optional.empty();

    /// The passphrase of a credential; the caller wipes it.
    ///
    /// @throws InputProblem when the file cannot be used, or there is neither file nor terminal
    Secret ask(Console console) {
        return file.map(Passphrase::ofFile).orElseGet(() -> typed(terminal(), console));
    }

    /// The PIN of a card or another token; the caller wipes it.
    ///
    /// @param source the file that the token's address names, which counts unless the option names another
    /// @throws InputProblem when the file cannot be used, or there is neither file nor terminal
    Secret askPin(Console console, Optional<Path> source) {
        return file.or(() -> source)
                .map(Passphrase::ofFile)
                .orElseGet(() -> terminal().requiredSecret("PIN: "));
    }

    /// A new passphrase, typed twice.
    ///
    /// @throws InputProblem also when both differ
    Secret askNew(Console console) {
        if (file.isPresent()) {
            return ofFile(file.get());
        }
        PinEntry terminal = terminal();
        Secret one = typed(terminal, console);
        try (Secret again = terminal.requiredSecret(console.say(new Phrase("もう一度: ", "Once more: ")))) {
            if (!one.sameAs(again)) {
                one.close();
                throw problem(
                        new Phrase("二つのパスフレーズが違います。", "the two passphrases differ."),
                        new Phrase("もう一度実行してください。", "Run the command again."));
            }
        }
        return one;
    }

    private static Secret typed(PinEntry terminal, Console console) {
        return terminal.requiredSecret(console.say(new Phrase("パスフレーズ: ", "Passphrase: ")));
    }

    private static Secret ofFile(Path file) {
        try {
            return Secret.ofFile(file);
        } catch (TokenUnavailable e) {
            throw problem(
                    Phrase.same(e.getMessage()),
                    new Phrase(
                            "一行目にパスフレーズか PIN を書き、chmod 600 にしてください。",
                            "Write the passphrase or PIN into its first line, and chmod 600 the file."));
        }
    }

    private static PinEntry terminal() {
        return TerminalPinEntry.ofThisProcess()
                .orElseThrow(() -> problem(
                        new Phrase(
                                "パスフレーズや PIN を尋ねる端末がありません。", "there is no terminal to ask for the passphrase or PIN."),
                        new Phrase("--passphrase-file を指定してください。", "Give --passphrase-file.")));
    }

    private static InputProblem problem(Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.USAGE, "--passphrase-file", wrong, remedy);
    }
}
