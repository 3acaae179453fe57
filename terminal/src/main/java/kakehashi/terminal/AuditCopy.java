package kakehashi.terminal;

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
import kakehashi.contract.Digest;
import kakehashi.issuing.Archive;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi audit export FOLDER --home FOLDER`: writes a zone's audit tree for `audit verify`, which needs no
/// server.
@Command(name = "export")
final class AuditCopy implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Parameters(paramLabel = "FOLDER", descriptionKey = "audit.export")
    Path folder;

    @Option(names = "--zone", paramLabel = "vault|office|public", descriptionKey = "audit.zone")
    String zone = "vault";

    AuditCopy(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AuditTree tree = new AuditTree(AuditVerify.zone(zone));
        if (Files.exists(folder)) {
            throw unwritable(new Phrase("すでにあります。", "is there already."));
        }
        Digest installation = place.installation();
        long leaves = place.withDatabase(console, Zone.VAULT, database -> {
            new AuditNote(database, installation, console.clock())
                    .record(AuditKind.AUDIT_EXPORTED, zone, folder.toString());
            try {
                AuditExport.write(database, tree, folder);
                AuditExport.writeHistory(folder, new Archive(database).logHistory());
            } catch (UncheckedIOException e) {
                throw unwritable(new Phrase("書けません (%s)。", "cannot be written (%s).").with(e.getCause()));
            }
            return database.inTransaction(tx -> tree.head(tx))
                    .map(head -> head.size())
                    .orElse(0L);
        });
        Answer.show(console, common, folder.toString(), List.of(Fact.of(Label.LEAVES, leaves)));
        return ExitCode.YES.number();
    }

    private InputProblem unwritable(Phrase wrong) {
        return new InputProblem(
                ExitCode.USAGE,
                folder.toString(),
                wrong,
                new Phrase("まだないフォルダを指定してください。", "Name a folder that is not there yet."));
    }
}
