package kakehashi.collection;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kakehashi.web.Metrics;
import kakehashi.x509.Bytes;

/// Walks through the configured domains when they are due, each on a thread of its own: a domain that is slow holds
/// up nobody but itself. What was collected before is there from the start, from this node's files.
public final class CollectRounds implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("kakehashi.collection");
    private static final Duration TICK = Duration.ofSeconds(5);

    private final CollectPlan plan;
    private final Fetcher fetcher;
    private final CollectSnapshot snapshot;
    private final InstantSource clock;
    private final Collected collected = new Collected();
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final Set<String> walking = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("collect").factory());

    /// Reads what this node holds, and fetches nothing yet.
    public CollectRounds(CollectPlan plan, Fetcher fetcher, CollectSnapshot snapshot, InstantSource clock) {
        this.plan = plan;
        this.fetcher = fetcher;
        this.snapshot = snapshot;
        this.clock = clock;
        for (PartnerDomain domain : plan.domains()) {
            CollectedDomain held = snapshot.read(domain.name())
                    .map(content -> verified(domain, content))
                    .orElseGet(() -> CollectedDomain.start(domain));
            collected.replace(domain.name(), held, List.of());
        }
    }

    private CollectedDomain verified(PartnerDomain domain, CollectSnapshot.Content content) {
        return CollectedDomain.verified(domain, content.sources(), content.crls(), clock.instant());
    }

    /// What was collected.
    public Collected collected() {
        return collected;
    }

    /// Begins to collect, until closed.
    public void start() {
        ticker.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Starts a round of every domain that is due and in none.
    void tick() {
        for (PartnerDomain domain : plan.domains()) {
            if (walking.add(domain.name())) {
                Thread.ofVirtual().name("collect-" + domain.name()).start(() -> {
                    try {
                        turn(domain);
                    } catch (RuntimeException e) {
                        LOG.log(Level.ERROR, "collecting from " + domain.name() + " failed", e);
                    } finally {
                        walking.remove(domain.name());
                    }
                });
            }
        }
    }

    private void turn(PartnerDomain domain) {
        Instant now = clock.instant();
        Instant next = now.plus(domain.bounds().every());
        if (!now.isBefore(due.getOrDefault(domain.name(), Instant.MIN))) {
            due.put(domain.name(), next);
            collect(domain);
        }
    }

    /// Walks through a domain at once, whether it is due or not.
    public List<CollectEvent> collectNow(String domain) {
        return collect(domain(domain));
    }

    private List<CollectEvent> collect(PartnerDomain domain) {
        CollectRound.Result result = new CollectRound(domain, held(domain), fetcher, plan, clock).walk();
        synchronized (this) {
            CollectedDomain after = result.domain();
            for (CollectedSource source : held(domain).sources().values()) {
                boolean meanwhile = source.place().startsWith(CollectedSource.IMPORT)
                        && !after.sources().containsKey(source.place());
                after = meanwhile ? after.with(domain, source, clock.instant()) : after;
            }
            keep(domain, after, result.events());
        }
        return result.events();
    }

    /// Takes a file that somebody brought (a bundle, a certificate, a CRL, in DER or armour) as if it had been
    /// fetched: what hangs together with the domain's pins is taken.
    ///
    /// @throws IllegalArgumentException when no domain of that name is configured
    public PartnerImport take(String name, Bytes file) {
        PartnerDomain domain = domain(name);
        PartnerImport report;
        synchronized (this) {
            report = PartnerImport.of(domain, held(domain), file);
            if (!report.isReadable()) {
                return report;
            }
            CollectedSource source = CollectedSource.imported(file, clock.instant());
            keep(domain, held(domain).with(domain, source, clock.instant()), List.of());
        }
        return report;
    }

    private synchronized void keep(PartnerDomain domain, CollectedDomain after, List<CollectEvent> events) {
        if (!closed) {
            snapshot.keep(domain.name(), after);
            collected.replace(domain.name(), after, events);
        }
    }

    private CollectedDomain held(PartnerDomain domain) {
        return collected.domains().get(domain.name());
    }

    private PartnerDomain domain(String name) {
        return plan.domains().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such domain: " + name));
    }

    /// What can be shown of all this.
    public CollectReport report() {
        return CollectReport.of(collected, clock.instant());
    }

    /// Offers the figures: how old each domain's data are, how many places fail, how many CRLs are overdue, what
    /// fetches came to.
    public void offer(Metrics metrics) {
        for (PartnerDomain domain : plan.domains()) {
            Map<String, String> labels = Map.of("domain", domain.name());
            metrics.gauge(
                    "kakehashi_collection_age_seconds",
                    "Since the place of the domain answered that has been silent longest.",
                    labels,
                    () -> report().age(domain.name()).map(Duration::toSeconds).orElse(-1L));
            metrics.gauge(
                    "kakehashi_collection_failing_places",
                    "Places that fail.",
                    labels,
                    () -> held(domain).sources().values().stream()
                            .filter(source -> source.trouble().isPresent())
                            .count());
            metrics.gauge(
                    "kakehashi_collection_overdue_crls",
                    "Newest CRLs past their next update.",
                    labels,
                    () -> report().overdue(domain.name()).size());
            metrics.gauge(
                    "kakehashi_collection_certificates",
                    "Certificates that count.",
                    labels,
                    () -> held(domain).certificates().size());
        }
        offerTotals(metrics);
    }

    private void offerTotals(Metrics metrics) {
        for (CollectEvent.What what : CollectEvent.What.values()) {
            metrics.counter(
                    "kakehashi_collection_events_total",
                    "Changes and failures that this node saw while collecting.",
                    Map.of("what", what.label()),
                    () -> collected.count(what));
        }
        metrics.gauge("kakehashi_fetch_held_bytes", "Octets that fetches hold.", Map.of(), fetcher.budget()::held);
        for (String outcome : Fetcher.labels()) {
            metrics.counter(
                    "kakehashi_fetch_outcomes_total",
                    "What fetches came to.",
                    Map.of("outcome", outcome),
                    () -> fetcher.counts().getOrDefault(outcome, 0L));
        }
    }

    /// Starts no more rounds.
    @Override
    public void close() {
        closed = true;
        ticker.shutdownNow();
    }
}
