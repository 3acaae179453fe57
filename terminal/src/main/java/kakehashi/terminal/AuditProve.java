package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.AuditProof;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.Checkpoint;
import kakehashi.ledger.Transaction;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi audit prove --home FOLDER (--record INDEX | --from SIZE) --out FILE`: a proof that a record stands in
/// a zone's audit tree, or that an earlier tree is the beginning of the present one, for `audit verify`, which
/// needs no server.
@Command(name = "prove")
final class AuditProve implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Option(names = "--zone", paramLabel = "vault|office|public", descriptionKey = "audit.zone")
    String zone = "vault";

    @ArgGroup(multiplicity = "1")
    What what;

    @Option(names = "--size", paramLabel = "SIZE", descriptionKey = "prove.size")
    Optional<Long> size = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "prove.out")
    Path out;

    AuditProve(Console console) {
        this.console = console;
    }

    /// What is to be proved.
    static final class What {
        @Option(names = "--record", required = true, paramLabel = "INDEX", descriptionKey = "prove.record")
        Optional<Long> index = Optional.empty();

        @Option(names = "--from", required = true, paramLabel = "SIZE", descriptionKey = "prove.from")
        Optional<Long> from = Optional.empty();
    }

    @Override
    public Integer call() {
        AuditTree tree = new AuditTree(AuditVerify.zone(zone));
        AuditProof proof =
                place.withDatabase(console, Zone.VAULT, database -> database.inTransaction(tx -> proof(tx, tree)));
        OutputFile.create(out, Bytes.wrap(proof.text().getBytes(StandardCharsets.UTF_8)));
        Answer.show(
                console,
                common,
                out.toString(),
                List.of(
                        Fact.of(Label.LEAVES, proof.checkpoint().head().size()),
                        Fact.of(Label.ROOT_HASH, proof.checkpoint().head().root())));
        return ExitCode.YES.number();
    }

    private AuditProof proof(Transaction tx, AuditTree tree) {
        List<Checkpoint> signed = tree.checkpoints(tx).stream()
                .flatMap(note -> Checkpoint.parse(note).stream())
                .filter(one -> size.isEmpty() || one.head().size() == size.get())
                .toList();
        if (signed.isEmpty()) {
            throw problem(
                    new Phrase("そのチェックポイントはありません。", "has no such checkpoint."),
                    new Phrase("audit head が最後のものを示します。", "audit head shows the last one."));
        }
        Checkpoint last = signed.getLast();
        Optional<AuditProof> proof = what.index.isPresent()
                ? AuditProof.ofRecord(tx, tree, what.index.get(), last)
                : AuditProof.ofGrowth(tx, tree, what.from.get(), last);
        return proof.orElseThrow(() -> problem(
                new Phrase("その記録はこのチェックポイントより後か、失われています。", "has no such record below that checkpoint, or lost hashes."),
                new Phrase(
                                "0 から %s までの番号を指定してください。失われたものは audit verify が示します。",
                                "Name a number from 0 to below %s; what is lost is told by audit verify of an export.")
                        .with(last.head().size())));
    }

    private InputProblem problem(Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.NO, zone, wrong, remedy);
    }
}
