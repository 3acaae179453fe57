package kakehashi.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.x509.Certificate;

/// Builds paths through the Mock Federal PKI, its CRLs given. A first build has a builder of its own and a target
/// just parsed; graph and evidence are there, as they are in a service. A warm build is the same question again to
/// the same builder. CPU time: what a user waits on an idle core.
final class FederalMeasure {
    private static final int PEER_LIMIT_SECONDS = 3;

    private FederalMeasure() {}

    static List<Figure> run(Suites suite, Effort effort) throws GeneralSecurityException {
        List<Double> first = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        int rounds = effort.times(7, 21);
        for (int i = 0; i < effort.times(5, 20); i++) {
            for (Suites.Case one : suite.cases()) {
                millis(PathBuilder.of(suite.graph(), one.anchors(), one.inputs(), suite.evidence()), one);
            }
        }
        for (Suites.Case one : suite.cases()) {
            List<Double> firstOfCase = new ArrayList<>();
            List<Double> warmOfCase = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                PathBuilder builder = PathBuilder.of(suite.graph(), one.anchors(), one.inputs(), suite.evidence());
                firstOfCase.add(millis(builder, one));
                warmOfCase.add(millis(builder, one));
            }
            first.add(Rounds.quantile(firstOfCase, 0.5));
            warm.add(Rounds.quantile(warmOfCase, 0.5));
        }
        return List.of(
                Figure.atMost(
                        "mfpki.first", "Mock Federal PKI, first build, median", Rounds.quantile(first, 0.5), "ms", 6),
                Figure.atMost("mfpki.warm", "Mock Federal PKI, warm, median", Rounds.quantile(warm, 0.5), "ms", 0.1),
                Figure.atMost(
                        "mfpki.p99",
                        "Mock Federal PKI, first build, valid and invalid, p99",
                        Rounds.quantile(first, 0.99),
                        "ms",
                        50),
                Figure.beside(
                        "mfpki.jdk",
                        "the JDK on some valid targets, median; at most " + PEER_LIMIT_SECONDS + " s each",
                        jdk(suite, effort),
                        "ms"));
    }

    private static double millis(PathBuilder builder, Suites.Case one) {
        return Rounds.cpuMillis(() -> {
            Certificate target = Certificate.parse(one.target().der()).orElseThrow();
            PathOutcome outcome = builder.build(PathRequest.of(target, one.at()));
            if (outcome instanceof PathOutcome.Valid != one.valid()) {
                throw new IllegalStateException(one.id() + " is answered wrongly");
            }
        });
    }

    /// A target for which the JDK takes longer than the limit counts with the limit.
    private static double jdk(Suites suite, Effort effort) throws GeneralSecurityException {
        List<Suites.Case> some =
                suite.cases().stream().filter(Suites.Case::valid).toList();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < some.size(); i += some.size() / effort.times(8, 30)) {
            Suites.Case one = some.get(i);
            JdkPeer.Question question = JdkPeer.JDK
                    .question(
                            suite.certificates(),
                            suite.crls(),
                            one.anchor().der(),
                            one.target().der())
                    .within(PEER_LIMIT_SECONDS);
            times.add(Rounds.cpuMillis(() -> JdkPeer.JDK.finds(question, one.at(), one.policies())));
        }
        return Rounds.quantile(times, 0.5);
    }
}
