package kakehashi.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.contract.PublicationFeed;
import kakehashi.ledger.Jobs;
import kakehashi.repository.Repository;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.FeedStatusSource;
import kakehashi.validation.KnowledgeFeed;
import kakehashi.validation.OcspIssuer;
import kakehashi.validation.OcspPreparation;
import kakehashi.validation.OcspResponder;
import kakehashi.validation.OcspService;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ResponderDuty;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationDoors;
import kakehashi.validation.ValidationProblems;
import kakehashi.web.Alarms;
import kakehashi.web.Assets;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Probes;
import kakehashi.web.ProblemPages;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.web.Words;

/// The public process: the repository over HTTP and LDAP, OCSP, SCVP, the JSON API and the pages. It reads the
/// vault's feed and knows nothing of the vault.
public final class PublicZone implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private static final Words RESPONDER = new Words("OCSP レスポンダ", "the OCSP responder");
    private static final Words SERVER = new Words("検証サーバ", "the validation server");

    private final Metrics metrics = new Metrics();
    private final Repository repository;
    private final Optional<Jobs> jobs;
    private final Validation validation;
    private final KnowledgeFeed knowledge;
    private final CertificateRenewals renewals;
    private final Alarms alarms;
    private final OcspPreparation preparation;
    private final Probes probes;
    private final WebServer web;

    private PublicZone(PublicParts parts, InstantSource clock) {
        PageLayout layout = parts.site().layout();
        PublicParts.Answers answers = parts.answers();
        this.repository = new Repository(parts.repository(), parts.feed(), layout, clock);
        this.validation = new Validation(catalogue(answers.policies()), SearchBudget.forAnybody());
        this.knowledge = KnowledgeFeed.follow(repository.feed(), answers.collected(), validation);
        FeedStatusSource status = new FeedStatusSource(repository.feed(), FeedStatusSource.DEFAULT_LIMIT);
        validation.heed(status);
        validation.lookIn(repository::certificates);
        answers.outside().ifPresent(validation::collect);
        this.jobs = parts.jobs()
                .map(all -> all.start(
                        repository,
                        new Jobs.Node(
                                PublicJobs.nodeName(),
                                parts.repository().pin().installation().octets()),
                        clock));
        jobs.ifPresent(all -> PublicJobs.measure(all, metrics));
        List<CertificateRenewal> renewing = new ArrayList<>();
        OcspResponder responder = responder(parts, status, renewing, clock);
        ServerDuty server = server(parts, renewing, clock);
        this.renewals = CertificateRenewals.start(renewing, parts.desk(), clock);
        this.alarms = alarms(responder, server, clock);
        this.probes = new Probes(List.of(), List.of(repository.ready())).telling(alarms);
        repository.measure(metrics);
        this.preparation = OcspPreparation.of(supplied(responder), OcspPreparation.PERIOD, clock);
        Doors doors = new Doors(
                parts.site(),
                ValidationDoors.routes(
                        new ValidationDoors.Services(supplied(responder), validation, server),
                        answers.options(),
                        new ValidationDoors.House(layout, metrics, clock)),
                repository.routes(),
                Stream.concat(probes.routes().stream(), Stream.of(metrics.route()))
                        .toList());
        this.web = WebServer.open(
                parts.doors().stream().map(door -> listener(door, doors)).toList(), metrics, clock);
    }

    /// All that people are told of: log, metric, `/readyz`; what concerns certificates stands on the page too.
    private Alarms alarms(OcspResponder responder, ServerDuty server, InstantSource clock) {
        List<CertificateWatch> watches = List.of(
                new CertificateWatch("ocsp-certificates", RESPONDER, responder::certificates, clock),
                new CertificateWatch(
                        "validation-certificates", SERVER, () -> server.get().certificates(), clock));
        repository.noting(
                () -> watches.stream().flatMap(one -> one.note().stream()).toList());
        return Alarms.watch(
                Stream.of(
                                repository.alarms(FeedStatusSource.DEFAULT_LIMIT).stream(),
                                watches.stream().map(CertificateWatch::check),
                                Stream.of(renewals.check()),
                                jobs.stream().map(all -> PublicJobs.alarm(() -> jobs)))
                        .flatMap(checks -> checks)
                        .toList(),
                metrics,
                BETWEEN_LOOKS);
    }

    /// All that can be answered, in the groups in which listeners offer it.
    private record Doors(PublicParts.Site site, List<Route> answers, List<Route> files, List<Route> figures) {}

    /// Opens the zone; it answers from its own disk at once, and follows the feed from then on.
    ///
    /// @throws kakehashi.web.BindFailed when a listener cannot have its address
    /// @throws IllegalArgumentException when a responder's certificate does not fit its CA
    public static PublicZone open(PublicParts parts, InstantSource clock) {
        PublicZone zone = new PublicZone(parts, clock);
        try {
            zone.repository.start();
            return zone;
        } catch (RuntimeException e) {
            zone.close();
            throw e;
        }
    }

    private static PolicyCatalogue catalogue(List<RelyingPartyPolicy> policies) {
        PolicyCatalogue catalogue = PolicyCatalogue.of(policies.getFirst());
        for (RelyingPartyPolicy other : policies.subList(1, policies.size())) {
            catalogue = catalogue.with(other);
        }
        return catalogue;
    }

    /// @param renewing to which those are added that this node has renewed itself
    private OcspResponder responder(
            PublicParts parts, FeedStatusSource status, List<CertificateRenewal> renewing, InstantSource clock) {
        Instant now = clock.instant();
        PublicationFeed feed = repository.feed();
        Path folder = parts.repository().folder().resolve("responders");
        List<OcspService> services = new ArrayList<>();
        for (PublicParts.Responder one : parts.answers().responders()) {
            Optional<CertificateRenewal> renewal = one.renewal()
                    .map(plan -> new CertificateRenewal(plan, CertificateRenewal.Holder.of(one), feed, folder));
            renewal.ifPresent(renewing::add);
            CredentialSupplier next = renewal.map(own -> one.next().or(own.forOcsp()))
                    .orElse(one.next())
                    // Successors come from where they are configured, else from the feed, for the key in use.
                    .or(CredentialSupplier.of(feed, List.of(one.credential().signer())));
            services.add(OcspService.of(new ResponderDuty(OcspIssuer.of(one.ca()), one.credential(), next, now)));
        }
        return new OcspResponder(services, status, parts.answers().options().ocsp(), clock);
    }

    /// @param renewing to which the server's is added when this node has it renewed itself
    private ServerDuty server(PublicParts parts, List<CertificateRenewal> renewing, InstantSource clock) {
        ServerCredential first = parts.answers().server();
        Path folder = parts.repository().folder().resolve("responders");
        Optional<CertificateRenewal> renewal = parts.answers()
                .renewal()
                .map(plan ->
                        new CertificateRenewal(plan, CertificateRenewal.Holder.of(first), repository.feed(), folder));
        renewal.ifPresent(renewing::add);
        return new ServerDuty(first, renewal, clock);
    }

    private static Supplier<OcspResponder> supplied(OcspResponder responder) {
        return () -> responder;
    }

    private static Listener listener(PublicParts.HttpDoor door, Doors doors) {
        Routes routes = Routes.of(doors.site().layout(), routes(door.offer(), doors));
        Listener plain = Listener.plain(door.name(), door.address(), routes)
                .with(door.limits())
                .behind(door.proxies());
        return door.tls().map(plain::with).orElse(plain);
    }

    private static List<Route> routes(PublicParts.Offer offer, Doors doors) {
        Stream<Route> pages = Stream.of(
                        Assets.routes(),
                        List.of(Route.get("/", PublicZone::home)),
                        new ProblemPages(doors.site().layout(), ValidationProblems.all()).routes())
                .flatMap(List::stream);
        Stream<Route> whole = Stream.of(
                        pages, doors.answers().stream(), doors.files().stream(), doors.site().pages().stream())
                .flatMap(routes -> routes);
        return switch (offer) {
            case ALL -> Stream.concat(whole, doors.figures().stream()).toList();
            case WITHOUT_FIGURES -> whole.toList();
            case FIGURES -> doors.figures();
            case SIGNED_ONLY ->
                Stream.concat(
                                Stream.concat(doors.answers().stream(), doors.files().stream())
                                        .filter(PublicZone::isSigned),
                                doors.site().https().stream().map(PublicZone::overTls))
                        .toList();
        };
    }

    /// The first page, with what the query chose, such as a language.
    private static Response home(Request request) {
        String query = request.query().text();
        return Response.seeOther(query.isEmpty() ? "/verify" : "/verify?" + query);
    }

    /// What carries its own signature, so that it needs no TLS: CAs' files, the feed, OCSP and SCVP.
    private static boolean isSigned(Route route) {
        return Stream.of("/ca/", "/feed/", "/ocsp", "/scvp").anyMatch(route.path()::startsWith);
    }

    /// The address is the configured one: what the client wrote into `Host` sends nobody anywhere.
    private static Route overTls(String address) {
        return Route.get("/{page*}", request -> Response.of(308).with("Location", address + target(request)));
    }

    private static String target(Request request) {
        String query = request.query().text();
        return query.isEmpty() ? request.rawPath() : request.rawPath() + "?" + query;
    }

    /// The repository, with its state and its figures.
    public Repository repository() {
        return repository;
    }

    /// The engine behind SCVP, the JSON API and the pages.
    public Validation validation() {
        return validation;
    }

    /// The figures that it offers.
    public Metrics metrics() {
        return metrics;
    }

    /// The port of a listener, also where it was asked to take a free one.
    public int port(String door) {
        return web.port(door);
    }

    /// Whether it has anything to serve yet.
    public boolean isReady() {
        return probes.isReady();
    }

    /// From now on not ready, so that a balancer sends no more requests.
    public void leave() {
        probes.leave();
    }

    /// Answers what was asked, closes the listeners, and keeps its state on the disk.
    @Override
    public void close() {
        probes.leave();
        alarms.close();
        jobs.ifPresent(Jobs::close);
        renewals.close();
        web.close(GRACE);
        preparation.close();
        knowledge.close();
        repository.close();
    }
}
