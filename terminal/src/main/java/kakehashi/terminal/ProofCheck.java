package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.AuditProof;
import kakehashi.ledger.Checkpoint;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.Leaf;
import kakehashi.x509.Bytes;

/// A proof of `audit prove`, verified with nothing but the log's key.
///
/// @param file the proof
/// @param keys of the log; one of them must have signed
/// @param notes checkpoints that were seen elsewhere; a proof of growth begins at one of them
record ProofCheck(Path file, List<CheckpointKey> keys, List<String> notes) {
    /// What the proof says, and whether it holds.
    record Result(ExitCode code, List<Fact> facts, Phrase words) {}

    /// @throws InputProblem when the file is no proof
    Result result(Bytes octets) {
        AuditProof proof = AuditProof.parse(new String(octets.toArray(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        file.toString(),
                        new Phrase("監査の証明でも、書き出しのフォルダでもありません。", "is neither a proof of an audit tree nor an export."),
                        new Phrase("audit prove の書いたファイルを指定してください。", "Name a file that audit prove wrote.")));
        return switch (proof) {
            case AuditProof.Inclusion inclusion -> inclusion(inclusion);
            case AuditProof.Consistency growth -> growth(growth);
        };
    }

    private Result inclusion(AuditProof.Inclusion proof) {
        boolean holds = keys.stream().anyMatch(proof::holds);
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of(Label.RECORD, proof.index()),
                Fact.of(Label.LEAVES, proof.checkpoint().head().size())));
        Optional<Leaf> leaf = proof.read();
        leaf.ifPresent(one -> {
            facts.add(Fact.of(Label.RECORD_KIND, one.kind()));
            facts.add(Fact.of(Label.AT, one.at()));
            facts.add(Fact.of(Label.DIGEST, committed(one.content())));
        });
        return new Result(
                holds ? ExitCode.YES : ExitCode.NO,
                facts,
                holds
                        ? new Phrase(
                                "記録は署名されたチェックポイントの木にあります。", "The record stands in the tree of the signed checkpoint.")
                        : new Phrase("証明になっていません。", "This proves nothing."));
    }

    private static Bytes committed(Leaf.Content content) {
        return switch (content) {
            case Leaf.Commitment(Bytes digest) -> digest;
            case Leaf.Entry(long position, Bytes digest) -> digest;
        };
    }

    private Result growth(AuditProof.Consistency proof) {
        List<Fact> facts = List.of(
                Fact.of(Label.EARLIER, proof.from()),
                Fact.of(Label.LEAVES, proof.checkpoint().head().size()));
        List<Checkpoint> earlier = notes.stream()
                .flatMap(note -> Checkpoint.parse(note).stream())
                .filter(note -> note.head().size() == proof.from())
                .toList();
        if (earlier.isEmpty()) {
            return new Result(
                    ExitCode.INDETERMINATE,
                    facts,
                    new Phrase("元のチェックポイントを --checkpoint で指定してください。", "Give the earlier checkpoint by --checkpoint."));
        }
        boolean holds = keys.stream().anyMatch(key -> earlier.stream().allMatch(note -> proof.holds(key, note)));
        return new Result(
                holds ? ExitCode.YES : ExitCode.NO,
                facts,
                holds
                        ? new Phrase(
                                "前の木は後の木の始めの部分です。何も書き換えられていません。", "The earlier tree is the beginning of the later one.")
                        : new Phrase("証明になっていません。", "This proves nothing."));
    }
}
