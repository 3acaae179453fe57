package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi backup FOLDER --home FOLDER`: copies an installation that does not run into a new folder. Its audit
/// tree says so, in the copy too.
@Command(name = "backup")
final class BackUp implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FOLDER", descriptionKey = "backup.folder")
    Path folder;

    @Option(names = "--home", required = true, paramLabel = "FOLDER", descriptionKey = "home.folder")
    Path home;

    BackUp(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Files.exists(folder)) {
            throw problem(new Phrase("すでにあります。", "is there already."));
        }
        try (VaultHome open = VaultHome.open(home, console.clock())) {
            open.installation()
                    .ifPresent(founded -> new AuditNote(open.database(Zone.VAULT, 1), founded, console.clock())
                            .record(AuditKind.BACKUP_WRITTEN, folder.toString()));
            String manifest = new HomeCopy(folder).write(open);
            Answer.show(
                    console,
                    common,
                    folder.toString(),
                    List.of(
                            Fact.of(Label.MANIFEST, manifest),
                            Fact.of(Label.AT, console.clock().instant())));
            return ExitCode.YES.number();
        } catch (IOException | UncheckedIOException | DatabaseFailure e) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    folder.toString(),
                    new Phrase("書けません (%s)。", "cannot be written (%s).").with(e.getMessage()),
                    new Phrase(
                            "ディスクの空きと権限、データベースを確かめてから、やり直してください。",
                            "Look at the disk's room, the rights and the database, then do it again."));
        }
    }

    private InputProblem problem(Phrase wrong) {
        return new InputProblem(
                ExitCode.USAGE,
                folder.toString(),
                wrong,
                new Phrase("まだないフォルダを指定してください。", "Name a folder that is not there yet."));
    }
}
