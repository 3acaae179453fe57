package kakehashi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PolicyInputs;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// Questions that were made to be expensive, each to a builder that knows nothing yet. CPU time, medians.
final class HostileMeasure {
    private static final Party ROOT = Party.of("CN=Root,O=Hostile,C=JP");
    private static final Party USER = Party.of("CN=User,O=Hostile,C=JP");

    private HostileMeasure() {}

    /// A graph, the inputs, and what is asked.
    private record Question(TrustGraph graph, ValidationInputs inputs, Certificate target) {
        static Question of(List<Certificate> certificates, Certificate target) {
            return new Question(TrustGraph.of(certificates), ValidationInputs.DEFAULT, target);
        }

        PathOutcome ask() {
            return PathBuilder.of(
                            graph,
                            List.of(TrustAnchor.of(ROOT.name(), ROOT.publicKey())),
                            inputs,
                            RevocationEvidence.empty())
                    .build(PathRequest.of(target, HostileGraphs.NOW));
        }
    }

    static List<Figure> run(Effort effort) {
        Map<String, Question> questions = new TreeMap<>(mesh(200));
        questions.put("policies", policies(30, 2));
        questions.put("policies-wide", policies(30, 40));
        questions.put("names", names(5_000, 5_000));
        questions.put("names-in-budget", names(100, 2_000));
        questions.put("one-name-named-key", oneName(3_000, c -> {}));
        questions.put(
                "one-name", oneName(3_000, c -> c.without(kakehashi.x509.KnownExtension.AUTHORITY_KEY_IDENTIFIER)));
        questions.values().forEach(q -> IntStream.range(0, 5).forEach(i -> q.ask()));
        List<Figure> figures = new ArrayList<>();
        questions.forEach((name, question) -> {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < effort.times(15, 51); i++) {
                times.add(Rounds.cpuMillis(question::ask));
            }
            figures.add(Figure.atMost("hostile." + name, "hostile: " + name, Rounds.quantile(times, 0.5), "ms", 50));
        });
        return figures;
    }

    private static Certificate user(Party issuer, Consumer<CertificateBuilder> bend) {
        return HostileGraphs.issue(issuer, USER, bend);
    }

    /// A complete mesh whose first CA the root certifies: a good target, a forged one, an unreachable one.
    private static Map<String, Question> mesh(int count) {
        List<Party> parties = HostileGraphs.parties(count, "Mesh CA");
        List<Certificate> mesh = HostileGraphs.mesh(parties);
        List<Certificate> entered = new ArrayList<>(mesh);
        entered.add(HostileGraphs.ca(ROOT, parties.getFirst()));
        Party last = parties.getLast();
        return Map.of(
                "mesh-valid", Question.of(entered, user(last, c -> {})),
                "mesh-forged", Question.of(entered, user(Party.of(last.name()), c -> {})),
                "mesh-unreachable", Question.of(mesh, user(last, c -> {})));
    }

    /// Every CA asserts so many policies and maps each of them to each.
    private static Question policies(int depth, int width) {
        List<Party> parties = new ArrayList<>(List.of(ROOT));
        parties.addAll(HostileGraphs.parties(depth, "Policy CA"));
        List<Certificate> chain = new ArrayList<>();
        for (int i = 1; i <= depth; i++) {
            int level = i;
            List<PolicyMapping> mappings = policyIds(level, width)
                    .flatMap(from -> policyIds(level + 1, width).map(to -> new PolicyMapping(from, to)))
                    .toList();
            chain.add(HostileGraphs.ca(
                    parties.get(i - 1),
                    parties.get(i),
                    c -> c.certificatePolicies(asserted(level, width)).policyMappings(mappings)));
        }
        Certificate target = user(parties.getLast(), c -> c.certificatePolicies(asserted(depth + 1, width)));
        return new Question(
                TrustGraph.of(chain),
                ValidationInputs.DEFAULT.with(PolicyInputs.ANY.requiringExplicitPolicy()),
                target);
    }

    private static List<PolicyInformation> asserted(int level, int width) {
        return policyIds(level, width).map(PolicyInformation::of).toList();
    }

    private static Stream<Oid> policyIds(int level, int width) {
        return IntStream.range(0, width).mapToObj(i -> Oid.of("1.2.3." + level + "." + i));
    }

    /// So many subtrees against so many names.
    private static Question names(int subtrees, int names) {
        Party ca = Party.of("CN=Constrained,O=Hostile,C=JP");
        NameConstraints constraints =
                new NameConstraints(List.of(new GeneralName.DnsName("permitted.test")), domains(subtrees, "excluded"));
        Certificate issuer = HostileGraphs.ca(ROOT, ca, c -> c.nameConstraints(constraints));
        return Question.of(List.of(issuer), user(ca, c -> c.subjectAltNames(domains(names, "permitted"))));
    }

    private static List<GeneralName> domains(int count, String parent) {
        return IntStream.range(0, count)
                .<GeneralName>mapToObj(i -> new GeneralName.DnsName("h" + i + "." + parent + ".test"))
                .toList();
    }

    /// One name with many keys, all certified by the root; the last one signed the target.
    private static Question oneName(int keys, Consumer<CertificateBuilder> targetFields) {
        List<Party> parties = IntStream.range(0, keys)
                .mapToObj(i -> Party.of("CN=Same,O=Hostile,C=JP"))
                .toList();
        List<Certificate> all = parties.stream()
                .map(p -> HostileGraphs.ca(
                        ROOT, p, c -> c.subjectKeyIdentifier(p.publicKey().keyIdentifier())))
                .toList();
        return Question.of(all, user(parties.getLast(), c -> {
            c.authorityKeyIdentifier(
                    AuthorityKeyIdentifier.of(parties.getLast().publicKey().keyIdentifier()));
            targetFields.accept(c);
        }));
    }
}
