package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.TreeHead;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi audit head --home FOLDER`: size and root of a zone's audit tree, and its last signed checkpoint. It
/// is the database's word; `audit verify` proves an export.
@Command(name = "head")
final class AuditHead implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Option(names = "--zone", paramLabel = "vault|office|public", descriptionKey = "audit.zone")
    String zone = "vault";

    AuditHead(Console console) {
        this.console = console;
    }

    /// What the database says.
    private record Found(Optional<TreeHead> head, List<String> checkpoints) {}

    @Override
    public Integer call() {
        AuditTree tree = new AuditTree(AuditVerify.zone(zone));
        Found found = place.withDatabase(
                console,
                Zone.VAULT,
                database -> database.inTransaction(tx -> new Found(tree.head(tx), tree.checkpoints(tx))));
        if (found.head.isEmpty()) {
            throw new InputProblem(
                    ExitCode.NO,
                    zone,
                    new Phrase("監査ログの最新の記録が壊れています。", "the head of the audit tree is damaged."),
                    new Phrase("署名を止め、バックアップと比べてください。", "Stop signing, and compare it with a backup."));
        }
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of(Label.LEAVES, found.head.get().size()),
                Fact.of(Label.ROOT_HASH, found.head.get().root())));
        if (!found.checkpoints.isEmpty()) {
            facts.add(Fact.items(
                    Label.CHECKPOINT, found.checkpoints.getLast().lines().toList(), Value.Text::new));
        }
        Answer.show(console, common, zone, facts);
        return ExitCode.YES.number();
    }
}
