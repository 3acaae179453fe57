package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import kakehashi.drawing.GraphDrawing;
import kakehashi.drawing.GraphView;
import kakehashi.path.Language;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.platform.PublicParts;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.Validation;
import kakehashi.web.Blocks;
import kakehashi.web.CacheControl;
import kakehashi.web.Form;
import kakehashi.web.FormData;
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
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// What the demonstration shows beside the usual pages: its domains and the certificates of its story, the whole
/// trust graph, and a way to bring real certificates.
final class DemoPages {
    static final String HOME = "/demo";
    static final String IMPORT = HOME + "/import";
    private static final String GRAPH = HOME + "/graph";
    private static final long MOST = 16L << 20;
    private static final Duration SHORT = Duration.ofSeconds(5);

    /// The widths of the graph in px: that of the column of a page, and what a telephone has room for.
    private static final int WIDE = 1120;

    private static final int NARROW = 480;

    /// The widest screen that gets the narrow one, in px.
    private static final int SMALL_SCREEN = 700;

    private final DemoSamples samples;
    private final DemoImports imports;
    private final InstantSource clock;
    private final AtomicReference<List<DemoSite>> sites = new AtomicReference<>(List.of());
    private final AtomicReference<Validation> validation = new AtomicReference<>();
    private final AtomicReference<DemoCurl> curl = new AtomicReference<>();

    DemoPages(DemoSamples samples, DemoImports imports, InstantSource clock) {
        this.samples = samples;
        this.imports = imports;
        this.clock = clock;
    }

    /// Whose pages these are: the government's public site.
    PublicParts.Site site() {
        PublicParts.Site plain = DemoPublic.site(DemoDomain.GOVERNMENT);
        List<PageLayout.MenuEntry> menu = List.of(
                new PageLayout.MenuEntry(DemoWords.HOME.words(), HOME),
                new PageLayout.MenuEntry(DemoWords.GRAPH.words(), GRAPH),
                new PageLayout.MenuEntry(DemoWords.IMPORT.words(), IMPORT));
        PublicParts.Site framed = new PublicParts.Site(plain.name(), plain.subtitle(), plain.https(), menu, List.of());
        return framed.with(routes(framed.layout()));
    }

    /// The domains, in their order.
    void show(List<DemoSite> all) {
        sites.set(List.copyOf(all));
    }

    /// The public zone whose graph is shown, and whose JSON API can be tried.
    void show(DemoPublic zone) {
        curl.set(zone.curl());
        validation.set(zone.validation());
        trust();
    }

    DemoImports imports() {
        return imports;
    }

    private List<Route> routes(PageLayout layout) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(HOME, request -> layout.answer(request, home(request.language()))));
        routes.add(Route.get(GRAPH, request -> layout.answer(request, graph(request.language()))));
        routes.add(Route.get(IMPORT, request -> layout.answer(request, importing(request.language(), List.of()))));
        routes.add(Route.post(IMPORT, MOST, request -> take(request, layout)));
        for (PageLanguage language : PageLanguage.values()) {
            for (Shown what : Shown.values()) {
                routes.add(Route.get(
                        picture(what, language),
                        request -> svg(request, drawing(what, language).svg())));
            }
            for (int width : List.of(NARROW, WIDE)) {
                routes.add(Route.get(
                        picture(width, language),
                        request -> svg(request, drawing(Shown.STORY, language).svg(width))));
            }
        }
        return routes;
    }

    /// Which graph.
    private enum Shown {
        /// The demonstration's own domains.
        STORY,
        /// The real certificates.
        IMPORTED
    }

    private static String picture(Shown what, PageLanguage language) {
        String name = what == Shown.STORY ? "graph" : "imported";
        return HOME + "/" + name + "-" + language.code() + ".svg";
    }

    private static String picture(int width, PageLanguage language) {
        return HOME + "/graph-" + width + "-" + language.code() + ".svg";
    }

    private Page home(PageLanguage language) {
        List<Html> body = new ArrayList<>();
        body.add(Blocks.paragraph(DemoWords.LEAD.in(language)));
        body.add(Blocks.heading(DemoWords.TRY.in(language)));
        body.add(Blocks.paragraph(DemoWords.TRY_LEAD.in(language)));
        List<List<Html>> tries = samples.all().stream()
                .map(sample -> List.of(Html.text(atTheStart(sample.words().in(language))), button(sample, language)))
                .toList();
        body.add(Blocks.table(
                DemoWords.SAMPLES.in(language),
                List.of(DemoWords.SAMPLE.in(language), DemoWords.VERIFY.in(language)),
                tries));
        body.addAll(api(language));
        body.add(Blocks.heading(DemoWords.DOMAINS.in(language)));
        List<List<Html>> rows =
                sites.get().stream().map(site -> row(site, language)).toList();
        body.add(Blocks.table(
                DemoWords.DOMAINS.in(language),
                List.of(DemoWords.DOMAIN.in(language), DemoWords.CAS.in(language), DemoWords.REPOSITORY.in(language)),
                rows));
        body.add(Html.element("p")
                .add(Blocks.link(new Page.Link(DemoWords.COLLECTION.in(language), "/repository/collection"))));
        return new Page(DemoWords.HOME.in(language), List.of(), body);
    }

    /// How to ask the JSON API; nothing before there is a certificate to ask about.
    private List<Html> api(PageLanguage language) {
        return samples.toAsk()
                .map(sample -> List.of(
                        Blocks.heading(DemoWords.API.in(language)),
                        Blocks.paragraph(
                                DemoWords.API_LEAD.in(language, sample.words().in(language))),
                        Blocks.verbatim(DemoWords.API.in(language), curl.get().line(samples, sample)),
                        Html.element("p")
                                .add(Blocks.link(new Page.Link(DemoWords.API_DESCRIBED.in(language), "/api")))))
                .orElse(List.of());
    }

    private static List<Html> row(DemoSite site, PageLanguage language) {
        List<Html> cas = site.domain().cas().stream()
                .map(ca -> Html.text(
                        switch (language) {
                            case JAPANESE -> ca.japanese();
                            case ENGLISH -> ca.english();
                        }))
                .toList();
        String address = site.ports().url("/repository");
        return List.of(
                Html.text(atTheStart(site.domain().words().in(language))),
                Blocks.list(cas),
                Html.element("a").with("href", address).add(address));
    }

    /// Words of the story as they stand at the start of a line.
    private static String atTheStart(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// A form that sends the certificate to the verification page, as a person would paste it there.
    private static Html button(DemoSamples.Sample sample, PageLanguage language) {
        String words = sample.words().in(language);
        return Html.element("form")
                .with("method", "post")
                .with("action", "/verify")
                .add(
                        hidden("certificate", Pem.encode(sample.certificate())),
                        hidden("policy", ""),
                        Html.element("button", "kk-button")
                                .with("type", "submit")
                                .with("aria-label", DemoWords.VERIFY.in(language) + ": " + words)
                                .add(DemoWords.VERIFY.in(language)));
    }

    private static Html hidden(String name, String value) {
        return Html.element("input").with("type", "hidden").with("name", name).with("value", value);
    }

    private Page graph(PageLanguage language) {
        GraphDrawing drawing = drawing(Shown.STORY, language);
        List<Html> body = new ArrayList<>();
        body.add(Blocks.paragraph(DemoWords.GRAPH_LEAD.in(language)));
        SequencedMap<Integer, String> narrower = new LinkedHashMap<>();
        narrower.put(SMALL_SCREEN, picture(NARROW, language));
        body.add(Blocks.fittingPicture(
                picture(WIDE, language), narrower, drawing.title(), enlarge(picture(Shown.STORY, language), language)));
        body.add(table(drawing, language));
        return new Page(DemoWords.GRAPH.in(language), List.of(), body);
    }

    private static Html enlarge(String address, PageLanguage language) {
        return Html.element("a").with("href", address).add(DemoWords.ENLARGE.in(language));
    }

    private static Html table(GraphDrawing drawing, PageLanguage language) {
        List<List<Html>> rows = drawing.rows().stream()
                .map(row -> row.stream().map(text -> Html.text(text)).toList())
                .toList();
        return Blocks.disclosure(
                DemoWords.AS_TABLE.in(language), List.of(Blocks.table(drawing.title(), drawing.columns(), rows)));
    }

    private GraphDrawing drawing(Shown what, PageLanguage language) {
        Language words = switch (language) {
            case JAPANESE -> Language.JAPANESE;
            case ENGLISH -> Language.ENGLISH;
        };
        Set<Certificate> brought = new HashSet<>(imports.certificates());
        List<Certificate> certificates = switch (what) {
            case STORY ->
                validation.get().graph().certificates().stream()
                        .filter(one -> !brought.contains(one))
                        .toList();
            case IMPORTED -> List.copyOf(brought);
        };
        List<TrustAnchor> tops = switch (what) {
            case STORY -> validation.get().policies().standard().anchors();
            case IMPORTED -> imports.anchors().stream().map(TrustAnchor::of).toList();
        };
        Instant now = clock.instant();
        return GraphDrawing.of(
                TrustGraph.of(certificates), GraphView.of(now, words).from(tops));
    }

    /// The picture holds its own style and nothing else; the page's policy would leave it without.
    private static Response svg(Request request, String picture) {
        Bytes octets = Bytes.wrap(picture.getBytes(StandardCharsets.UTF_8));
        return Representation.of("image/svg+xml; charset=utf-8", octets, CacheControl.publicFor(SHORT))
                .answer(request)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }

    private Page importing(PageLanguage language, List<Html> news) {
        List<Html> body = new ArrayList<>(news);
        body.add(Blocks.paragraph(DemoWords.IMPORT_LEAD.in(language)));
        Form.Field file = Form.Field.of(
                        "file", DemoWords.FILES.in(language), Form.Need.REQUIRED, new Form.Input.Files("*"))
                .hint(DemoWords.FILES_HINT.in(language));
        body.add(new Form(IMPORT, DemoWords.BRING.in(language), List.of(file)).html(language));
        if (!imports.anchors().isEmpty()) {
            GraphDrawing drawing = drawing(Shown.IMPORTED, language);
            body.add(Blocks.heading(DemoWords.IMPORTED.in(language)));
            body.add(Blocks.paragraph(DemoWords.IMPORTED_LEAD.in(language)));
            String address = picture(Shown.IMPORTED, language);
            body.add(Blocks.largePicture(address, drawing.title(), enlarge(address, language)));
            body.add(table(drawing, language));
        }
        return new Page(DemoWords.IMPORT.in(language), List.of(), body);
    }

    private Response take(Request request, PageLayout layout) {
        Optional<FormData> data = FormData.read(request);
        if (data.isEmpty()) {
            return Problem.of(WebProblems.MALFORMED_REQUEST).answer(request);
        }
        DemoImports.Report report = imports.add(
                data.get().files("file").stream().map(FormData.Sent::content).toList());
        trust();
        PageLanguage language = request.language();
        boolean useful = report.files() > 0 && report.anchors() > 0;
        Html news = Blocks.banner(
                useful ? Blocks.Mood.SUCCESS : Blocks.Mood.ERROR,
                (useful ? DemoWords.TAKEN : DemoWords.NOTHING_TAKEN).in(language),
                Blocks.paragraph(DemoWords.COUNTS.in(language, report.certificates(), report.anchors())),
                language);
        return layout.answer(useful ? 200 : 422, request, importing(language, List.of(news)));
    }

    /// The relying-party policy for the imported certificates follows what is there.
    void trust() {
        List<Certificate> anchors = imports.anchors();
        if (anchors.isEmpty()) {
            return;
        }
        Validation engine = validation.get();
        PolicyCatalogue now = engine.policies();
        RelyingPartyPolicy first = DemoPolicies.imported(anchors, 1);
        int version = now.find(first.id()).map(policy -> policy.version() + 1).orElse(1);
        boolean same = now.find(first.id())
                .filter(policy -> policy.anchors().equals(first.anchors()))
                .isPresent();
        if (!same) {
            engine.replace(now.with(DemoPolicies.imported(anchors, version)));
        }
    }
}
