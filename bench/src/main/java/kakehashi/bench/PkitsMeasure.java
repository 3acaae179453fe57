package kakehashi.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.bench.Rounds.Contender;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.ValidatedPath;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Finds the paths of the valid PKITS cases in the pool of all PKITS certificates and CRLs, nothing verified
/// before: each operation has a builder of its own, and the peers have objects of their own.
final class PkitsMeasure {
    private static final String FAST = "jdk fast";
    private static final int REPEATED = 10;
    private static final int PEER_REPEATED = 2;

    private final Suites suite;

    private PkitsMeasure(Suites suite) {
        this.suite = suite;
    }

    static List<Figure> run(Suites suite, Effort effort) throws GeneralSecurityException {
        return new PkitsMeasure(suite).run(effort);
    }

    private List<Figure> run(Effort effort) throws GeneralSecurityException {
        List<Suites.Case> valid =
                suite.cases().stream().filter(Suites.Case::valid).toList();
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int i = 0; i < valid.size() * effort.times(150, 400); i++) {
            build(valid.get(i % valid.size()));
        }
        warmUpPeers(valid, effort);
        for (int i = 0; i < valid.size(); i += effort.times(6, 1)) {
            measure(valid.get(i), effort)
                    .forEach((name, ratio) ->
                            ratios.computeIfAbsent(name, n -> new ArrayList<>()).add(ratio));
        }
        return List.of(
                Figure.beside("pkits", "PKITS discovery from the pool", median(ratios, "kakehashi") / 1000, "µs"),
                Figure.atMost(
                        "pkits.bare",
                        "PKITS discovery: of the bare verifications of the path",
                        median(ratios, "bare"),
                        "×",
                        1.5),
                Figure.atLeast("pkits.jdk", "PKITS discovery: as fast as the JDK", median(ratios, "jdk"), "×", 1.5),
                Figure.beside(
                        "pkits.jdk-fast",
                        "PKITS discovery: as fast as the JDK with the fast provider first",
                        median(ratios, "jdk fast"),
                        "×"),
                Figure.atLeast(
                        "pkits.bc",
                        "PKITS discovery: as fast as Bouncy Castle",
                        median(ratios, "bouncy castle"),
                        "×",
                        12));
    }

    private static double median(Map<String, List<Double>> ratios, String name) {
        return Rounds.quantile(ratios.getOrDefault(name, List.of()), 0.5);
    }

    private void warmUpPeers(List<Suites.Case> some, Effort effort) throws GeneralSecurityException {
        for (JdkPeer peer : JdkPeer.values()) {
            JdkPeer.Question pool = question(peer, some.getFirst());
            for (int i = 0; i < (peer == JdkPeer.JDK ? 2_000 : 400) * effort.times(1, 3); i++) {
                Suites.Case one = some.get(i % some.size());
                JdkPeer.Question question = new JdkPeer.Question(
                        pool.store(), pool.anchors(), peer.read(one.target().der()));
                peer.finds(question, one.at(), one.policies());
            }
        }
    }

    private JdkPeer.Question question(JdkPeer peer, Suites.Case one) throws GeneralSecurityException {
        return peer.question(
                suite.certificates(),
                suite.crls(),
                one.anchor().der(),
                one.target().der());
    }

    private ValidatedPath build(Suites.Case one) {
        PathOutcome outcome = PathBuilder.of(suite.graph(), one.anchors(), one.inputs(), suite.evidence())
                .build(one.request());
        if (outcome instanceof PathOutcome.Valid(ValidatedPath path, var tried, var cost)) {
            return path;
        }
        throw new IllegalStateException(one.id() + " has no path: " + outcome);
    }

    private Map<String, Double> measure(Suites.Case one, Effort effort) throws GeneralSecurityException {
        List<Corretto.Bare> bare = bare(build(one));
        List<Contender> contenders =
                new ArrayList<>(List.of(repeated("kakehashi", () -> build(one)), repeated("bare", () -> {
                    for (Corretto.Bare signature : bare) {
                        signature.verify();
                    }
                })));
        addPeer(contenders, JdkPeer.JDK, "jdk", one);
        addPeer(contenders, JdkPeer.JDK, FAST, one);
        addPeer(contenders, JdkPeer.BOUNCY_CASTLE, "bouncy castle", one);
        Rounds.Times times = Rounds.measure(1, effort.times(5, 9), contenders);
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("kakehashi", times.median("kakehashi"));
        ratios.put("bare", times.ratio("kakehashi", "bare"));
        contenders.stream().skip(2).forEach(c -> ratios.put(c.name(), times.ratio(c.name(), "kakehashi")));
        return ratios;
    }

    /// Several times in a row, after once that does not count: what ran before has filled the caches.
    private static Contender repeated(String name, Rounds.Work work) {
        return new Contender(name, REPEATED, work, () -> {
            for (int i = 0; i < REPEATED; i++) {
                work.run();
            }
        });
    }

    /// A peer that finds a path, on objects that nobody has verified, after once that does not count.
    private void addPeer(List<Contender> contenders, JdkPeer peer, String name, Suites.Case one)
            throws GeneralSecurityException {
        if (!peer.finds(question(peer, one), one.at(), one.policies())) {
            return;
        }
        List<JdkPeer.Question> fresh = new ArrayList<>();
        Rounds.Work prepare = () -> {
            Corretto.first(name.equals(FAST));
            fresh.clear();
            for (int i = 0; i <= PEER_REPEATED; i++) {
                fresh.add(question(peer, one));
            }
            peer.build(fresh.removeLast(), one.at(), one.policies());
        };
        contenders.add(new Contender(name, PEER_REPEATED, prepare, () -> {
            for (JdkPeer.Question question : fresh) {
                peer.build(question, one.at(), one.policies());
            }
            Corretto.first(false);
        }));
    }

    /// The signatures of the path: its certificates and the CRLs that were relied on.
    private List<Corretto.Bare> bare(ValidatedPath path) throws GeneralSecurityException {
        List<Corretto.Bare> all = new ArrayList<>();
        Map<Bytes, SubjectPublicKeyInfo> keys = new HashMap<>();
        SubjectPublicKeyInfo key = path.anchor().publicKey();
        keys.put(path.anchor().name().canonical(), key);
        for (Certificate certificate : path.certificates()) {
            all.add(Corretto.Bare.of(
                    key,
                    algorithm(certificate.signatureAlgorithm()),
                    certificate.tbsCertificate(),
                    certificate.signature()));
            key = certificate.subjectPublicKeyInfo().withParametersOf(key);
            keys.putIfAbsent(certificate.subject().canonical(), key);
        }
        for (var relied : path.evidence()) {
            Crl crl = suite.crl(relied.fingerprint());
            SubjectPublicKeyInfo onPath = keys.get(crl.issuer().canonical());
            boolean signed = onPath != null
                    && VerificationKey.of(onPath).filter(crl::isSignedBy).isPresent();
            all.add(Corretto.Bare.of(
                    signed ? onPath : suite.keyOfSigner(crl),
                    algorithm(crl.signatureAlgorithm()),
                    crl.tbsCertList(),
                    crl.signature()));
        }
        return all;
    }

    private static SignatureAlgorithm algorithm(kakehashi.x509.AlgorithmIdentifier identifier) {
        return SignatureAlgorithm.of(identifier).orElseThrow();
    }
}
