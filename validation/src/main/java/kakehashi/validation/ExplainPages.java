package kakehashi.validation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.web.Blocks;
import kakehashi.web.Form;
import kakehashi.web.FormData;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Problem;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;

/// Answers explained: the page of an answer id and its picture, for the asker alone. Who asked by a key shows it,
/// in the request or in the form; the browser that asked on the public page has a ticket.
final class ExplainPages {
    private static final String PLACE = "/explain/";
    private static final int MAX_FORM = 4096;
    private static final String FIELD = "key";

    /// A picture holds its own style and nothing else.
    private static final String PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final List<AnswerShelf> shelves;
    private final ApiKeys keys;
    private final ViewTickets tickets;
    private final PageLayout layout;
    private final InstantSource clock;

    /// What the pages need of others.
    record Parts(List<AnswerShelf> shelves, ApiKeys keys, ViewTickets tickets) {}

    ExplainPages(Parts parts, PageLayout layout, InstantSource clock) {
        this.shelves = parts.shelves;
        this.keys = parts.keys;
        this.tickets = parts.tickets;
        this.layout = layout;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PLACE + "{answer}", this::page),
                Route.get(PLACE + "{answer}/path.svg", this::picture),
                Route.post(PLACE + "{answer}", MAX_FORM, this::enter));
    }

    /// Where an answer is explained.
    static String path(Id answer) {
        return PLACE + answer;
    }

    /// The id in the path; empty when it is none.
    static Optional<Id> id(Request request) {
        String hex = request.captured("answer");
        return hex.matches("[0-9a-f]{32}") ? Optional.of(Id.ofHex(hex)) : Optional.empty();
    }

    private Optional<AnswerShelf.Kept> kept(Id id) {
        return shelves.stream()
                .flatMap(shelf -> shelf.find(id, clock.instant()).stream())
                .findFirst();
    }

    /// The answer, if the request may see it. An id that is not kept and one that is not for the asker look the
    /// same.
    private Optional<AnswerShelf.Kept> shown(Request request) {
        Optional<Id> id = id(request);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> asker = keys.of(request).map(ApiKey::owner);
        boolean ticket = tickets.isShown(request, id.get());
        return kept(id.get())
                .filter(kept ->
                        ticket || kept.owner().isPresent() && kept.owner().equals(asker));
    }

    private Response page(Request request) {
        Optional<AnswerShelf.Kept> shown = shown(request);
        if (shown.isEmpty()) {
            return layout.answer(404, request, form(request, Optional.empty())).with("Cache-Control", "no-store");
        }
        Explanation explanation = new Explanation(shown.get().answer(), request.language());
        Page page = new ExplanationPage(explanation)
                .page(id(request).orElseThrow(), shown.get().until());
        return layout.answer(request, page).with("Cache-Control", "no-store");
    }

    private Response picture(Request request) {
        return shown(request)
                .map(kept -> Response.ok(
                                "image/svg+xml",
                                new Explanation(kept.answer(), request.language())
                                        .picture()
                                        .svg())
                        .with("Cache-Control", "no-store")
                        .with("Content-Security-Policy", PICTURE_POLICY))
                .orElseGet(() -> Problem.of(ValidationProblems.NO_SUCH_ANSWER).answer(request));
    }

    private static Page form(Request request, Optional<PageWords> wrong) {
        PageLanguage language = request.language();
        Form.Field field =
                Form.Field.of(FIELD, PageWords.API_KEY.in(language), Form.Need.REQUIRED, new Form.Input.Secret());
        Form form = new Form(
                request.rawPath(),
                PageWords.SHOW.in(language),
                List.of(wrong.map(words -> field.wrong(words.in(language))).orElse(field)));
        return new Page(
                PageWords.CANNOT_SHOW.in(language),
                List.of(new Page.Link(PageWords.VERIFY.in(language), VerificationPage.PATH)),
                List.of(Blocks.paragraph(PageWords.CANNOT_SHOW_LEAD.in(language)), form.html(language)));
    }

    /// Takes the key of the form and gives the browser a ticket for this answer in its place.
    private Response enter(Request request) {
        Optional<Id> id = id(request);
        Optional<String> asker = FormData.read(request)
                .flatMap(data -> keys.named(data.text(FIELD).strip()))
                .map(ApiKey::owner);
        boolean his = asker.isPresent()
                && id.flatMap(this::kept)
                        .filter(kept -> kept.owner().equals(asker))
                        .isPresent();
        return his
                ? tickets.give(Response.seeOther(path(id.get())), id.get(), request)
                : layout.answer(422, request, form(request, Optional.of(PageWords.WRONG_KEY)))
                        .with("Cache-Control", "no-store");
    }
}
