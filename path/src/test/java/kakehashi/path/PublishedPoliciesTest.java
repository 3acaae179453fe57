package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kakehashi.path.PolicyGraph.AnyPolicy;
import kakehashi.path.PolicyGraph.Mapping;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName.DnsName;
import kakehashi.x509.GeneralName.IpAddress;
import kakehashi.x509.Oid;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The policy and name constraint cases of the published suites, judged by [PolicyGraph] and [NameConstraintSet]
/// alone over the given path.
class PublishedPoliciesTest {
    private static final Pattern PKITS_POLICIES = Pattern.compile("pkits-nist2011-4\\.(8|9|10|11|12)\\..*");
    private static final Pattern PKITS_NAMES = Pattern.compile("pkits-nist2011-4\\.13\\..*");

    private record Case(String json, Path suites) {
        String text(String field) {
            Matcher matcher =
                    Pattern.compile("\"" + field + "\": \"?([^\",}]*)").matcher(json);
            return matcher.find() ? matcher.group(1) : "";
        }

        List<String> list(String field) {
            Matcher matcher = Pattern.compile("\"" + field + "\": \\[([^]]*)]").matcher(json);
            return matcher.find()
                    ? Pattern.compile("\"([^\"]*)\"")
                            .matcher(matcher.group(1))
                            .results()
                            .map(r -> r.group(1))
                            .toList()
                    : List.of();
        }

        boolean flag(String field) {
            return text(field).equals("true");
        }

        Optional<Certificate> certificate(String where) {
            return Certificate.parse(Bytes.wrap(octets(where))).toOptional();
        }

        private byte[] octets(String where) {
            try {
                return where.startsWith("b64:")
                        ? Base64.getDecoder().decode(where.substring(4))
                        : Files.readAllBytes(suites.resolve(text("base")).resolve(where));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The certificates after the anchor; nothing when one is malformed.
        Optional<List<Certificate>> path() {
            List<Certificate> path = new ArrayList<>();
            List<String> names = new ArrayList<>(list("intermediates"));
            names.add(text("target"));
            for (String name : names) {
                Optional<Certificate> certificate = certificate(name);
                if (certificate.isEmpty()) {
                    return Optional.empty();
                }
                path.add(certificate.get());
            }
            // Some suites list the intermediates from the target upwards.
            Certificate target = path.removeLast();
            boolean downwards = path.isEmpty() || path.getLast().subject().equals(target.issuer());
            List<Certificate> ordered = new ArrayList<>(downwards ? path : path.reversed());
            ordered.add(target);
            return Optional.of(ordered);
        }
    }

    private static Stream<Case> cases(String file) {
        Path list = OutsideSuites.find("cases/" + file + ".jsonl")
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + file));
        Path suites = list.getParent().getParent();
        try {
            return Files.readAllLines(list).stream().map(json -> new Case(json, suites));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DynamicTest> tests(Stream<Case> cases, java.util.function.Consumer<Case> test) {
        return cases.map(c -> DynamicTest.dynamicTest(c.text("id"), () -> test.accept(c)));
    }

    @TestFactory
    Stream<DynamicTest> pkitsPolicies() {
        return tests(
                cases("pkits-nist2011")
                        .filter(c -> PKITS_POLICIES.matcher(c.text("id")).matches()),
                PublishedPoliciesTest::judgePolicies);
    }

    private static void judgePolicies(Case published) {
        Set<Oid> initial = oids(published.list("initialPolicySet"));
        Optional<Set<Oid>> answer =
                PolicyFold.run(published.path().orElseThrow(), initial, published.json, published::flag);
        assertThat(answer.isPresent()).isEqualTo(published.text("expected").equals("valid"));
        answer.ifPresent(
                policies -> assertThat(policies).isEqualTo(oids(published.list("expectedUserConstrainedPolicies"))));
    }

    private static Set<Oid> oids(List<String> dotted) {
        return Set.copyOf(dotted.stream().map(Oid::of).toList());
    }

    /// The state variables explicit_policy, policy_mapping and inhibit_anyPolicy of RFC 5280 §6.1.2, and the graph.
    private static final class PolicyFold {
        private int explicitPolicy;
        private int policyMapping;
        private int inhibitAnyPolicy;
        private PolicyGraph graph = PolicyGraph.initial();

        static Optional<Set<Oid>> run(
                List<Certificate> path, Set<Oid> initial, String id, java.util.function.Predicate<String> flag) {
            PolicyFold fold = new PolicyFold();
            int n = path.size();
            fold.explicitPolicy = flag.test("requireExplicitPolicy") ? 0 : n + 1;
            fold.policyMapping = flag.test("inhibitPolicyMapping") ? 0 : n + 1;
            fold.inhibitAnyPolicy = flag.test("inhibitAnyPolicy") ? 0 : n + 1;
            for (int i = 0; i < n; i++) {
                if (!fold.step(path.get(i), i == n - 1)) {
                    return Optional.empty();
                }
            }
            Set<Oid> policies = fold.graph.userConstrained(initial);
            assertThat(fold.graph.isUserConstrainedEmpty(initial)).as(id).isEqualTo(policies.isEmpty());
            return fold.explicitPolicy > 0 || !policies.isEmpty() ? Optional.of(policies) : Optional.empty();
        }

        private boolean step(Certificate certificate, boolean last) {
            boolean any = inhibitAnyPolicy > 0 || (!last && certificate.isSelfIssued());
            graph = graph.process(certificate.certificatePolicies(), any ? AnyPolicy.ALLOWED : AnyPolicy.INHIBITED);
            if (explicitPolicy == 0 && graph.isNull()) {
                return false;
            }
            return last ? wrapUp(certificate) : prepare(certificate);
        }

        private boolean wrapUp(Certificate certificate) {
            explicitPolicy = Math.max(0, explicitPolicy - 1);
            certificate.policyConstraints().ifPresent(constraints -> {
                if (constraints.requireExplicitPolicy().orElse(1) == 0) {
                    explicitPolicy = 0;
                }
            });
            return true;
        }

        private boolean prepare(Certificate certificate) {
            if (PolicyGraph.mapsAnyPolicy(certificate.policyMappings())) {
                return false;
            }
            graph = graph.map(certificate.policyMappings(), policyMapping > 0 ? Mapping.ALLOWED : Mapping.INHIBITED);
            if (!certificate.isSelfIssued()) {
                explicitPolicy = Math.max(0, explicitPolicy - 1);
                policyMapping = Math.max(0, policyMapping - 1);
                inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
            }
            certificate.policyConstraints().ifPresent(constraints -> {
                explicitPolicy = Math.min(
                        explicitPolicy, constraints.requireExplicitPolicy().orElse(explicitPolicy));
                policyMapping = Math.min(
                        policyMapping, constraints.inhibitPolicyMapping().orElse(policyMapping));
            });
            inhibitAnyPolicy =
                    Math.min(inhibitAnyPolicy, certificate.inhibitAnyPolicy().orElse(inhibitAnyPolicy));
            return true;
        }
    }

    @TestFactory
    Stream<DynamicTest> pkitsNameConstraints() {
        return tests(
                cases("pkits-nist2011")
                        .filter(c -> PKITS_NAMES.matcher(c.text("id")).matches()),
                PublishedPoliciesTest::judgeNames);
    }

    @TestFactory
    Stream<DynamicTest> limboNameConstraints() {
        return tests(
                cases("limbo2023")
                        .filter(c -> c.text("id").startsWith("limbo2023-rfc5280::nc::"))
                        .filter(c ->
                                c.text("class").equals("core") || c.text("id").endsWith("self-issued-leaf")),
                PublishedPoliciesTest::judgeNames);
    }

    @TestFactory
    Stream<DynamicTest> betterTlsNameConstraints() {
        return tests(
                cases("bettertls-nameconstraints").filter(PublishedPoliciesTest::namesThePeer),
                PublishedPoliciesTest::judgeNames);
    }

    /// Whether the target has the name that is asked for: where it has not, another check refuses it.
    private static boolean namesThePeer(Case published) {
        String peer = published.text("value");
        return published
                .certificate(published.text("target"))
                .map(target -> target.subjectAltNames().stream()
                        .filter(name -> name instanceof DnsName || name instanceof IpAddress)
                        .anyMatch(name -> NameForm.text(name).equals(peer)))
                .orElse(false);
    }

    /// All but the one in which OpenSSL takes a common name for a domain name, which RFC 5280 does not.
    @TestFactory
    Stream<DynamicTest> openSslNameConstraints() {
        return tests(
                cases("openssl-verify")
                        .filter(c -> c.text("description").startsWith("Name "))
                        .filter(c -> !c.text("id").equals("openssl-verify-057")),
                PublishedPoliciesTest::judgeNames);
    }

    @TestFactory
    Stream<DynamicTest> boringSslTooManyNames() {
        return tests(
                cases("bssl-chain").filter(c -> c.text("id").contains("many-names")),
                PublishedPoliciesTest::judgeNames);
    }

    private static void judgeNames(Case published) {
        String anchor = published.list("trustAnchors").getFirst();
        Optional<List<Certificate>> path = published.certificate(anchor).flatMap(wellFormed -> published.path());
        boolean passes = path.map(p -> satisfiesNameConstraints(published, p)).orElse(false);
        assertThat(passes)
                .as(published.text("id") + " " + path)
                .isEqualTo(published.text("expected").equals("valid"));
    }

    /// The anchor's own constraints count too, as RFC 5937 has it.
    private static boolean satisfiesNameConstraints(Case published, List<Certificate> path) {
        SearchMeter meter = new SearchMeter(SearchLimits.DEFAULT, () -> 0);
        NameConstraintSet state = published
                .certificate(published.list("trustAnchors").getFirst())
                .flatMap(Certificate::nameConstraints)
                .map(NameConstraintSet.none()::and)
                .orElse(NameConstraintSet.none());
        for (Certificate certificate : path) {
            boolean exempt = certificate.isSelfIssued() && certificate != path.getLast();
            if (!exempt && !state.judge(certificate, meter).isEmpty()) {
                return false;
            }
            state = certificate.nameConstraints().map(state::and).orElse(state);
        }
        return meter.exhausted().isEmpty();
    }
}
