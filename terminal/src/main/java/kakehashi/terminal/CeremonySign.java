package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.KeyChange;
import kakehashi.keys.PinEntry;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi ceremony sign CHANGE --signer TOKEN --out FILE`: a custodian sees a change of the installation's
/// keys, says yes, and signs it with a token of his own, for the order of the form `keys`.
@Command(name = "sign")
final class CeremonySign implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FILE", descriptionKey = "ceremony.signed")
    String file;

    @Option(names = "--signer", required = true, paramLabel = "FILE", descriptionKey = "reconcile.signer")
    Path signer;

    @Option(names = "--secrets", paramLabel = "FOLDER", descriptionKey = "ceremony.secrets")
    Optional<Path> secretsFolder = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "ceremony.signature")
    Path out;

    CeremonySign(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Bytes octets = InputFile.octets(file, console.in());
        KeyChange change = KeyChange.parse(octets)
                .toOptional()
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        file,
                        new Phrase("鍵の変更ではありません。", "is no change of keys."),
                        new Phrase("ceremony keys で書き出したファイルを指定してください。", "Name the file that ceremony keys wrote.")));
        StatementLanguage.of(console).of(change).forEach(line -> console.line(Screen.safe(line)));
        CeremonySecrets secrets = new CeremonySecrets(
                secretsFolder, TerminalPinEntry.ofThisProcess().map(PinEntry.class::cast));
        if (secretsFolder.isEmpty() && secrets.people().isEmpty()) {
            throw CeremonySecrets.nobody();
        }
        Optional<CustodianSignature> signature = new CustodianHand(console, secrets).sign(signer, octets);
        if (signature.isEmpty()) {
            console.verdict(ExitCode.NO, console.say(new Phrase("署名していません。", "Nothing was signed.")));
            return ExitCode.NO.number();
        }
        OutputFile.create(out, signature.get().der());
        console.verdict(ExitCode.YES, console.say(new Phrase("署名しました: %s", "Signed: %s").with(out)));
        return ExitCode.YES.number();
    }
}
