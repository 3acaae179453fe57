package kakehashi.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.web.Blocks;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;

/// The page about collecting: from whom, what, how fresh, what failed last and why. What a place's failure is in
/// detail, which may name inner addresses, is for the log and not for the page.
final class CollectPage {
    private static final String ABOVE = "/repository";
    static final String PLACE = ABOVE + "/collection";

    private static final int MAX_EVENTS = 50;

    private final Supplier<CollectReport> reports;
    private final PageLayout layout;

    CollectPage(Supplier<CollectReport> reports, PageLayout layout) {
        this.reports = reports;
        this.layout = layout;
    }

    Route route() {
        return Route.get(PLACE, this::page);
    }

    private Response page(Request request) {
        PageLanguage language = request.language();
        CollectReport report = reports.get();
        List<Html> body = new ArrayList<>();
        body.add(Blocks.paragraph(CollectWords.PURPOSE.in(language)));
        if (report.domains().isEmpty()) {
            body.add(Blocks.paragraph(CollectWords.NOBODY.in(language)));
        }
        report.domains().forEach(domain -> body.addAll(domain(report, domain, language)));
        if (!report.events().isEmpty()) {
            body.add(Blocks.heading(CollectWords.EVENTS.in(language)));
            body.add(events(report, language));
        }
        Page.Link above = new Page.Link(CollectWords.ABOVE.in(language), ABOVE);
        return layout.answer(request, new Page(CollectWords.TITLE.in(language), List.of(above), body))
                .with("Cache-Control", "no-store");
    }

    private static List<Html> domain(CollectReport report, CollectReport.Domain domain, PageLanguage language) {
        String age = report.age(domain.name())
                .map(time -> CollectWords.SECONDS.in(language, Math.max(0, time.toSeconds())))
                .orElse(CollectWords.NEVER.in(language));
        String held = CollectWords.COUNTS.in(language, domain.certificates(), domain.pairs(), domain.kept());
        return List.of(
                Blocks.heading(domain.name()),
                Blocks.definitions(List.of(
                        new Blocks.Definition(CollectWords.AGE.in(language), Html.text(age)),
                        new Blocks.Definition(CollectWords.HELD.in(language), Html.text(held)))),
                table(
                        CollectWords.PLACES.in(language, domain.name()),
                        columns(language, CollectWords.PLACE, CollectWords.STATE, CollectWords.HAD, CollectWords.ASKED),
                        domain.places().stream()
                                .map(place -> place(place, language))
                                .toList()),
                table(
                        CollectWords.LISTS.in(language, domain.name()),
                        List.of(
                                CollectWords.ISSUER.in(language),
                                CollectWords.ISSUED_AT.in(language),
                                CollectWords.NEXT.in(language),
                                CollectWords.ENTRIES.in(language)),
                        domain.crls().stream()
                                .map(crl -> crl(crl, report.at(), language))
                                .toList()));
    }

    private static List<String> columns(PageLanguage language, CollectWords... words) {
        return Stream.of(words).map(word -> word.in(language)).toList();
    }

    private static Html table(String caption, List<String> columns, List<List<Html>> rows) {
        return rows.isEmpty() ? Html.group(List.of()) : Blocks.table(caption, columns, rows);
    }

    private static List<Html> place(CollectReport.Place place, PageLanguage language) {
        Html name = place.url().startsWith(CollectedSource.IMPORT)
                ? Html.text(CollectWords.BROUGHT.in(language, place.url().substring(CollectedSource.IMPORT.length())))
                : Blocks.code(place.url());
        return List.of(
                name,
                state(place, language),
                place.hadAt().map(Blocks::time).orElse(Html.text(CollectWords.NEVER.in(language))),
                place.triedAt().equals(Instant.EPOCH) ? Html.text("–") : Blocks.time(place.triedAt()));
    }

    private static Html state(CollectReport.Place place, PageLanguage language) {
        return place.failure()
                .map(failure -> Html.group(List.of(
                        Blocks.tag(Blocks.Mood.ERROR, CollectWords.FAILING.in(language, place.failures())),
                        Html.text(" " + sentence(failure, language)))))
                .orElseGet(() -> Blocks.tag(Blocks.Mood.SUCCESS, CollectWords.FINE.in(language)));
    }

    private static String sentence(FetchFailure failure, PageLanguage language) {
        return switch (language) {
            case JAPANESE -> failure.japanese();
            case ENGLISH -> failure.english();
        };
    }

    private static List<Html> crl(CollectReport.CrlState crl, Instant now, PageLanguage language) {
        return List.of(
                Html.text(crl.issuer().toString()),
                Blocks.time(crl.thisUpdate()),
                next(crl.nextUpdate(), now, language),
                Html.text(Integer.toString(crl.entries())));
    }

    /// When the next one comes, with a mark where that has passed.
    private static Html next(Optional<Instant> next, Instant now, PageLanguage language) {
        if (next.isPresent() && next.get().isBefore(now)) {
            return Html.group(List.of(
                    Blocks.time(next.get()),
                    Html.text(" "),
                    Blocks.tag(Blocks.Mood.ERROR, CollectWords.OVERDUE.in(language))));
        }
        return next.map(Blocks::time).orElse(Html.text(CollectWords.NONE.in(language)));
    }

    private static Html events(CollectReport report, PageLanguage language) {
        List<List<Html>> rows = report.events().stream()
                .limit(MAX_EVENTS)
                .map(event -> List.of(
                        Blocks.time(event.at()),
                        Html.text(event.domain()),
                        Html.text(CollectWords.of(event.what()).in(language) + reason(event, language)),
                        Html.text(event.subject())))
                .toList();
        return Blocks.table(
                CollectWords.EVENTS.in(language),
                columns(language, CollectWords.TIME, CollectWords.DOMAIN, CollectWords.WHAT, CollectWords.ABOUT),
                rows);
    }

    /// Why, where the event's detail is the label of a failure.
    private static String reason(CollectEvent event, PageLanguage language) {
        return switch (event.what()) {
            case REFUSED, SOURCE_FAILED -> ": " + sentence(FetchFailure.ofLabel(event.detail()), language);
            case CERTIFICATE_ADDED, CERTIFICATE_GONE, CRL_ADDED, SOURCE_RECOVERED -> "";
        };
    }
}
