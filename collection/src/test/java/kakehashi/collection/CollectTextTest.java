package kakehashi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kakehashi.collection.PartnerDomain.Follow;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Test;

class CollectTextTest {
    private static final TestCa CA = TestCa.root("CN=Root,O=Partner,C=JP");

    private static final String WHOLE = """
            [outgoing]
            allow = ["10.0.0.0/8"]
            deny = ["10.9.0.0/16"]
            ports = [80, 389, 8080]
            proxy = "192.0.2.8:3128"
            hosts = { "Repo.example" = "127.0.0.1:8080", "v6.example" = "[::1]:80" }

            [limits]
            octets = 1000
            time = "PT3S"

            [on-demand]
            time = "PT1S"

            [[directory]]
            subtree = "O=Partner,C=JP"
            url = "ldap://ldap.example"

            [[domain]]
            name = "Partner"
            pins = '''
            %s'''
            places = ["http://repo.example/ca.p7c", "ldap://ldap.example/o=Partner,c=JP?cACertificate;binary?sub"]
            follow = ["sia", "crl"]
            within = ["C=JP"]
            every = "PT10M"
            """.formatted(Pem.encode(CA.certificate()));

    private static List<CollectText.Fault> faults(String text) {
        return ((CollectText.Result.Faults) CollectText.read(text)).faults();
    }

    @Test
    void readsAWholeText() {
        CollectPlan plan = ((CollectText.Result.Plan) CollectText.read(WHOLE)).plan();
        assertThat(plan.limits()).isEqualTo(new FetchLimits(1000, Duration.ofSeconds(3), 3));
        assertThat(plan.onDemand().limits().time()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.outgoing().hosts()).containsOnlyKeys("repo.example", "v6.example");
        assertThat(plan.outgoing().proxy()).isPresent();
        assertThat(plan.directories().bySubtree()).containsOnlyKeys(Name.of("O=Partner,C=JP"));
        PartnerDomain domain = plan.domains().getFirst();
        assertThat(domain.pins()).containsExactly(CA.certificate());
        assertThat(domain.places()).hasSize(2);
        assertThat(domain.follow()).containsExactlyInAnyOrder(Follow.SIA, Follow.CRL);
        assertThat(domain.bounds().every()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anEmptyTextMeansTheUsual() {
        CollectPlan plan = ((CollectText.Result.Plan) CollectText.read("")).plan();
        assertThat(plan.outgoing()).isEqualTo(OutgoingRules.USUAL);
        assertThat(plan.limits()).isEqualTo(FetchLimits.USUAL);
        assertThat(plan.onDemand()).isEqualTo(CollectPlan.OnDemand.USUAL);
    }

    @Test
    void reportsAllFaultsTogetherWithTheirLines() {
        String text = """
                [outgoing]
                allow = ["10.0.0.0/99"]
                prox = "x"
                hosts = { "a.example" = "b.example:80" }
                [limits]
                octets = 0
                time = "3 s"
                [[directory]]
                subtree = "nothing"
                url = "http://ldap.example"
                [[domain]]
                name = "A"
                pins = "no certificate"
                places = ["https://repo.example/", 7]
                follow = ["up"]
                [[domain]]
                name = "A"
                """;
        assertThat(faults(text))
                .extracting(CollectText.Fault::line, CollectText.Fault::key)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(2, "outgoing.allow"),
                        org.assertj.core.groups.Tuple.tuple(3, "outgoing.prox"),
                        org.assertj.core.groups.Tuple.tuple(4, "outgoing.hosts.a.example"),
                        org.assertj.core.groups.Tuple.tuple(6, "limits.octets"),
                        org.assertj.core.groups.Tuple.tuple(7, "limits.time"),
                        org.assertj.core.groups.Tuple.tuple(9, "directory.subtree"),
                        org.assertj.core.groups.Tuple.tuple(10, "directory.url"),
                        org.assertj.core.groups.Tuple.tuple(13, "domain.pins"),
                        org.assertj.core.groups.Tuple.tuple(14, "domain.places"),
                        org.assertj.core.groups.Tuple.tuple(15, "domain.follow"),
                        org.assertj.core.groups.Tuple.tuple(17, "domain.name"))
                .hasSize(13);
    }

    @Test
    void refusesWhatIsNoToml() {
        assertThat(faults("[outgoing\nx")).isNotEmpty();
        assertThat(faults("[".repeat(30_000))).hasSize(1);
    }
}
