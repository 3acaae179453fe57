package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kakehashi.path.PolicyGraph.AnyPolicy;
import kakehashi.path.PolicyGraph.Mapping;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import org.junit.jupiter.api.Test;

class PolicyGraphTest {
    private static final Oid ANY = PolicyInformation.ANY_POLICY;
    private static final Oid GOLD = Oid.of("1.2.3.1");
    private static final Oid SILVER = Oid.of("1.2.3.2");
    private static final Oid THEIRS = Oid.of("1.2.4.1");
    private static final Set<Oid> ANY_ACCEPTED = Set.of(ANY);

    private static List<PolicyInformation> policies(Oid... policies) {
        return Stream.of(policies).map(PolicyInformation::of).toList();
    }

    private static PolicyMapping mapping(Oid issuer, Oid subject) {
        return new PolicyMapping(issuer, subject);
    }

    private static PolicyGraph after(Oid... policies) {
        return PolicyGraph.initial().process(policies(policies), AnyPolicy.ALLOWED);
    }

    @Test
    void rfc5280_6_1_2_a_startsWithAnyPolicy() {
        assertThat(PolicyGraph.initial().isNull()).isFalse();
        assertThat(PolicyGraph.initial().authorityConstrained()).containsExactly(ANY);
    }

    @Test
    void rfc5280_6_1_3_d_1_keepsThePoliciesThatEveryCertificateAsserts() {
        PolicyGraph graph = after(GOLD, SILVER).process(policies(GOLD, THEIRS), AnyPolicy.ALLOWED);

        assertThat(graph.authorityConstrained()).containsExactly(GOLD);
        assertThat(graph.userConstrained(Set.of(GOLD, SILVER))).containsExactly(GOLD);
        assertThat(graph.userConstrained(Set.of(SILVER))).isEmpty();
        assertThat(graph.isUserConstrainedEmpty(Set.of(SILVER))).isTrue();
        assertThat(graph.isUserConstrainedEmpty(ANY_ACCEPTED)).isFalse();
    }

    @Test
    void rfc5280_6_1_3_d_2_anyPolicyPassesOnWhatIsExpected() {
        assertThat(after(GOLD).process(policies(ANY), AnyPolicy.ALLOWED).authorityConstrained())
                .containsExactly(GOLD);
    }

    @Test
    void rfc5280_6_1_3_d_2_inhibitedAnyPolicyPassesNothingOn() {
        assertThat(after(GOLD).process(policies(ANY), AnyPolicy.INHIBITED).isNull())
                .isTrue();
        assertThat(after(ANY)
                        .process(policies(ANY, SILVER), AnyPolicy.INHIBITED)
                        .authorityConstrained())
                .containsExactly(SILVER);
    }

    @Test
    void rfc5280_6_1_3_d_3_isNullOnceNoPolicyIsShared() {
        PolicyGraph graph = after(GOLD).process(policies(SILVER), AnyPolicy.ALLOWED);

        assertThat(graph.isNull()).isTrue();
        assertThat(graph.process(policies(ANY), AnyPolicy.ALLOWED).isNull()).isTrue();
        assertThat(graph.userConstrained(ANY_ACCEPTED)).isEmpty();
    }

    @Test
    void rfc5280_6_1_3_e_isNullWithoutTheExtension() {
        assertThat(after().isNull()).isTrue();
    }

    @Test
    void rfc5280_6_1_4_a_findsMappingsWithAnyPolicy() {
        assertThat(PolicyGraph.mapsAnyPolicy(List.of(mapping(GOLD, ANY)))).isTrue();
        assertThat(PolicyGraph.mapsAnyPolicy(List.of(mapping(GOLD, THEIRS), mapping(ANY, THEIRS))))
                .isTrue();
        assertThat(PolicyGraph.mapsAnyPolicy(List.of(mapping(GOLD, THEIRS)))).isFalse();
    }

    @Test
    void rfc5280_6_1_4_b_1_mapsPoliciesAndAnswersInTheAnchorsDomain() {
        PolicyGraph graph = after(GOLD, SILVER)
                .map(List.of(mapping(GOLD, THEIRS)), Mapping.ALLOWED)
                .process(policies(THEIRS), AnyPolicy.ALLOWED);

        assertThat(graph.authorityConstrained()).containsExactly(GOLD);
        assertThat(graph.userConstrained(Set.of(THEIRS))).isEmpty();
    }

    @Test
    void rfc5280_6_1_4_b_1_mapsFromAnyPolicy() {
        PolicyGraph graph = after(ANY).map(List.of(mapping(GOLD, THEIRS)), Mapping.ALLOWED);

        assertThat(graph.process(policies(THEIRS), AnyPolicy.ALLOWED).authorityConstrained())
                .containsExactly(GOLD);
        assertThat(graph.process(policies(SILVER), AnyPolicy.ALLOWED).authorityConstrained())
                .containsExactly(SILVER);
    }

    @Test
    void rfc5280_6_1_4_b_2_inhibitedMappingDeletesTheMappedPolicies() {
        PolicyGraph graph = after(GOLD, SILVER).map(List.of(mapping(GOLD, THEIRS)), Mapping.INHIBITED);

        assertThat(graph.authorityConstrained()).containsExactly(SILVER);
        assertThat(graph.map(List.of(mapping(SILVER, THEIRS)), Mapping.INHIBITED)
                        .isNull())
                .isTrue();
    }

    @Test
    void rfc5280_6_1_5_g_anyPolicyAtTheEndGrantsEverythingTheUserAccepts() {
        PolicyGraph graph = after(ANY, GOLD);

        assertThat(graph.authorityConstrained()).containsExactlyInAnyOrder(ANY, GOLD);
        assertThat(graph.userConstrained(Set.of(SILVER))).containsExactly(SILVER);
        assertThat(graph.userConstrained(ANY_ACCEPTED)).containsExactlyInAnyOrder(ANY, GOLD);
    }

    @Test
    void aSharedPrefixIsNeverChanged() {
        PolicyGraph prefix = after(GOLD, SILVER);
        String before = prefix.toString();
        prefix.process(policies(GOLD), AnyPolicy.ALLOWED);
        prefix.map(List.of(mapping(GOLD, THEIRS)), Mapping.ALLOWED);
        prefix.map(List.of(mapping(GOLD, THEIRS)), Mapping.INHIBITED);

        assertThat(prefix).hasToString(before);
        assertThat(prefix.authorityConstrained()).containsExactlyInAnyOrder(GOLD, SILVER);
    }

    @Test
    void rfc9618_3_3_staysLinearUnderTheHierarchyThatMadeTheTreeExponential() {
        int width = 200;
        List<Oid> policies =
                IntStream.range(0, width).mapToObj(i -> Oid.of("1.2.5." + i)).toList();
        List<PolicyInformation> asserted =
                policies.stream().map(PolicyInformation::of).toList();
        List<PolicyMapping> everyPair = policies.stream()
                .flatMap(issuer -> policies.stream().map(subject -> mapping(issuer, subject)))
                .toList();

        long start = System.nanoTime();
        PolicyGraph graph = PolicyGraph.initial();
        for (int i = 0; i < 30; i++) {
            graph = graph.process(asserted, AnyPolicy.ALLOWED).map(everyPair, Mapping.ALLOWED);
        }
        PolicyGraph last = graph.process(asserted, AnyPolicy.ALLOWED);

        assertThat(last.authorityConstrained()).hasSize(width);
        // Too many policies to follow: the cautious answer, given at once.
        assertThat(last.covers(graph)).isFalse();
        // 31 times 40,000 edges; the tree would have 200 to the 30th power nodes.
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    // Random hierarchies: policies 0 to 4 of one small domain, so that collisions are common.

    private record Step(
            List<PolicyInformation> policies, AnyPolicy anyPolicy, List<PolicyMapping> mappings, Mapping rule) {}

    private static Oid policy(int number) {
        return Oid.of("1.2.6." + number);
    }

    private static Step step(Random random) {
        List<PolicyInformation> policies = new ArrayList<>();
        List<PolicyMapping> mappings = new ArrayList<>();
        if (random.nextInt(2) == 0) {
            policies.add(PolicyInformation.of(ANY));
        }
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(2) == 0) {
                policies.add(PolicyInformation.of(policy(i)));
            }
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            mappings.add(mapping(policy(random.nextInt(5)), policy(random.nextInt(5))));
        }
        return new Step(
                policies,
                random.nextInt(5) == 0 ? AnyPolicy.INHIBITED : AnyPolicy.ALLOWED,
                mappings,
                random.nextInt(6) == 0 ? Mapping.INHIBITED : Mapping.ALLOWED);
    }

    private static List<Step> steps(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> step(random)).toList();
    }

    private static Set<Oid> accepted(int bits) {
        return Set.copyOf(IntStream.range(0, 5)
                .filter(i -> (bits >> i & 1) != 0)
                .mapToObj(PolicyGraphTest::policy)
                .toList());
    }

    @Test
    void rfc9618_agreesWithTheTreeOfRfc5280() {
        Random random = new Random(9618);
        int answers = 0;
        for (int run = 0; run < 6_000; run++) {
            PolicyGraph graph = PolicyGraph.initial();
            PolicyTree tree = new PolicyTree();
            for (Step step : steps(random, 1 + random.nextInt(4))) {
                graph = graph.process(step.policies, step.anyPolicy);
                tree.process(step.policies, step.anyPolicy);
                assertSame(graph, tree, random.nextInt(32));
                answers += graph.isNull() ? 0 : 1;
                graph = graph.map(step.mappings, step.rule);
                tree.map(step.mappings, step.rule);
                assertThat(graph.isNull()).isEqualTo(tree.isNull());
            }
        }
        assertThat(answers).isGreaterThan(6_000);
    }

    private static void assertSame(PolicyGraph graph, PolicyTree tree, int accepted) {
        Set<Oid> initial = accepted(accepted);
        assertThat(graph.isNull()).isEqualTo(tree.isNull());
        assertThat(graph.authorityConstrained()).isEqualTo(tree.authorityConstrained());
        assertThat(graph.userConstrained(initial)).isEqualTo(tree.userConstrained(initial));
        assertThat(graph.isUserConstrainedEmpty(initial))
                .isEqualTo(graph.userConstrained(initial).isEmpty());
    }

    private static PolicyGraph prepared(Random random) {
        PolicyGraph graph = PolicyGraph.initial();
        for (Step step : steps(random, 1 + random.nextInt(3))) {
            graph = graph.process(step.policies, step.anyPolicy).map(step.mappings, step.rule);
        }
        return graph;
    }

    @Test
    void aGraphThatCoversAnotherAnswersAtLeastAsMuchWhateverFollows() {
        Random random = new Random(42);
        int covered = 0;
        for (int run = 0; run < 20_000; run++) {
            PolicyGraph better = prepared(random);
            PolicyGraph other = prepared(random);
            if (other.isNull() || !better.covers(other)) {
                continue;
            }
            covered++;
            for (int i = 0; i < 20; i++) {
                assertStaysBetter(better, other, steps(random, 1 + random.nextInt(3)), accepted(random.nextInt(32)));
            }
        }
        assertThat(covered).isGreaterThan(500);
    }

    private static void assertStaysBetter(PolicyGraph better, PolicyGraph other, List<Step> steps, Set<Oid> initial) {
        for (Step step : steps) {
            better = better.process(step.policies, step.anyPolicy);
            other = other.process(step.policies, step.anyPolicy);
            assertThat(better.userConstrained(initial)).containsAll(other.userConstrained(initial));
            assertThat(better.authorityConstrained()).containsAll(other.authorityConstrained());
            better = better.map(step.mappings, step.rule);
            other = other.map(step.mappings, step.rule);
        }
    }

    @Test
    void anyPolicyAloneDoesNotCoverAPolicyThatAMappingCouldHide() {
        assertThat(after(ANY).covers(after(GOLD))).isFalse();
        assertThat(after(ANY, GOLD).covers(after(GOLD))).isTrue();
        assertThat(after(GOLD, SILVER).covers(after(SILVER))).isTrue();
        assertThat(after(SILVER).covers(after(GOLD, SILVER))).isFalse();
        assertThat(after(SILVER).covers(after())).isTrue();
        assertThat(after().covers(after(SILVER))).isFalse();
    }
}
