package kakehashi.collection;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.collection.PartnerDomain.Bounds;
import kakehashi.collection.PartnerDomain.Follow;
import kakehashi.collection.PartnerDomain.Selection;
import kakehashi.testkit.HostileRepository;
import kakehashi.testkit.TestCa;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Certificate;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;

/// A partner's repository at `partner.example`, a hostile one at `hostile.example`, and plans to collect from them.
final class CollectFixture implements AutoCloseable {
    static final String PARTNER = "http://partner.example";
    static final String HOSTILE = "http://hostile.example";

    final HostileRepository partner = new HostileRepository();
    final HostileRepository hostile = new HostileRepository();
    final FetchBudget budget = new FetchBudget(8 << 20);
    final Map<String, InetSocketAddress> hosts =
            new HashMap<>(Map.of("partner.example", partner.address(), "hostile.example", hostile.address()));

    Fetcher fetcher() {
        return new Fetcher(new OutgoingAddress(rules(), host -> List.of()), budget);
    }

    private OutgoingRules rules() {
        return new OutgoingRules(List.of(), List.of(), Set.of(80, 389), hosts, Optional.empty());
    }

    CollectPlan plan(PartnerDomain... domains) {
        return plan(Duration.ofSeconds(2), domains);
    }

    CollectPlan plan(Duration onDemand, PartnerDomain... domains) {
        FetchLimits limits = new FetchLimits(1 << 20, Duration.ofSeconds(1), 3);
        return new CollectPlan(
                limits,
                8 << 20,
                new CollectPlan.OnDemand(new FetchLimits(1 << 20, onDemand, 3), 8, 16, 4),
                rules(),
                new FetchDirectories(Map.of()),
                List.of(domains));
    }

    static PartnerDomain domain(String name, TestCa pin, String... places) {
        return new PartnerDomain(
                name,
                List.of(pin.certificate()),
                Stream.of(places)
                        .map(url -> FetchPlace.parse(url).orElseThrow())
                        .toList(),
                EnumSet.allOf(Follow.class),
                Selection.ALL,
                Bounds.USUAL);
    }

    CollectFixture certificate(String path, Certificate certificate) {
        partner.serves(path, "application/pkix-cert", certificate.der());
        return this;
    }

    static GeneralName url(String url) {
        return new GeneralName.UniformResourceIdentifier(url);
    }

    static List<AccessDescription> issuersAt(String... urls) {
        return Stream.of(urls)
                .map(url -> new AccessDescription(AccessDescription.CA_ISSUERS, url(url)))
                .toList();
    }

    static List<AccessDescription> repositoryAt(String url) {
        return List.of(new AccessDescription(AccessDescription.CA_REPOSITORY, url(url)));
    }

    static List<DistributionPoint> crlAt(String... urls) {
        return Stream.of(urls)
                .map(url -> new DistributionPoint(
                        Optional.of(new DistributionPointName.FullName(List.of(url(url)))),
                        Optional.empty(),
                        List.of()))
                .toList();
    }

    @Override
    public void close() {
        partner.close();
        hostile.close();
    }
}
