package kakehashi.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kakehashi.bench.Rounds.Contender;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

/// Validates certificates never seen before in surroundings that are known: a root, a CA, a sub-CA, each with a
/// current CRL, the sub-CA's of 10,000 entries. An operation starts with the octets of the certificate.
final class WarmMeasure {
    private static final int BATCH = 100;
    private static final Set<String> POLICIES = Set.of(Samples.POLICY.toString());

    private final SignatureAlgorithm algorithm;
    private final TestCa root;
    private final TestCa ca;
    private final TestCa issuer;
    private final List<Crl> crls;
    private final PathBuilder builder;
    private final JdkPeer.Question jdk;
    private final List<Bytes> batch = new ArrayList<>();
    private final List<Corretto.Bare> bare = new ArrayList<>();
    private int made;

    private WarmMeasure(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        this.algorithm = algorithm;
        this.root = new TestPki().root("CN=Root,O=Government,C=JP", algorithm);
        this.ca = root.issueCa("CN=Bridge,O=Government,C=JP", WarmMeasure::withPolicy);
        this.issuer = ca.issueCa("CN=Ministry CA,O=Government,C=JP", WarmMeasure::withPolicy);
        this.crls = List.of(root.crl(), ca.crl(), issuer.crl(list -> {
            for (int i = 0; i < 10_000; i++) {
                list.revoke(serial(i), TestPki.NOW.minusSeconds(3_600));
            }
        }));
        this.builder = PathBuilder.of(
                TrustGraph.of(List.of(ca.certificate(), issuer.certificate())),
                List.of(TrustAnchor.of(root.certificate())),
                ValidationInputs.DEFAULT.with(RevocationPolicy.REQUIRED),
                RevocationEvidence.of(crls, List.of()));
        next();
        this.jdk = JdkPeer.JDK.question(
                List.of(ca.certificate().der(), issuer.certificate().der()),
                crls.stream().map(Crl::der).toList(),
                root.certificate().der(),
                batch.getFirst());
    }

    private static void withPolicy(kakehashi.x509.CertificateBuilder builder) {
        builder.certificatePolicies(List.of(kakehashi.x509.PolicyInformation.of(Samples.POLICY)));
    }

    private static SerialNumber serial(int number) {
        return CrlMeasure.serial(number);
    }

    /// Makes certificates that nobody has seen.
    private void next() throws GeneralSecurityException {
        batch.clear();
        bare.clear();
        for (Certificate fresh : Samples.officials(issuer, root.key().publicKey(), made, BATCH)) {
            batch.add(Bytes.of(fresh.der().toArray()));
            bare.add(Corretto.Bare.of(issuer.key().publicKey(), algorithm, fresh.tbsCertificate(), fresh.signature()));
        }
        made += BATCH;
    }

    private void kakehashi() {
        for (Bytes der : batch) {
            Certificate fresh = Certificate.parse(der).orElseThrow();
            if (!(builder.build(PathRequest.of(fresh, TestPki.NOW)) instanceof PathOutcome.Valid)) {
                throw new IllegalStateException("no path to " + fresh);
            }
        }
    }

    private void bare() throws GeneralSecurityException {
        for (Corretto.Bare one : bare) {
            one.verify();
        }
    }

    private void jdk() throws GeneralSecurityException {
        for (Bytes der : batch) {
            JdkPeer.Question question = new JdkPeer.Question(jdk.store(), jdk.anchors(), JdkPeer.JDK.read(der));
            JdkPeer.JDK.build(question, TestPki.NOW, POLICIES);
        }
    }

    static List<Figure> run(Effort effort) throws GeneralSecurityException {
        List<Figure> figures = new ArrayList<>(run("p256", SignatureAlgorithm.ECDSA_SHA256, 1.2, effort));
        figures.addAll(run("rsa2048", SignatureAlgorithm.RSA_SHA256, 1.5, effort));
        return figures;
    }

    private static List<Figure> run(String key, SignatureAlgorithm algorithm, double limit, Effort effort)
            throws GeneralSecurityException {
        WarmMeasure measure = new WarmMeasure(algorithm);
        for (int i = 0; i < effort.times(300, 1_000); i++) {
            measure.kakehashi();
            measure.bare();
        }
        Rounds.Times times = Rounds.measure(
                effort.times(10, 50),
                effort.times(15, 100),
                measure::next,
                List.of(
                        new Contender("kakehashi", BATCH, measure::kakehashi),
                        new Contender("bare", BATCH, measure::bare),
                        new Contender("jdk", BATCH, measure::jdk)));
        String what = "fresh certificate, warm graph, " + key;
        return List.of(
                Figure.beside("warm." + key, what, times.median("kakehashi") / 1000, "µs"),
                Figure.atMost(
                        "warm." + key + ".bare",
                        what + ": of the bare verification",
                        times.ratio("kakehashi", "bare"),
                        "×",
                        limit),
                Figure.atLeast(
                        "warm." + key + ".jdk",
                        what + ": as fast as the JDK",
                        times.ratio("jdk", "kakehashi"),
                        "×",
                        6));
    }
}
