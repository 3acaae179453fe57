package kakehashi.terminal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.contract.KeyChange;
import kakehashi.issuing.KeyRenewal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi ceremony keys --home FOLDER --out FILE`: makes new keys for the installation itself beside those in
/// force, and writes the change that its custodians are to sign. Nothing changes before an order of the form
/// `keys`.
@Command(name = "keys")
final class CeremonyKeys implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "ceremony.change")
    Path out;

    CeremonyKeys(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        KeyChange change = door.open(
                console,
                opened -> KeyRenewal.draft(
                        opened.parts().token(),
                        opened.authority().facts(),
                        console.clock().instant()));
        OutputFile.create(out, change.der());
        console.verdict(
                ExitCode.YES,
                console.say(new Phrase(
                                "新しい鍵を作りました（変更 %s）。鍵管理者が %s に署名します。",
                                "The new keys are made (change %s). The custodians are to sign %s.")
                        .with(change.change(), out)));
        return ExitCode.YES.number();
    }
}
