package kakehashi.collection;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import kakehashi.contract.CollectedMaterial;
import kakehashi.contract.OnDemandMaterial;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Route;
import kakehashi.x509.Bytes;

/// Collecting from other domains, whole, as a public process wires it: the scheduled rounds through configured
/// domains, and fetching for single requests. The two share the limits on octets and addresses, and nothing else.
///
/// ```java
/// Collecting collecting = new Collecting(new Collecting.Settings(plan, folder), clock);
/// KnowledgeFeed.follow(repository.feed(), collecting.collected(), validation);
/// validation.collect(collecting.onDemand());
/// routes.add(collecting.page(layout));
/// collecting.measure(metrics);
/// collecting.start();
/// ```
public final class Collecting implements AutoCloseable {
    private final CollectRounds rounds;
    private final OnDemandFetch onDemand;

    /// What collecting has to be told.
    ///
    /// @param plan as [CollectText] reads it
    /// @param folder a folder of this node's own; every public node collects by itself
    public record Settings(CollectPlan plan, Path folder) {}

    /// Reads what this node holds, and fetches nothing yet.
    public Collecting(Settings settings, InstantSource clock) {
        CollectPlan plan = settings.plan;
        Fetcher fetcher = new Fetcher(OutgoingAddress.ofSystem(plan.outgoing()), new FetchBudget(plan.octets()));
        this.rounds = new CollectRounds(plan, fetcher, new CollectSnapshot(settings.folder), clock);
        this.onDemand = new OnDemandFetch(plan, fetcher, clock);
    }

    /// Begins the rounds.
    public void start() {
        rounds.start();
    }

    /// What was collected, for the shared graph.
    public CollectedMaterial collected() {
        return rounds.collected();
    }

    /// Who fetches for single requests.
    public OnDemandMaterial onDemand() {
        return onDemand;
    }

    /// The page about all this, `/repository/collection`.
    public Route page(PageLayout layout) {
        return new CollectPage(rounds::report, layout).route();
    }

    /// Offers the figures.
    public void measure(Metrics metrics) {
        rounds.offer(metrics);
    }

    /// What can be shown of all this.
    public CollectReport report() {
        return rounds.report();
    }

    /// Walks through a domain at once, whether it is due or not.
    ///
    /// @throws IllegalArgumentException when no domain of that name is configured
    public List<CollectEvent> collectNow(String domain) {
        return rounds.collectNow(domain);
    }

    /// Takes a file that somebody brought as if it had been fetched.
    ///
    /// @throws IllegalArgumentException when no domain of that name is configured
    public PartnerImport take(String domain, Bytes file) {
        return rounds.take(domain, file);
    }

    /// Starts no more rounds, and breaks off what is under way for requests.
    @Override
    public void close() {
        rounds.close();
        onDemand.close();
    }
}
