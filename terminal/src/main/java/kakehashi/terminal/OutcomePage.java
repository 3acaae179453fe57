package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kakehashi.authority.OrderProspect;
import kakehashi.authority.OrderRule;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.contract.Outcome;
import kakehashi.issuing.Archive;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;

/// What became of an order.
///
/// @param outcome what the vault answered
record OutcomePage(Outcome outcome) {
    /// Done; refused for good; or not settled, so that it may be laid before the vault again.
    ExitCode code() {
        return switch (outcome.result()) {
            case Outcome.Result.Done done -> ExitCode.YES;
            case Outcome.Result.Refused refused -> outcome.entry().isPresent() ? ExitCode.NO : ExitCode.INDETERMINATE;
        };
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.ORDER, outcome.order().octets()));
        facts.add(new Fact(Label.RESULT, result()));
        outcome.entry().ifPresent(entry -> facts.add(Fact.of(Label.SETTLED_BY, entry)));
        facts.add(Fact.of(Label.AT, outcome.at()));
        switch (outcome.result()) {
            case Outcome.Result.Done(List<Digest> digests) ->
                facts.add(Fact.items(Label.DIGESTS, digests, digest -> new Value.Text(digest.toString())));
            case Outcome.Result.Refused(List<Outcome.Refusal> refusals) ->
                facts.add(Fact.items(Label.REFUSALS, refusals, OutcomePage::refusal));
        }
        return facts;
    }

    private Value result() {
        return switch (code()) {
            case YES -> new Value.Coded("done", new Phrase("完了", "done"));
            case INDETERMINATE -> new Value.Coded("notYet", new Phrase("まだ実行できない", "not yet"));
            case NO, USAGE, MALFORMED, NOT_FOUND, UNAVAILABLE, BUG, HALTED ->
                new Value.Coded("refused", new Phrase("拒否", "refused"));
        };
    }

    /// What would become of an order that is not submitted yet.
    static List<Fact> prospect(OrderProspect prospect) {
        Value standing = switch (prospect.standing()) {
            case READY -> new Value.Coded("ready", new Phrase("実行できる", "it can be carried out"));
            case NOT_YET -> new Value.Coded("notYet", new Phrase("まだ実行できない", "not yet"));
            case REFUSED -> new Value.Coded("refused", new Phrase("断られる", "it would be refused"));
            case SETTLED -> new Value.Coded("settled", new Phrase("処理済み", "settled"));
        };
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Label.PROSPECT, standing));
        if (!prospect.refusals().isEmpty()) {
            facts.add(Fact.items(
                    Label.REFUSALS,
                    prospect.refusals(),
                    rule -> new Value.Coded(
                            rule,
                            new Phrase(
                                    OrderRule.words(rule, Language.JAPANESE),
                                    OrderRule.words(rule, Language.ENGLISH)))));
        }
        return facts;
    }

    private static Value refusal(Outcome.Refusal refusal) {
        Phrase item = new Phrase(
                (refusal.item() + 1) + " 番: " + OrderRule.words(refusal.rule(), Language.JAPANESE),
                "item " + (refusal.item() + 1) + ": " + OrderRule.words(refusal.rule(), Language.ENGLISH));
        return new Value.Coded(refusal.rule(), item);
    }

    /// Writes what came of the order into a folder: certificates, and the requests of new keys.
    List<Path> write(Archive archive, Path folder) {
        List<Path> written = new ArrayList<>();
        if (outcome.result() instanceof Outcome.Result.Done(List<Digest> digests)) {
            for (Digest digest : digests) {
                archive.find(digest).ifPresent(der -> written.add(write(folder, digest, der)));
            }
        }
        return written;
    }

    private static Path write(Path folder, Digest digest, Bytes der) {
        String ending = Kind.of(der)
                .map(kind -> switch (kind) {
                    case CERTIFICATE -> ".cer";
                    case CERTIFICATION_REQUEST -> ".csr";
                    case CRL -> ".crl";
                    case CROSS_CERTIFICATE_PAIR -> ".pair";
                    case CERTIFICATE_BUNDLE, OCSP_REQUEST, OCSP_RESPONSE -> ".der";
                })
                .orElse(".txt");
        Path file = folder.resolve(digest.toString().substring(0, 16) + ending);
        OutputFile.replace(file, der);
        return file;
    }
}
