package kakehashi.validation;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.web.AddressGate;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Quota;
import kakehashi.web.Route;

/// All that the room answers over HTTP: OCSP, SCVP, the JSON API with its document and viewer, the public
/// verification page, explanations, and the relying-party policies.
///
/// Paths: `/ocsp`, `/scvp`, `/api`, `/api/openapi.json`, `/api/validations`, `/verify`, `/explain/…`,
/// `/relying-party-policies`. The problem types that they answer with are [ValidationProblems#all].
public final class ValidationDoors {
    private ValidationDoors() {}

    /// Those who answer behind the doors.
    ///
    /// @param responder the OCSP responder of the moment; the wiring makes another when CAs come or go
    /// @param validation the engine behind SCVP, JSON and the page
    /// @param credential who signs the answers of SCVP and JSON; the key stays, its certificate may be renewed
    public record Services(
            Supplier<OcspResponder> responder, Validation validation, Supplier<ServerCredential> credential) {}

    /// How the doors look and what they count by.
    ///
    /// @param layout the frame of the pages
    /// @param metrics where figures go
    /// @param clock the present
    public record House(PageLayout layout, Metrics metrics, InstantSource clock) {}

    /// The routes.
    public static List<Route> routes(Services services, DoorOptions options, House house) {
        InstantSource clock = house.clock;
        Validation validation = services.validation;
        SecureRandom chance = new SecureRandom();
        AnswerShelf.Limits limits =
                new AnswerShelf.Limits(options.keptFor(), options.keptAnswers(), options.keptOctets());
        // Two shelves: what visitors ask cannot push out what application systems asked.
        AnswerShelf ofKeys = new AnswerShelf(limits, chance);
        AnswerShelf ofVisitors = new AnswerShelf(limits, chance);
        measure(house.metrics, services.responder);
        count(house.metrics, "key", ofKeys);
        count(house.metrics, "visitor", ofVisitors);
        validation.outside().ifPresent(desk -> count(house.metrics, desk));
        ApiKeys keys = new ApiKeys(options.keys());
        ViewTickets tickets = new ViewTickets(chance);
        ValidationServer scvp = new ValidationServer(validation, services.credential, options.scvp(), clock);
        DoorResult.offer(scvp.told(), "scvp", house.metrics);
        return Stream.of(
                        messages(services, scvp, options, house),
                        json(services, keys, ofKeys, options, house).routes(),
                        new ApiPages(house.layout).routes(),
                        new VerificationPage(
                                        validation,
                                        gate("page", options.rates().page(), house),
                                        ofVisitors,
                                        tickets,
                                        new VerificationPage.Counter(
                                                house.layout, options, clock, DoorResult.tally("page", house.metrics)))
                                .routes(),
                        new ExplainPages(
                                        new ExplainPages.Parts(List.of(ofKeys, ofVisitors), keys, tickets),
                                        house.layout,
                                        clock)
                                .routes(),
                        new PolicyPages(validation, house.layout).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static JsonApi json(Services services, ApiKeys keys, AnswerShelf shelf, DoorOptions options, House house) {
        JsonDoor door = new JsonDoor(services.validation, options.json(), house.clock);
        JsonApi.Parts parts = new JsonApi.Parts(door, services.credential, keys, new Quota(10_000), shelf);
        return new JsonApi(parts, DoorResult.tally("json", house.metrics), options, house.clock);
    }

    private static List<Route> messages(Services services, ValidationServer scvp, DoorOptions options, House house) {
        AddressGate ocspGate = gate("ocsp", options.rates().ocsp(), house);
        AddressGate scvpGate = gate("scvp", options.rates().scvp(), house);
        MessageDoors.House inside =
                new MessageDoors.House(house.clock, ocspGate, scvpGate, OcspOutcome.tally(house.metrics));
        return new MessageDoors(services.responder, scvp, options, inside).routes();
    }

    private static AddressGate gate(String door, int perMinute, House house) {
        return new AddressGate(door, perMinute, house.metrics, house.clock);
    }

    /// Figures of OCSP: the memory of its cache, and when the first certificate that signs expires (0 for none).
    private static void measure(Metrics metrics, Supplier<OcspResponder> responder) {
        metrics.gauge(
                "kakehashi_ocsp_cache_bytes",
                "Memory for OCSP responses that are given again.",
                Map.of(),
                () -> responder.get().cachedOctets());
        metrics.gauge(
                "kakehashi_ocsp_responder_not_after_timestamp_seconds",
                "When the first certificate that signs OCSP responses expires.",
                Map.of(),
                () -> responder.get().signsUntil().map(Instant::getEpochSecond).orElse(0L));
    }

    private static void count(Metrics metrics, String asker, AnswerShelf shelf) {
        metrics.gauge(
                "kakehashi_validation_answers_kept",
                "Answers that can be looked at again.",
                Map.of("asker", asker),
                shelf::count);
    }

    private static void count(Metrics metrics, OutsideDesk desk) {
        metrics.gauge(
                "kakehashi_validation_outside_waiting",
                "Questions that wait for the outside.",
                Map.of(),
                desk::waiting);
        for (OutsideDesk.Outcome outcome : OutsideDesk.Outcome.values()) {
            metrics.counter(
                    "kakehashi_validation_outside_asked_total",
                    "How often the outside was asked for a question, by what came of it.",
                    Map.of("outcome", outcome.name().toLowerCase(Locale.ROOT)),
                    () -> desk.counts().get(outcome));
        }
    }

    /// The entries that lead to the pages, for the menu of a site.
    public static List<PageLayout.MenuEntry> menu() {
        return List.of(
                new PageLayout.MenuEntry(PageWords.VERIFY.words(), VerificationPage.PATH),
                new PageLayout.MenuEntry(PageWords.POLICY_LIST.words(), PolicyPages.PATH),
                new PageLayout.MenuEntry(PageWords.API.words(), ApiPages.PATH));
    }
}
