package kakehashi.collection;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import kakehashi.contract.OnDemandMaterial;

/// Fetches for requests what their certificates point at, within a bulkhead and a deadline. It knows nothing of
/// what is collected by configuration and leaves nothing there.
public final class OnDemandFetch implements OnDemandMaterial, AutoCloseable {
    private final CollectPlan plan;
    private final FetchBulkhead bulkhead;
    private final InstantSource clock;

    /// @param clock tells whether a fetched CRL is overdue
    public OnDemandFetch(CollectPlan plan, Fetcher fetcher, InstantSource clock) {
        this.plan = plan;
        this.bulkhead = new FetchBulkhead(fetcher, plan.onDemand(), hosts(plan));
        this.clock = clock;
    }

    private static Set<String> hosts(CollectPlan plan) {
        Set<String> hosts = new HashSet<>();
        plan.domains().forEach(domain -> domain.places().forEach(place -> hosts.add(place.host())));
        plan.directories().bySubtree().values().forEach(place -> hosts.add(place.host()));
        return hosts;
    }

    @Override
    public Found fetch(Missing missing, Duration patience) {
        Duration most = plan.onDemand().limits().time();
        Duration time = patience.compareTo(most) < 0 ? patience : most;
        return new OnDemandChase(plan, bulkhead, missing, clock).run(time);
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        bulkhead.close();
    }
}
