package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.web.Blocks;
import kakehashi.web.CacheControl;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Problem;
import kakehashi.web.Representation;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.WebProblems;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;

/// The relying-party policies for people: what each trusts and demands, its approved text, and the text's digest.
final class PolicyPages {
    static final String PATH = "/relying-party-policies";

    private final Validation validation;
    private final PageLayout layout;

    PolicyPages(Validation validation, PageLayout layout) {
        this.validation = validation;
        this.layout = layout;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, request -> layout.answer(request, list(request.language()))),
                Route.get(PATH + "/{policy}/{version}", this::one),
                Route.get(PATH + "/{policy}/{version}/text", this::text));
    }

    static String path(RelyingPartyPolicy policy) {
        return PATH + "/" + policy.id() + "/" + policy.version();
    }

    private Optional<RelyingPartyPolicy> asked(Request request) {
        String version = request.captured("version");
        return version.matches("[1-9][0-9]{0,8}")
                ? Oid.parse(request.captured("policy"))
                        .toOptional()
                        .flatMap(id -> validation.policies().find(id, Integer.parseInt(version)))
                : Optional.empty();
    }

    private static String name(RelyingPartyPolicy policy, PageLanguage language) {
        return policy.name().in(Explanation.wording(language));
    }

    private Page list(PageLanguage language) {
        List<List<Html>> rows = new ArrayList<>();
        RelyingPartyPolicy standard = validation.policies().standard();
        for (RelyingPartyPolicy policy : validation.policies().policies()) {
            List<Html> named =
                    new ArrayList<>(List.of(Blocks.link(new Page.Link(name(policy, language), path(policy)))));
            if (policy.id().equals(standard.id())) {
                named.add(Html.text(" "));
                named.add(Blocks.tag(Blocks.Mood.INFORMATION, PageWords.STANDARD.in(language)));
            }
            rows.add(List.of(
                    Html.group(named),
                    Blocks.code(policy.id().toString()),
                    Html.text(Integer.toString(policy.version())),
                    Blocks.grouped(policy.digest().toString())));
        }
        return Page.of(
                PageWords.POLICY_LIST.in(language),
                Blocks.paragraph(PageWords.POLICY_LEAD.in(language)),
                Blocks.table(
                        PageWords.POLICY_LIST.in(language),
                        List.of(
                                PageWords.NAME.in(language),
                                PageWords.OID.in(language),
                                PageWords.VERSION.in(language),
                                PageWords.DIGEST.in(language)),
                        rows));
    }

    private Response one(Request request) {
        return asked(request)
                .map(policy -> layout.answer(request, one(policy, request.language())))
                .orElseGet(() -> Problem.of(WebProblems.NOT_FOUND).answer(request));
    }

    private static Page one(RelyingPartyPolicy policy, PageLanguage language) {
        List<Html> anchors = policy.anchors().stream()
                .map(anchor -> Html.group(List.of(
                        Html.text(anchor.name() + " "),
                        Blocks.grouped(anchor.certificate()
                                .map(Certificate::fingerprint)
                                .orElseGet(() -> anchor.publicKey().der().sha256())
                                .toString()))))
                .toList();
        String text = new String(policy.source().toArray(), StandardCharsets.UTF_8);
        Page.Link raw = new Page.Link(PageWords.DOWNLOAD.in(language), path(policy) + "/text");
        return new Page(
                name(policy, language),
                List.of(new Page.Link(PageWords.POLICY_LIST.in(language), PATH)),
                List.of(
                        Blocks.definitions(List.of(
                                new Blocks.Definition(
                                        PageWords.OID.in(language),
                                        Blocks.code(policy.id().toString())),
                                new Blocks.Definition(
                                        PageWords.VERSION.in(language), Html.text(Integer.toString(policy.version()))),
                                new Blocks.Definition(
                                        PageWords.DIGEST.in(language),
                                        Blocks.grouped(policy.digest().toString())),
                                new Blocks.Definition(PageWords.ANCHORS.in(language), Blocks.list(anchors)))),
                        Blocks.heading(PageWords.TEXT.in(language)),
                        Blocks.verbatim(PageWords.TEXT.in(language), text),
                        Html.element("p").add(Blocks.link(raw))));
    }

    private Response text(Request request) {
        return asked(request)
                .map(policy -> Representation.of("text/plain; charset=utf-8", policy.source(), CacheControl.REVALIDATED)
                        .answer(request))
                .orElseGet(() -> Problem.of(WebProblems.NOT_FOUND).answer(request));
    }
}
