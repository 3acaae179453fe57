package kakehashi.repository;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.PublicationFeed;
import kakehashi.web.CacheControl;
import kakehashi.web.HealthCheck;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Problem;
import kakehashi.web.Representation;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.WebProblems;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// Publishes what the vault's feed says: over HTTP, over LDAP, and into outside directories. It holds all in
/// memory, starts from its disk when the database is away, and says how old its data are.
public final class Repository implements AutoCloseable {
    private static final String FEED = "/feed/{number}";

    private final RepositorySettings settings;
    private final FeedFollower follower;
    private final PublishedState state;
    private final PublishedFiles files;
    private final RepositoryPages pages;
    private final List<OutsidePublication> outside;
    private final InstantSource clock;
    private Optional<LdapDoor> ldap = Optional.empty();

    /// Whether [#reconcile] mends what it finds.
    public enum Reconciliation {
        SHOW,
        MEND
    }

    /// A repository with what lies on its disk. It answers at once; [#start] begins to follow the feed.
    ///
    /// @param source where batches come from, usually a [LedgerFeedSource]
    /// @param layout the frame of its pages
    public Repository(RepositorySettings settings, FeedSource source, PageLayout layout, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.follower = new FeedFollower(settings.pin(), settings.folder(), source, clock);
        this.state = follower.state();
        this.files = new PublishedFiles(state, clock);
        this.pages = new RepositoryPages(state, files, layout, clock);
        this.outside = settings.outside().stream()
                .map(one -> new OutsidePublication(state, one))
                .toList();
    }

    /// Begins to follow the feed, to answer over LDAP and to publish to outside directories.
    ///
    /// @throws java.io.UncheckedIOException when LDAP cannot have its address
    public void start() {
        ldap = settings.ldap().map(address -> new LdapDoor(state, address, settings.ldapLimits()));
        follower.start();
        outside.forEach(OutsidePublication::start);
    }

    /// Takes what the feed has at this moment, for one who does not [#start].
    ///
    /// @return what keeps it from being up to date; empty when nothing does
    public Optional<String> catchUp() {
        while (follower.poll()) {}
        boolean nothing = state.freshness().batch() == 0;
        return follower.fault().or(() -> nothing ? Optional.of("nothing was published yet") : Optional.empty());
    }

    /// From now on the page shows these words too, as long as there are any.
    public void noting(Supplier<List<Words>> notes) {
        pages.noting(notes);
    }

    /// What other rooms are told.
    public PublicationFeed feed() {
        return state;
    }

    /// Who follows the feed.
    FeedFollower follower() {
        return follower;
    }

    /// The state behind it, with its age and what keeps it from changing.
    public PublishedState state() {
        return state;
    }

    /// The port of LDAP, also where a free one was asked for; empty when there is none.
    public Optional<Integer> ldapPort() {
        return ldap.map(LdapDoor::port);
    }

    /// All that is asked for over HTTP: `/ca/<id>/<file>`, `/repository` with its picture, `/feed/<number>`, and
    /// for nodes that follow this one `/feed/from/<number>` and `/feed/crl/<digest>`.
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(pages.routes());
        routes.add(files.route());
        routes.add(Route.get(FEED, this::batch));
        routes.add(Route.get("/feed/from/{number}", this::news));
        routes.add(Route.get("/feed/crl/{digest}", this::crl));
        return routes;
    }

    /// A batch as it was signed, for a node that misses it.
    private Response batch(Request request) {
        return file(request, number(request).flatMap(follower::batch), CacheControl.FOREVER);
    }

    private static Optional<Long> number(Request request) {
        return Optional.of(request.captured("number"))
                .filter(text -> text.matches("[1-9][0-9]{0,11}"))
                .map(Long::parseLong);
    }

    /// What a node that follows this one lacks; empty lists when it lacks nothing.
    private Response news(Request request) {
        return file(request, number(request).map(follower::news).map(FeedNews::write), CacheControl.REVALIDATED);
    }

    private Response crl(Request request) {
        Optional<Digest> digest = Optional.of(request.captured("digest"))
                .filter(text -> text.matches("[0-9a-f]{64}"))
                .map(Digest::ofHex);
        return file(request, digest.flatMap(follower::crl), CacheControl.FOREVER);
    }

    private static Response file(Request request, Optional<Bytes> found, CacheControl cache) {
        return found.map(octets ->
                        Representation.of(FeedNews.TYPE, octets, cache).answer(request))
                .orElseGet(() -> Problem.of(WebProblems.NOT_FOUND).answer(request));
    }

    /// Whether there is something to serve, and all of it that the feed had when this node began. That it is old
    /// does not make a node unfit: then all would be, at once, when the database is away (docs/adr/0015).
    public HealthCheck ready() {
        return new HealthCheck("published", () -> {
            if (state.freshness().batch() == 0) {
                return Optional.of("nothing was published yet");
            }
            return follower.isComplete()
                    ? Optional.empty()
                    : Optional.of("this node has not yet all that was published: it has read up to batch "
                            + state.freshness().batch() + " and awaits "
                            + state.wanted().size() + " CRLs");
        });
    }

    /// Whether the feed is followed; for alarms.
    public HealthCheck following() {
        return new HealthCheck("feed", follower::fault);
    }

    /// Whether the feed is young enough for OCSP to answer by it; for alarms.
    ///
    /// @param limit how long it may be silent
    public HealthCheck fresh(Duration limit) {
        return new HealthCheck("freshness", () -> {
            Duration age = state.age();
            if (state.freshness().batch() == 0) {
                return Optional.empty(); // nothing was published yet, which ready() says
            }
            if (age.compareTo(limit) > 0) {
                return Optional.of("the feed has been silent for " + age.toSeconds() + " s");
            }
            return age.isNegative() && age.negated().compareTo(limit) > 0
                    ? Optional.of("the clock of this node is behind the feed by "
                            + age.negated().toSeconds() + " s")
                    : Optional.empty();
        });
    }

    /// Whether what is published is kept on this node's disk; for alarms.
    public HealthCheck kept() {
        return new HealthCheck("disk", follower::unkept);
    }

    /// All that people must be told of while the node goes on answering.
    ///
    /// @param limit how long the feed may be silent
    public List<HealthCheck> alarms(Duration limit) {
        return List.of(following(), fresh(limit), currentCrls(), kept());
    }

    /// Whether no CRL that is served has passed its `nextUpdate`; for alarms.
    public HealthCheck currentCrls() {
        return new HealthCheck("crls", () -> {
            long overdue = overdue();
            return overdue == 0 ? Optional.empty() : Optional.of(overdue + " CRLs are past their nextUpdate");
        });
    }

    private long overdue() {
        Instant now = clock.instant();
        return state.picture().authorities().values().stream()
                .flatMap(ca -> ca.current().stream())
                .filter(crl -> crl.nextUpdate().filter(now::isAfter).isPresent())
                .count();
    }

    /// Offers the figures: age and number of the last batch, CRLs past their time or named and not seen, memory.
    public void measure(Metrics metrics) {
        gauge(
                metrics,
                "feed_age_seconds",
                "Age of what is published.",
                () -> state.age().toSeconds());
        gauge(
                metrics,
                "feed_batch",
                "Number of the last batch.",
                () -> state.freshness().batch());
        gauge(metrics, "feed_faulty", "1 when the feed cannot be followed.", () -> one(follower.fault()));
        gauge(metrics, "feed_halted", "1 when there is evidence of two feeds.", () -> one(state.halted()));
        gauge(metrics, "crls_overdue", "CRLs served past their nextUpdate.", this::overdue);
        measureEnds(metrics);
        ldap.ifPresent(door -> door.measure(metrics));
        gauge(
                metrics,
                "crls_awaited",
                "CRLs that were named and not seen.",
                () -> state.wanted().size());
        gauge(metrics, "serials", "Serial numbers whose state is known.", state::size);
        gauge(metrics, "serials_bytes", "Memory for them.", state::octets);
        measureCertificates(metrics);
        gauge(
                metrics,
                "ldap_connections",
                "Clients of LDAP.",
                () -> ldap.map(LdapDoor::clients).orElse(0));
        gauge(
                metrics,
                "outside_directories_failing",
                "Outside directories that cannot be written.",
                () -> outside.stream()
                        .filter(each -> each.failure().isPresent())
                        .count());
    }

    private void measureCertificates(Metrics metrics) {
        CertificateShelf shelf = state.shelf();
        gauge(metrics, "certificates_published", "Certificates of end entities that are served.", shelf::size);
        gauge(metrics, "certificates_awaited", "Certificates that were named and not seen.", shelf::wanting);
        gauge(metrics, "certificates_bytes", "Memory for where they lie.", shelf::octets);
    }

    private void measureEnds(Metrics metrics) {
        gauge(
                metrics,
                "crl_next_update_timestamp_seconds",
                "When the first CRL that is served is to be replaced.",
                () -> first(ca -> ca.current().stream().flatMap(crl -> crl.nextUpdate().stream())));
        gauge(
                metrics,
                "ca_not_after_timestamp_seconds",
                "When the first certificate of our CAs expires.",
                () -> first(ca -> ca.certificates().stream().map(Certificate::notAfter)));
    }

    /// The earliest of the times, in seconds of POSIX; 0 where there is none.
    private long first(Function<CaState, Stream<Instant>> times) {
        return state.picture().authorities().values().stream()
                .flatMap(times)
                .min(Comparator.naturalOrder())
                .map(Instant::getEpochSecond)
                .orElse(0L);
    }

    private static void gauge(Metrics metrics, String name, String help, DoubleSupplier value) {
        metrics.gauge("kakehashi_" + name, help, Map.of(), value);
    }

    private static int one(Optional<String> wrong) {
        return wrong.isPresent() ? 1 : 0;
    }

    /// The certificates of end entities that are published, by issuer and serial number: more than one where CAs
    /// share a name.
    public Stream<Certificate> certificates(Name issuer, SerialNumber serial) {
        return state.picture().authorities().values().stream()
                .filter(ca -> ca.name().equals(Optional.of(issuer)))
                .flatMap(ca -> state.shelf().find(ca.id(), serial).stream());
    }

    /// Compares the outside directories with what is published.
    ///
    /// @return what differed, by host and port
    /// @throws RepositoryFailure when one does not answer or refuses
    public Map<String, List<DirectoryDifference>> reconcile(Reconciliation what) {
        Map<String, List<DirectoryDifference>> found = new LinkedHashMap<>();
        for (OutsidePublication one : outside) {
            String place = one.outside().host() + ":" + one.outside().port();
            try {
                found.put(place, one.reconcile(what));
            } catch (LDAPException e) {
                throw new RepositoryFailure(place + ": " + e.getResultCode().getName(), e);
            }
        }
        return found;
    }

    /// Stops, and keeps its state on the disk.
    @Override
    public void close() {
        outside.forEach(OutsidePublication::close);
        ldap.ifPresent(LdapDoor::close);
        follower.close();
    }
}
