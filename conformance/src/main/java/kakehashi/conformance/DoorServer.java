package kakehashi.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.FetchBudget;
import kakehashi.collection.FetchDirectories;
import kakehashi.collection.FetchLimits;
import kakehashi.collection.Fetcher;
import kakehashi.collection.OnDemandFetch;
import kakehashi.collection.OutgoingAddress;
import kakehashi.collection.OutgoingRules;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.validation.BilingualText;
import kakehashi.validation.JsonDoor;
import kakehashi.validation.JsonOptions;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ScvpOptions;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.Oid;

/// A validation server in this process over one graph, with the policies that cases have needed so far.
final class DoorServer implements AutoCloseable {
    /// Later than the time of any case: a server answers no question about the future.
    private static final Instant LATE = Instant.parse("2999-01-01T00:00:00Z");

    private static final int MATERIAL = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Validation validation;
    private final DoorLink link;
    private final Map<Needs, RelyingPartyPolicy> policies = new HashMap<>();
    private final Optional<OnDemandFetch> outside;
    private Optional<List<Crl>> shelf = Optional.empty();

    /// What no request can say.
    record Needs(
            ValidationInputs inputs,
            RelyingPartyPolicy.AnchorTrust anchorTrust,
            RelyingPartyPolicy.Collection collection) {}

    private DoorServer(TrustGraph graph, Optional<OnDemandFetch> outside) {
        Needs first = new Needs(
                ValidationInputs.DEFAULT, RelyingPartyPolicy.AnchorTrust.PLAIN, RelyingPartyPolicy.Collection.OFF);
        this.validation = new Validation(PolicyCatalogue.of(policy(first, 0)), SearchBudget.UNTIMED);
        this.outside = outside;
        validation.replace(graph);
        outside.ifPresent(fetch -> validation.collect(fetch, PATIENCE));
        ScvpOptions options = new ScvpOptions(1 << 24, 1, MATERIAL, Duration.ZERO, 0);
        this.link = DoorLink.inside(
                ValidationServer.unprotected(validation, options, () -> LATE),
                new JsonDoor(validation, new JsonOptions(1 << 25, 1, MATERIAL), () -> LATE));
    }

    /// A server that knows this graph and asks nobody.
    static DoorServer over(TrustGraph graph) {
        return new DoorServer(graph, Optional.empty());
    }

    /// A server that knows nothing, and whose policies let it ask the stand-in for everything.
    static DoorServer asking(HostsStandIn hosts) {
        Set<Integer> ports = hosts.map().keySet().stream()
                .map(host -> Integer.parseInt(host.substring(host.lastIndexOf(':') + 1)))
                .collect(Collectors.toCollection(HashSet::new));
        OutgoingRules rules = new OutgoingRules(List.of(), List.of(), ports, hosts.map(), Optional.empty());
        FetchLimits limits = new FetchLimits(32 << 20, PATIENCE, 3);
        CollectPlan plan = new CollectPlan(
                limits,
                1L << 30,
                new CollectPlan.OnDemand(limits, 500, 256, 256),
                rules,
                new FetchDirectories(Map.of()),
                List.of());
        // No name service: hosts that the suites have no folder for are not there.
        Fetcher fetcher = new Fetcher(new OutgoingAddress(rules, host -> List.of()), new FetchBudget(plan.octets()));
        return new DoorServer(TrustGraph.EMPTY, Optional.of(new OnDemandFetch(plan, fetcher, () -> LATE)));
    }

    DoorLink link() {
        return link;
    }

    /// Gives the server the CRLs of a pool, unless it has them.
    void ensure(List<Crl> crls) {
        if (shelf.filter(had -> had == crls).isEmpty()) {
            validation.replace(RevocationEvidence.of(crls, List.of()));
            shelf = Optional.of(crls);
        }
    }

    Oid policyFor(Needs needs) {
        return policies.computeIfAbsent(needs, n -> {
                    RelyingPartyPolicy made = policy(n, policies.size() + 1);
                    validation.replace(validation.policies().with(made));
                    return made;
                })
                .id();
    }

    private static RelyingPartyPolicy policy(Needs needs, int number) {
        RelyingPartyPolicy.Rules rules = new RelyingPartyPolicy.Rules(
                RelyingPartyPolicy.Overrides.ALLOWED, needs.collection(), needs.anchorTrust());
        return new RelyingPartyPolicy(
                Oid.of("2.25." + number),
                1,
                new BilingualText("適合性試験", "Conformance"),
                List.of(),
                needs.inputs(),
                rules,
                Bytes.EMPTY);
    }

    @Override
    public void close() {
        outside.ifPresent(OnDemandFetch::close);
    }
}
