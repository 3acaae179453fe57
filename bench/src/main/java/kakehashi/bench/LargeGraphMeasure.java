package kakehashi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Certificate;

/// Paths through CAs that cross-certify each other at random, ten each: from any CA as the anchor to a certificate
/// of any other, by a builder that knows nothing. CPU time.
///
/// Random cross-certificates are the worst that a graph of its size can be: within four steps everybody is
/// everybody's neighbour.
final class LargeGraphMeasure {
    private static final int DEGREE = 10;

    private final List<Party> parties;
    private final TrustGraph graph;

    private LargeGraphMeasure(List<Party> parties) {
        this.parties = parties;
        this.graph = TrustGraph.of(IntStream.range(0, parties.size())
                .parallel()
                .boxed()
                .flatMap(i -> crossCertificates(i).stream())
                .toList());
    }

    private List<Certificate> crossCertificates(int issuer) {
        Random random = new Random(issuer);
        return random.ints(2L * DEGREE, 0, parties.size())
                .distinct()
                .filter(subject -> subject != issuer)
                .limit(DEGREE)
                .mapToObj(subject -> crossCertificate(parties.get(issuer), parties.get(subject)))
                .toList();
    }

    private static Certificate crossCertificate(Party issuer, Party subject) {
        return HostileGraphs.ca(
                issuer,
                subject,
                c -> c.subjectKeyIdentifier(subject.publicKey().keyIdentifier())
                        .authorityKeyIdentifier(
                                AuthorityKeyIdentifier.of(issuer.publicKey().keyIdentifier())));
    }

    /// One question: the anchor and the target.
    private record Question(TrustAnchor anchor, Certificate target) {}

    private List<Question> questions(int count) {
        Random random = new Random(1);
        Party user = Party.of("CN=User,O=Government,C=JP");
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Party anchor = parties.get(random.nextInt(parties.size()));
            Party issuer = parties.get(random.nextInt(parties.size()));
            questions.add(new Question(
                    TrustAnchor.of(anchor.name(), anchor.publicKey()), HostileGraphs.issue(issuer, user, c -> {})));
        }
        return questions;
    }

    private double millis(Question question) {
        PathBuilder builder =
                PathBuilder.of(graph, List.of(question.anchor), ValidationInputs.DEFAULT, RevocationEvidence.empty());
        return Rounds.cpuMillis(() -> {
            PathOutcome outcome = builder.build(PathRequest.of(question.target, HostileGraphs.NOW));
            if (!(outcome instanceof PathOutcome.Valid)) {
                throw new IllegalStateException("no path to " + question.target + ": " + outcome.cost());
            }
        });
    }

    private List<Double> times(int count) {
        List<Question> questions = questions(count);
        IntStream.range(0, 10).forEach(i -> questions.forEach(this::millis));
        return questions.stream()
                .map(q -> Rounds.quantile(
                        IntStream.range(0, 3).mapToObj(i -> millis(q)).toList(), 0.5))
                .toList();
    }

    static List<Figure> run(Effort effort) {
        int count = effort.times(300, 1_000);
        List<Party> parties = HostileGraphs.parties(10_000, "CA");
        List<Double> large = new LargeGraphMeasure(parties).times(count);
        List<Double> small = new LargeGraphMeasure(parties.subList(0, 1_000)).times(count);
        double median = Rounds.quantile(large, 0.5);
        return List.of(
                Figure.atMost(
                        "graph.p99",
                        "cold path among 10,000 CAs, 100,000 cross-certificates, p99",
                        Rounds.quantile(large, 0.99),
                        "ms",
                        10),
                Figure.beside("graph.median", "the same, median", median, "ms"),
                Figure.beside(
                        "graph.small.median",
                        "the same among 1,000 CAs, 10,000 cross-certificates",
                        Rounds.quantile(small, 0.5),
                        "ms"),
                Figure.atMost(
                        "graph.growth",
                        "graph of ten times the size: median time grows by",
                        median / Rounds.quantile(small, 0.5),
                        "×",
                        3));
    }
}
