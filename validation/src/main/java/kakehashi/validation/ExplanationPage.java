package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.drawing.GraphDrawing;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.RevocationStatus;
import kakehashi.web.Blocks;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;

/// An answer as a page: verdict, one sentence, the picture, why not, the certificate, how it was judged, the
/// grounds.
final class ExplanationPage {
    private static final int MAX_TRIED = 20;

    private final Explanation explanation;
    private final ValidationAnswer answer;
    private final PageLanguage language;

    ExplanationPage(Explanation explanation) {
        this.explanation = explanation;
        this.answer = explanation.answer();
        this.language = explanation.language();
    }

    private String say(PageWords words, Object... details) {
        return words.in(language, details);
    }

    /// The page of an answer that is kept under an id until a time.
    Page page(Id id, Instant until) {
        List<Html> body = new ArrayList<>();
        body.add(banner());
        body.addAll(path(id));
        if (answer.verdict() != Verdict.TOTAL_PASSED) {
            body.addAll(whyNot());
        }
        body.add(Blocks.heading(say(PageWords.CERTIFICATE)));
        body.add(certificate());
        body.add(Blocks.heading(say(PageWords.CONDITIONS)));
        body.add(conditions(id, until));
        answer.path().ifPresent(path -> body.addAll(grounds(path)));
        if (answer.verdict() == Verdict.TOTAL_PASSED && !answer.tried().isEmpty()) {
            body.add(Blocks.disclosure(say(PageWords.ALSO_TRIED, answer.tried().size()), tried()));
        }
        Page.Link again = new Page.Link(say(PageWords.ANOTHER), VerificationPage.PATH);
        body.add(Html.element("p").add(Blocks.link(again)));
        Page.Link above = new Page.Link(say(PageWords.VERIFY), VerificationPage.PATH);
        return new Page(explanation.verdict(), List.of(above), body);
    }

    private Html banner() {
        List<Html> said = new ArrayList<>();
        answer.mainFinding()
                .ifPresent(finding ->
                        said.add(Html.element("p").add(say(PageWords.BECAUSE)).add(finding(finding))));
        return Blocks.banner(explanation.mood(), explanation.tag(), explanation.sentence(), Html.group(said));
    }

    private Html finding(Finding finding) {
        return Html.group(List.of(
                Html.text(explanation.text(finding) + " "),
                Html.element("span", "kk-clause").add("[" + finding.check().clause() + "]")));
    }

    private List<Html> path(Id id) {
        GraphDrawing picture = explanation.picture();
        String source = ExplainPages.path(id) + "/path.svg?lang=" + language.code();
        String words = say(PageWords.PICTURE, picture.title(), explanation.pathSentence());
        List<List<Html>> rows = picture.rows().stream()
                .map(row -> row.stream().map(Html::text).toList())
                .toList();
        return List.of(
                Blocks.heading(say(PageWords.PATH)),
                Blocks.paragraph(explanation.pathSentence()),
                Blocks.picture(source, words, Blocks.link(new Page.Link(say(PageWords.ENLARGE), source))),
                Blocks.disclosure(
                        say(PageWords.AS_TABLE), List.of(Blocks.table(picture.title(), picture.columns(), rows))));
    }

    private List<Html> whyNot() {
        List<Html> body = new ArrayList<>();
        body.add(Blocks.heading(
                say(answer.verdict() == Verdict.INDETERMINATE ? PageWords.WHY_OPEN : PageWords.WHY_NOT)));
        if (!answer.missing().isEmpty()) {
            body.add(Blocks.subheading(say(PageWords.MISSING)));
            body.add(findings(answer.missing()));
        }
        if (!answer.misses().isEmpty()) {
            body.add(Blocks.subheading(say(PageWords.NOT_HAD)));
            body.add(Blocks.list(answer.misses().stream().map(this::miss).toList()));
        }
        List<Html> tried = tried();
        int first = Math.min(tried.size(), 2); // its heading and its steps
        body.addAll(tried.subList(0, first));
        if (tried.size() > first) {
            body.add(Blocks.disclosure(
                    say(PageWords.ALSO_TRIED, answer.tried().size() - 1), tried.subList(first, tried.size())));
        }
        return body;
    }

    private Html miss(Miss miss) {
        String why = switch (language) {
            case JAPANESE -> miss.reason().japanese();
            case ENGLISH -> miss.reason().english();
        };
        Html.Element item = Html.element("span");
        return miss.place().isEmpty() ? item.add(why) : item.add(Blocks.code(miss.place()), Html.text(" – " + why));
    }

    private Html findings(List<Finding> findings) {
        return Blocks.list(findings.stream().map(this::finding).toList());
    }

    private List<Html> tried() {
        List<Html> body = new ArrayList<>();
        int number = 0;
        for (CandidatePath path : answer.tried()) {
            if (number == MAX_TRIED) {
                break;
            }
            number++;
            body.add(Blocks.subheading(say(PageWords.CANDIDATE, number)));
            body.add(tried(path));
        }
        return body;
    }

    /// A path that was tried, from the anchor down, with what speaks against each of its certificates.
    private Html tried(CandidatePath path) {
        List<Html> steps = new ArrayList<>();
        path.anchor().ifPresent(anchor -> steps.add(step(Explanation.called(anchor, language), path.findings())));
        if (path.anchor().isEmpty() && !path.findings().isEmpty()) {
            steps.add(step(say(PageWords.ON_PATH), path.findings()));
        }
        path.steps()
                .forEach(step -> steps.add(step(Explanation.called(step.certificate(), language), step.findings())));
        return Html.element("ol").add(steps);
    }

    private Html step(String name, List<Finding> against) {
        Html.Element item = Html.element("li").add(Html.element("strong").add(name), Html.text(" "));
        return against.isEmpty()
                ? item.add(Blocks.tag(Blocks.Mood.SUCCESS, say(PageWords.NOTHING_FOUND)))
                : item.add(findings(against));
    }

    private Html certificate() {
        Certificate certificate = answer.question().target();
        return Blocks.definitions(List.of(
                fact(PageWords.SUBJECT, Html.text(certificate.subject().toString())),
                fact(PageWords.ISSUER, Html.text(certificate.issuer().toString())),
                fact(
                        PageWords.SERIAL,
                        Blocks.grouped(certificate.serialNumber().value().toString(16))),
                fact(
                        PageWords.VALIDITY,
                        Html.text(say(
                                PageWords.FROM_TO,
                                Explanation.time(certificate.notBefore(), language),
                                Explanation.time(certificate.notAfter(), language)))),
                fact(
                        PageWords.FINGERPRINT,
                        Blocks.grouped(certificate.fingerprint().toString()))));
    }

    private Blocks.Definition fact(PageWords term, Html said) {
        return new Blocks.Definition(say(term), said);
    }

    private Html conditions(Id id, Instant until) {
        RelyingPartyPolicy policy = answer.question().policy();
        List<Blocks.Definition> facts = new ArrayList<>();
        facts.add(fact(PageWords.AT, Html.text(Explanation.time(answer.at(), language))));
        Page.Link named = new Page.Link(
                policy.name().in(Explanation.wording(language)) + " (" + policy.id() + ", " + policy.version() + ")",
                PolicyPages.path(policy));
        facts.add(fact(PageWords.POLICY, Blocks.link(named)));
        answer.validUntil()
                .ifPresent(end -> facts.add(fact(PageWords.VALID_UNTIL, Html.text(Explanation.time(end, language)))));
        facts.add(fact(PageWords.ANSWER_ID, Blocks.code(id.toString())));
        facts.add(fact(PageWords.KEPT_UNTIL, Html.text(Explanation.time(until, language))));
        return Blocks.definitions(facts);
    }

    private List<Html> grounds(ValidationAnswer.FoundPath path) {
        List<Html> body = new ArrayList<>();
        body.add(Blocks.heading(say(PageWords.GROUNDS)));
        List<String> policies =
                path.policies().stream().sorted().map(this::policy).toList();
        String all = policies.isEmpty() ? say(PageWords.NONE) : String.join(", ", policies);
        body.add(Blocks.definitions(List.of(fact(PageWords.POLICIES, Html.text(all)))));
        if (!path.evidence().isEmpty()) {
            body.add(Blocks.table(
                    say(PageWords.EVIDENCE),
                    List.of(
                            say(PageWords.KIND),
                            say(PageWords.ISSUED_AT),
                            say(PageWords.NEXT_UPDATE),
                            say(PageWords.FINGERPRINT)),
                    path.evidence().stream().distinct().map(this::evidence).toList()));
        }
        return body;
    }

    private String policy(Oid id) {
        return id.equals(PolicyInformation.ANY_POLICY) ? say(PageWords.ANY_POLICY) : id.toString();
    }

    private List<Html> evidence(RevocationStatus.Evidence evidence) {
        String kind = evidence.kind().name().replace('_', ' ').toUpperCase(Locale.ROOT);
        Optional<String> next = evidence.nextUpdate().map(time -> Explanation.time(time, language));
        return List.of(
                Html.text(kind),
                Html.text(Explanation.time(evidence.thisUpdate(), language)),
                Html.text(next.orElse("–")),
                Blocks.grouped(evidence.fingerprint().slice(0, 8).toString()));
    }
}
