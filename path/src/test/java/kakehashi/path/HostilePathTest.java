package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import kakehashi.path.HostileScenario.Mesh;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.KnownExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Questions made to be expensive: there is always an answer within the budget. Costs are counted, never timed.
class HostilePathTest {
    private static Mesh mesh;

    @BeforeAll
    static void makeTheMesh() {
        mesh = Mesh.of(200);
        assertThat(mesh.certificates()).hasSize(39_801);
    }

    @Test
    void findsThePathThroughACompleteMeshOf200WithoutALookAtMostOfIt() {
        PathOutcome outcome = mesh.valid().ask();

        assertThat(valid(outcome).certificates()).hasSize(3);
        assertThat(outcome.cost().signatures()).isEqualTo(3);
        assertThat(outcome.cost().edges()).isLessThan(1_000);
    }

    @Test
    void remembersThePathThroughTheMesh() {
        HostileScenario scenario = mesh.valid();
        PathBuilder builder = scenario.builder();
        builder.build(scenario.request());

        assertThat(builder.build(scenario.request()).cost()).isEqualTo(new SearchCost(1, 0, 0));
    }

    @Test
    void refusesAForgedTargetAfterOneLookAtEveryEdgeOfTheMesh() {
        PathOutcome outcome = mesh.forged().ask();

        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(findings(outcome)).contains(Check.SIGNATURE_INVALID);
        assertThat(outcome.cost().signatures()).isLessThanOrEqualTo(201);
        assertThat(outcome.cost().edges()).isLessThan(100_000);
    }

    @Test
    void refusesAnExpiredTargetBehindTheMesh() {
        PathOutcome outcome = mesh.expired().ask();

        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(findings(outcome)).contains(Check.EXPIRED);
    }

    @Test
    void asksForNoSignatureWhereNoAnchorReachesTheMesh() {
        PathOutcome outcome = mesh.unreachable().ask();

        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(findings(outcome)).contains(Check.NO_PATH_TO_ANCHOR);
        assertThat(outcome.cost()).isEqualTo(new SearchCost(0, 39_800, 0));
    }

    @Test
    void saysWhichLimitWasReached() {
        HostileScenario scenario = mesh.forged();
        SearchLimits few = new SearchLimits(500, 5_000, 250_000, SearchLimits.DEFAULT.time());
        PathOutcome outcome = scenario.builder().within(few, () -> 0).build(scenario.request());

        assertThat(exhausted(outcome)).containsExactly("5000 edges");
    }

    @Test
    void followsAPathOf100() {
        PathOutcome outcome = HostileScenario.chain(100).ask();

        assertThat(valid(outcome).certificates()).hasSize(101);
        assertThat(outcome.cost()).isEqualTo(new SearchCost(101, 200, 0));
    }

    @Test
    void refusesAPathLongerThanTheInputsAllow() {
        HostileScenario chain = HostileScenario.chain(100).with(ValidationInputs.DEFAULT.withMaxIntermediates(50));

        assertThat(findings(chain.ask())).contains(Check.PATH_TOO_LONG);
    }

    @Test
    void leavesARing() {
        PathOutcome outcome = HostileScenario.ring(100).ask();

        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(outcome.cost().edges()).isEqualTo(100);
    }

    @Test
    void leavesSelfIssuedLoops() {
        PathOutcome outcome = HostileScenario.selfIssued(60).ask();

        assertThat(exhausted(outcome)).hasSize(1);
        assertThat(outcome.cost().signatures()).isLessThanOrEqualTo(501);
    }

    @Test
    void findsTheKeyThatTheTargetNamesAmongThousandsOfOneName() {
        PathOutcome outcome = HostileScenario.manyKeys(3_000, c -> {}).ask();

        valid(outcome);
        assertThat(outcome.cost().signatures()).isEqualTo(2);
    }

    @Test
    void givesUpAmongThousandsOfKeysOfWhichNoneIsNamed() {
        PathOutcome outcome = HostileScenario.manyKeys(3_000, c -> c.without(KnownExtension.AUTHORITY_KEY_IDENTIFIER))
                .ask();

        assertThat(exhausted(outcome)).containsExactly("500 signatures");
    }

    @Test
    void triesOneKeyOnceHoweverManyCertificatesItHas() {
        PathOutcome outcome = HostileScenario.manyCertificates(3_000).ask();

        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(outcome.cost().signatures()).isEqualTo(2);
    }

    /// RFC 9618 §3.2: the tree of RFC 5280 would have 2 to the 30th nodes.
    @Test
    void keepsPoliciesSmallOver30LevelsOfMappings() {
        PathOutcome outcome = HostileScenario.policies(30, 2).ask();

        assertThat(valid(outcome).userConstrainedPolicySet()).hasSize(2);
        assertThat(outcome.cost()).isEqualTo(new SearchCost(31, 60, 0));
    }

    @Test
    void keepsPoliciesSmallWhereEachOfFortyIsMappedToEach() {
        assertThat(valid(HostileScenario.policies(30, 40).ask()).userConstrainedPolicySet())
                .hasSize(40);
    }

    @Test
    void refusesToCompareThousandsOfNamesWithThousandsOfSubtrees() {
        PathOutcome outcome = HostileScenario.names(5_000, 5_000).ask();

        assertThat(exhausted(outcome)).containsExactly("250000 comparisons");
    }

    @Test
    void comparesNamesWithinTheBudget() {
        PathOutcome outcome = HostileScenario.names(100, 2_000).ask();

        valid(outcome);
        assertThat(outcome.cost().comparisons()).isEqualTo(202_000);
    }

    /// "Key identifiers … mismatches must not be used to eliminate certificates" (RFC 4158 §3.5.12).
    @Test
    void findsAPathAlthoughAllKeyIdentifiersPointNowhere() {
        PathOutcome outcome = HostileScenario.keyIdentifiersNowhere(20).ask();

        assertThat(valid(outcome).certificates()).hasSize(3);
    }

    @Test
    void looksUpOneCertificateInACrlOfAMillion() {
        PathOutcome outcome = HostileScenario.largeCrl(1_000_000).ask();

        assertThat(valid(outcome).evidence()).hasSize(1);
        assertThat(outcome.cost().signatures()).isEqualTo(3);
    }

    @Test
    void startsFromTheRightOneOfTenThousandAnchors() {
        PathOutcome outcome = HostileScenario.anchors(10_000, 20).ask();

        assertThat(valid(outcome).anchor().name().toString()).contains("Root");
        assertThat(outcome.cost()).isEqualTo(new SearchCost(21, 40, 0));
    }

    @Test
    void findsAPathAmongCertificatesWhoseHashesCollide() {
        HostileScenario scenario = HostileScenario.collisions(4_000);

        assertThat(scenario.graph().certificates().stream()
                        .limit(4_000)
                        .map(Object::hashCode)
                        .distinct())
                .hasSize(1);
        assertThat(scenario.ask().cost()).isEqualTo(new SearchCost(2, 2, 0));
    }

    /// An edge that a state covers is not judged, yet one with a wider state is: the first certificate narrows
    /// names and path length, the second does not.
    @Test
    void takesTheWiderOfTwoWaysToOneKey() {
        Party root = Party.of("CN=Two Ways Root");
        Party ca = Party.of("CN=Two Ways CA");
        Party sub = Party.of("CN=Two Ways Sub CA");
        var narrow = HostileGraphs.ca(
                root,
                ca,
                c -> c.basicConstraints(new kakehashi.x509.BasicConstraints(true, java.util.OptionalInt.of(0))));
        var wide = HostileGraphs.ca(root, ca);
        var below = HostileGraphs.ca(ca, sub);
        var target = HostileGraphs.issue(sub, Party.of("CN=Two Ways User"), c -> {});
        for (var order : List.of(List.of(narrow, wide, below), List.of(wide, narrow, below))) {
            PathOutcome outcome = PathBuilder.of(
                            TrustGraph.of(order),
                            Set.of(TrustAnchor.of(root.name(), root.publicKey())),
                            ValidationInputs.DEFAULT,
                            RevocationEvidence.empty())
                    .build(PathRequest.of(target, HostileScenario.NOW));
            assertThat(valid(outcome).certificates()).containsExactly(wide, below, target);
        }
    }

    private static ValidatedPath valid(PathOutcome outcome) {
        assertThat(outcome).isInstanceOf(PathOutcome.Valid.class);
        return ((PathOutcome.Valid) outcome).path();
    }

    private static List<Check> findings(PathOutcome outcome) {
        return outcome.tried().stream()
                .flatMap(c -> c.allFindings().stream())
                .map(Finding::check)
                .toList();
    }

    /// The limits that the outcome says were reached.
    private static List<String> exhausted(PathOutcome outcome) {
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        return ((PathOutcome.Indeterminate) outcome)
                .missing().stream()
                        .filter(f -> f.check() == Check.BUDGET_EXHAUSTED)
                        .flatMap(f -> f.details().stream())
                        .toList();
    }
}
