package kakehashi.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.PathOutcome;
import kakehashi.path.Period;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.path.SearchCost;
import kakehashi.path.TrustAnchor;
import kakehashi.path.ValidatedPath;
import kakehashi.x509.Certificate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The answer of `verify`, for a person or as JSON.
final class VerifyPage {
    private static final int CANDIDATES_SHOWN = 10;

    private final PathOutcome outcome;
    private final VerifyOptions.Question question;
    private final Console console;

    VerifyPage(PathOutcome outcome, VerifyOptions.Question question, Console console) {
        this.outcome = outcome;
        this.question = question;
        this.console = console;
    }

    ExitCode code() {
        return switch (outcome) {
            case PathOutcome.Valid _ -> ExitCode.YES;
            case PathOutcome.Invalid _ -> ExitCode.NO;
            case PathOutcome.Indeterminate _ -> ExitCode.INDETERMINATE;
        };
    }

    private Phrase verdict() {
        return switch (outcome) {
            case PathOutcome.Valid _ -> new Phrase("はい。有効です。", "Yes: valid.");
            case PathOutcome.Invalid _ -> new Phrase("いいえ。有効ではありません。", "No: not valid.");
            case PathOutcome.Indeterminate _ -> new Phrase("判定できません。", "Undetermined.");
        };
    }

    void show(Optional<SearchCost> cost) {
        console.verdict(
                code(),
                console.say(verdict())
                        + "  "
                        + question.request().target().subject()
                        + "  "
                        + TextPage.time(question.request().at()));
        switch (outcome) {
            case PathOutcome.Valid valid -> showPath(valid.path());
            case PathOutcome.Invalid invalid -> showCandidates(invalid.tried());
            case PathOutcome.Indeterminate undetermined -> {
                head(new Phrase("足りないもの", "Missing"));
                undetermined.missing().forEach(finding -> showFinding(finding, 2));
                showCandidates(undetermined.tried());
            }
        }
        cost.ifPresent(c -> console.line(new Phrase(
                        "費用: 署名検証 %s 回、試した証明書 %s 枚、名前の比較 %s 回",
                        "Cost: %s signatures, %s certificates tried, %s name comparisons")
                .with(c.signatures(), c.edges(), c.comparisons())
                .in(console.language())));
    }

    private void head(Phrase title) {
        console.line("");
        console.line(console.say(title));
    }

    private void showPath(ValidatedPath path) {
        head(new Phrase("認証パス", "Certification path"));
        console.line("  " + anchor(Optional.of(path.anchor())));
        int depth = 1;
        for (Certificate certificate : path.certificates()) {
            console.line("  " + "  ".repeat(depth++) + "→ " + one(certificate));
        }
        head(new Phrase("有効なポリシー", "Policies"));
        policies(path).forEach(policy -> console.line("  " + policy));
        head(new Phrase("失効の証拠", "Evidence about revocation"));
        if (path.evidence().isEmpty()) {
            console.line("  " + console.say(new Phrase("（なし）", "(none)")));
        }
        path.evidence().forEach(e -> console.line("  " + evidence(e)));
        head(new Phrase("この答えが変わらない期間", "The answer stays the same"));
        console.line("  " + time(path.period().from(), Period.ALWAYS.from()) + " – "
                + time(path.period().until(), Period.ALWAYS.until()));
    }

    private static String time(java.time.Instant time, java.time.Instant open) {
        return time.equals(open) ? "…" : TextPage.time(time);
    }

    private static List<String> policies(ValidatedPath path) {
        List<String> policies = path.userConstrainedPolicySet().stream()
                .sorted(Comparator.comparing(Object::toString))
                .map(TextPage::oid)
                .toList();
        return policies.isEmpty() ? List.of("–") : policies;
    }

    private String evidence(Evidence evidence) {
        Phrase kind = switch (evidence.kind()) {
            case CRL -> Phrase.same("CRL");
            case DELTA_CRL -> new Phrase("差分 CRL", "delta CRL");
            case OCSP_RESPONSE -> new Phrase("OCSP レスポンス", "OCSP response");
        };
        return console.say(kind)
                + "  "
                + TextPage.time(evidence.thisUpdate())
                + evidence.nextUpdate().map(t -> " – " + TextPage.time(t)).orElse("")
                + "  SHA-256 "
                + evidence.fingerprint();
    }

    private String anchor(Optional<TrustAnchor> anchor) {
        String label = console.say(new Phrase("トラストアンカー: ", "Trust anchor: "));
        return label + anchor.map(TrustAnchor::toString).orElse(console.say(new Phrase("（届かない）", "(none reached)")));
    }

    private static String one(Certificate certificate) {
        return certificate.subject() + "  #" + certificate.serialNumber();
    }

    private void showCandidates(List<CandidatePath> tried) {
        int number = 1;
        for (CandidatePath candidate : tried.stream().limit(CANDIDATES_SHOWN).toList()) {
            head(new Phrase("認証パス候補 %s", "Candidate path %s").with(number++));
            console.line("  " + anchor(candidate.anchor()));
            candidate.findings().forEach(finding -> showFinding(finding, 4));
            for (CandidatePath.Step step : candidate.steps()) {
                console.line("  → " + one(step.certificate()));
                step.findings().forEach(finding -> showFinding(finding, 4));
            }
        }
        int more = tried.size() - CANDIDATES_SHOWN;
        if (more > 0) {
            head(new Phrase("ほかに %s 候補（--json ですべて）", "%s more (all with --json)").with(more));
        }
    }

    private void showFinding(Finding finding, int indent) {
        console.line(" ".repeat(indent) + "× " + finding.text(console.language(), TextPage::time) + " ["
                + finding.check().clause() + "]");
    }

    /// Keys: `verdict` (`valid`, `invalid`, `indeterminate`), `target`, `at`; for a valid one `path` (`anchor`,
    /// `certificates`), `policies`, `evidence`, `period`; `missing` findings; `tried` (each `anchor`, `findings`,
    /// `steps` of `certificate` and `findings`); `cost`. A finding is `check`, `clause`, `text`.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "verdict",
                switch (outcome) {
                    case PathOutcome.Valid _ -> "valid";
                    case PathOutcome.Invalid _ -> "invalid";
                    case PathOutcome.Indeterminate _ -> "indeterminate";
                });
        json.set("target", certificate(question.request().target()));
        json.put("at", question.request().at().toString());
        switch (outcome) {
            case PathOutcome.Valid valid -> putPath(json, valid.path());
            case PathOutcome.Indeterminate undetermined ->
                putFindings(json.putArray("missing"), undetermined.missing());
            case PathOutcome.Invalid _ -> {}
        }
        ArrayNode tried = json.putArray("tried");
        outcome.tried().forEach(candidate -> tried.add(candidate(candidate)));
        json.putObject("cost")
                .put("signatures", outcome.cost().signatures())
                .put("edges", outcome.cost().edges())
                .put("comparisons", outcome.cost().comparisons());
        return json;
    }

    private static ObjectNode certificate(Certificate certificate) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", certificate.subject().toString())
                .put("issuer", certificate.issuer().toString())
                .put("serialNumber", certificate.serialNumber().toString())
                .put("sha256", certificate.fingerprint().toString());
    }

    private static void putPath(ObjectNode json, ValidatedPath path) {
        ObjectNode node = json.putObject("path").put("anchor", path.anchor().toString());
        ArrayNode certificates = node.putArray("certificates");
        path.certificates().forEach(c -> certificates.add(certificate(c)));
        List<String> policies = new ArrayList<>();
        path.userConstrainedPolicySet().stream().map(Object::toString).sorted().forEach(policies::add);
        policies.forEach(json.putArray("policies")::add);
        ArrayNode evidence = json.putArray("evidence");
        path.evidence().forEach(e -> evidence.add(evidenceNode(e)));
        ObjectNode period = json.putObject("period");
        if (!path.period().from().equals(Period.ALWAYS.from())) {
            period.put("from", path.period().from().toString());
        }
        if (!path.period().until().equals(Period.ALWAYS.until())) {
            period.put("until", path.period().until().toString());
        }
    }

    private static ObjectNode evidenceNode(Evidence evidence) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("kind", evidence.kind().name())
                .put("sha256", evidence.fingerprint().toString())
                .put("thisUpdate", evidence.thisUpdate().toString());
        evidence.nextUpdate().ifPresent(time -> node.put("nextUpdate", time.toString()));
        return node;
    }

    private ObjectNode candidate(CandidatePath candidate) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        candidate.anchor().ifPresent(a -> node.put("anchor", a.toString()));
        putFindings(node.putArray("findings"), candidate.findings());
        ArrayNode steps = node.putArray("steps");
        for (CandidatePath.Step step : candidate.steps()) {
            ObjectNode one = steps.addObject();
            one.set("certificate", certificate(step.certificate()));
            putFindings(one.putArray("findings"), step.findings());
        }
        return node;
    }

    private void putFindings(ArrayNode array, List<Finding> findings) {
        Language language = console.language();
        findings.forEach(finding -> array.addObject()
                .put("check", finding.check().name())
                .put("clause", finding.check().clause())
                .put("text", finding.text(language)));
    }
}
