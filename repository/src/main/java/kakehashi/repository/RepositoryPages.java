package kakehashi.repository;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.drawing.GraphDrawing;
import kakehashi.drawing.GraphView;
import kakehashi.path.Language;
import kakehashi.path.TrustGraph;
import kakehashi.web.Blocks;
import kakehashi.web.CacheControl;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Representation;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// The page about what is published, and the trust graph as a picture.
final class RepositoryPages {
    /// Where the page is.
    static final String PLACE = "/repository";

    private static final String PICTURE = PLACE + "/graph-";
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final PublishedState state;
    private final PublishedFiles files;
    private final PageLayout layout;
    private final InstantSource clock;
    private volatile Supplier<List<Words>> notes = List::of;
    private final Map<PageLanguage, Drawn> drawn = new ConcurrentHashMap<>();

    RepositoryPages(PublishedState state, PublishedFiles files, PageLayout layout, InstantSource clock) {
        this.state = state;
        this.files = files;
        this.layout = layout;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PLACE, this::index),
                Route.get(PICTURE + "ja.svg", request -> picture(request, PageLanguage.JAPANESE)),
                Route.get(PICTURE + "en.svg", request -> picture(request, PageLanguage.ENGLISH)));
    }

    void noting(Supplier<List<Words>> words) {
        notes = words;
    }

    private Response index(Request request) {
        PageLanguage language = request.language();
        PublicPicture picture = state.picture();
        List<Html> body = new ArrayList<>();
        body.add(Blocks.paragraph(RepositoryWords.PURPOSE.in(language)));
        notes.get()
                .forEach(note -> body.add(Blocks.banner(
                        Blocks.Mood.WARNING,
                        note.in(language),
                        Blocks.paragraph(RepositoryWords.NOTE_ADVICE.in(language)),
                        language)));
        body.add(freshness(picture, language));
        picture.authorities().values().stream()
                .filter(ca -> !ca.certificates().isEmpty())
                .forEach(ca -> body.addAll(authority(ca, language)));
        if (!picture.pairs().isEmpty()) {
            body.add(Blocks.heading(RepositoryWords.PAIRS.in(language)));
            body.add(pairs(picture, language));
        }
        if (!certificates(picture).isEmpty()) {
            body.addAll(graph(picture, language));
        }
        return layout.answer(request, new Page(RepositoryWords.TITLE.in(language), List.of(), body));
    }

    private Html freshness(PublicPicture picture, PageLanguage language) {
        if (state.halted().isPresent()) {
            return Blocks.banner(
                    Blocks.Mood.ERROR,
                    RepositoryWords.HALTED.in(language),
                    Blocks.paragraph(RepositoryWords.HALTED_ADVICE.in(language)),
                    language);
        }
        if (picture.last().index() == 0) {
            return Blocks.paragraph(RepositoryWords.NOT_YET.in(language));
        }
        if (state.age().compareTo(SILENCE) > 0) {
            return Html.group(List.of(
                    Blocks.banner(
                            Blocks.Mood.WARNING,
                            RepositoryWords.SILENT.in(language),
                            Blocks.paragraph(RepositoryWords.SILENT_ADVICE.in(language)),
                            language),
                    age(picture, language)));
        }
        return age(picture, language);
    }

    private Html age(PublicPicture picture, PageLanguage language) {
        String age = RepositoryWords.AGE
                .in(language)
                .formatted(Math.max(0, state.age().toSeconds()), picture.last().index());
        List<Blocks.Definition> rows = new ArrayList<>();
        rows.add(new Blocks.Definition(
                RepositoryWords.FRESH.in(language),
                Html.group(List.of(Blocks.time(picture.freshAt()), Html.text(" – " + age)))));
        int published = state.shelf().size();
        if (published > 0) {
            rows.add(new Blocks.Definition(
                    RepositoryWords.END_ENTITIES.in(language),
                    Html.text(RepositoryWords.END_ENTITIES_PLACE.in(language).formatted(published))));
        }
        return Blocks.definitions(rows);
    }

    private List<Html> authority(CaState ca, PageLanguage language) {
        List<Html> body = new ArrayList<>();
        body.add(Blocks.heading(title(ca.certificates().getFirst(), language)));
        ca.certificates().forEach(one -> body.add(certificate(ca, one, language)));
        body.add(Blocks.paragraph(RepositoryWords.READ_ALOUD.in(language)));
        body.add(lists(ca, language));
        List<Html> links = files.names(ca).stream()
                .filter(name -> name.endsWith(".p7c") || name.equals("ca.cer"))
                .map(name -> (Html) Html.element("li").add(link(ca, name, called(name, language))))
                .toList();
        body.add(Html.element("h3").add(RepositoryWords.FILES.in(language)));
        body.add(Html.element("ul", "kk-links").add(links));
        return body;
    }

    private static String called(String file, PageLanguage language) {
        RepositoryWords words = switch (file) {
            case "issued-to.p7c" -> RepositoryWords.ISSUED_TO;
            case "issued-by.p7c" -> RepositoryWords.ISSUED_BY;
            default -> RepositoryWords.CERTIFICATE;
        };
        return words.in(language) + " (" + file + ")";
    }

    private static Html link(CaState ca, String file) {
        return link(ca, file, file);
    }

    private static Html link(CaState ca, String file, String words) {
        return Html.element("a").with("href", "/ca/" + ca.id() + "/" + file).add(words);
    }

    /// The name that people call a CA by: on a Japanese page the Japanese one, if the certificate has it.
    private static String title(Certificate one, PageLanguage language) {
        Name name = language == PageLanguage.JAPANESE ? otherName(one).orElse(one.subject()) : one.subject();
        return name.relativeNames().isEmpty()
                ? name.toString()
                : name.relativeNames().getLast().getFirst().text();
    }

    private static Optional<Name> otherName(Certificate one) {
        return one.subjectAltNames().stream()
                .flatMap(n -> n instanceof GeneralName.DirectoryName(Name name) ? Stream.of(name) : Stream.of())
                .findFirst();
    }

    private static Html certificate(CaState ca, Certificate one, PageLanguage language) {
        String fingerprint = one.fingerprint().toString();
        List<Blocks.Definition> rows = new ArrayList<>();
        rows.add(new Blocks.Definition(
                RepositoryWords.CERTIFICATE.in(language),
                link(ca, fingerprint + ".cer", RepositoryWords.GET_CERTIFICATE.in(language))));
        rows.add(new Blocks.Definition(
                RepositoryWords.SUBJECT.in(language), Html.text(one.subject().toString())));
        otherName(one)
                .ifPresent(name -> rows.add(
                        new Blocks.Definition(RepositoryWords.OTHER_NAME.in(language), Html.text(name.toString()))));
        rows.add(new Blocks.Definition(
                RepositoryWords.SERIAL.in(language),
                Blocks.grouped(one.serialNumber().toString())));
        rows.add(new Blocks.Definition(RepositoryWords.VALID_FROM.in(language), Blocks.time(one.notBefore())));
        rows.add(new Blocks.Definition(RepositoryWords.VALID_UNTIL.in(language), Blocks.time(one.notAfter())));
        rows.add(new Blocks.Definition(
                RepositoryWords.FINGERPRINT.in(language),
                Blocks.grouped(fingerprint.toUpperCase(java.util.Locale.ROOT))));
        return Blocks.definitions(rows);
    }

    private Html lists(CaState ca, PageLanguage language) {
        List<Crl> current = ca.current();
        List<List<Html>> rows = current.stream()
                .map(crl -> List.of(
                        link(ca, CrlPlace.file(crl, current)),
                        Html.text(crl.crlNumber().map(Object::toString).orElse("–")),
                        Blocks.time(crl.thisUpdate()),
                        next(crl.nextUpdate(), clock.instant(), language),
                        Html.text(Integer.toString(crl.entryCount()))))
                .toList();
        List<String> columns = Stream.of(
                        RepositoryWords.FILE,
                        RepositoryWords.NUMBER,
                        RepositoryWords.ISSUED_AT,
                        RepositoryWords.NEXT,
                        RepositoryWords.ENTRIES)
                .map(word -> word.in(language))
                .toList();
        String whose = title(ca.certificates().getFirst(), language);
        return Blocks.table(RepositoryWords.LISTS.in(language).formatted(whose), columns, rows);
    }

    /// When the next one comes, with a mark where that has passed.
    private static Html next(Optional<Instant> next, Instant now, PageLanguage language) {
        if (next.isPresent() && next.get().isBefore(now)) {
            return Html.group(List.of(
                    Blocks.time(next.get()),
                    Html.text(" "),
                    Blocks.tag(Blocks.Mood.ERROR, RepositoryWords.OVERDUE.in(language))));
        }
        return next.map(Blocks::time).orElse(Html.text(RepositoryWords.NONE.in(language)));
    }

    private static Html pairs(PublicPicture picture, PageLanguage language) {
        List<List<Html>> rows = picture.pairs().values().stream()
                .map(pair -> pair(pair, language))
                .toList();
        return Blocks.table(
                RepositoryWords.PAIRS_TABLE.in(language),
                List.of(
                        RepositoryWords.OUR_CA.in(language),
                        RepositoryWords.PARTNER.in(language),
                        RepositoryWords.UNTIL.in(language)),
                rows);
    }

    private static List<Html> pair(CrossCertificatePair pair, PageLanguage language) {
        Optional<Certificate> to = pair.issuedToThisCa();
        Optional<Certificate> by = pair.issuedByThisCa();
        Optional<String> own = to.map(one -> title(one, language))
                .or(() -> by.map(one -> one.issuer().toString()));
        Optional<String> partner = by.map(one -> title(one, language))
                .or(() -> to.map(one -> one.issuer().toString()));
        Optional<Instant> until =
                PublishedFiles.halves(pair).map(Certificate::notAfter).min(Comparator.naturalOrder());
        return List.of(
                Html.text(own.orElse("–")),
                Html.text(partner.orElse("–")),
                until.map(Blocks::time).orElse(Html.text("–")));
    }

    private static List<Certificate> certificates(PublicPicture picture) {
        return Stream.concat(
                        picture.authorities().values().stream().flatMap(ca -> ca.certificates().stream()),
                        picture.pairs().values().stream().flatMap(PublishedFiles::halves))
                .toList();
    }

    /// A drawing, and until when it is shown: to draw a large graph takes longer than to ask for it.
    private record Drawn(PublicPicture picture, Instant until, GraphDrawing drawing, Representation svg) {}

    private Drawn drawn(PublicPicture picture, PageLanguage language) {
        Instant now = clock.instant();
        return drawn.compute(
                language,
                (same, old) -> old != null && old.picture() == picture && now.isBefore(old.until())
                        ? old
                        : draw(picture, language, now));
    }

    private Drawn draw(PublicPicture picture, PageLanguage language, Instant now) {
        GraphDrawing drawing = drawing(picture, language);
        Bytes octets = Bytes.wrap(drawing.svg().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Representation svg = Representation.of("image/svg+xml; charset=utf-8", octets, CacheControl.publicFor(SHORT));
        return new Drawn(picture, now.plus(SHORT), drawing, svg);
    }

    private GraphDrawing drawing(PublicPicture picture, PageLanguage language) {
        Language words = switch (language) {
            case JAPANESE -> Language.JAPANESE;
            case ENGLISH -> Language.ENGLISH;
        };
        return GraphDrawing.of(TrustGraph.of(certificates(picture)), GraphView.of(clock.instant(), words));
    }

    private List<Html> graph(PublicPicture picture, PageLanguage language) {
        GraphDrawing drawing = drawn(picture, language).drawing();
        String address = PICTURE + language.code() + ".svg";
        List<List<Html>> rows = drawing.rows().stream()
                .map(row -> row.stream().map(Html::text).toList())
                .toList();
        return List.of(
                Blocks.heading(RepositoryWords.GRAPH.in(language)),
                Blocks.largePicture(
                        address,
                        drawing.title(),
                        Blocks.link(new Page.Link(RepositoryWords.GRAPH_LINK.in(language), address))),
                Blocks.disclosure(
                        RepositoryWords.GRAPH_TABLE.in(language),
                        List.of(Blocks.table(drawing.title(), drawing.columns(), rows))));
    }

    /// The picture holds its own style and nothing else; the page's policy would leave it without.
    private Response picture(Request request, PageLanguage language) {
        return drawn(state.picture(), language)
                .svg()
                .answer(request)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }
}
