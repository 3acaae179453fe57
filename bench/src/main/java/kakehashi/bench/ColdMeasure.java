package kakehashi.bench;

import java.util.ArrayList;
import java.util.List;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationQuestion;
import kakehashi.validation.Verdict;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// A path over a bridge that nothing was learned of: anchor, bridge, another domain's root and its CA; P-256, a CRL
/// of each in memory.
final class ColdMeasure {
    private final TestPki pki = new TestPki();
    private final TestCa ours = pki.root("CN=Root,O=Government,C=JP");
    private final TestCa bridge = pki.root("CN=Bridge,O=Government,C=JP");
    private final TestCa theirs = pki.root("CN=Root,O=Agency,C=JP");
    private final TestCa agency = theirs.issueCa("CN=CA,O=Agency,C=JP");
    private final List<Certificate> certificates = List.of(
            ours.crossCertify(bridge),
            bridge.crossCertify(ours),
            bridge.crossCertify(theirs),
            theirs.crossCertify(bridge),
            agency.certificate());
    private final RevocationEvidence evidence =
            RevocationEvidence.of(List.of(ours.crl(), bridge.crl(), theirs.crl(), agency.crl()), List.of());
    private final RelyingPartyPolicy policy = policy();

    private ColdMeasure() {}

    private RelyingPartyPolicy policy() {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = 1.2.392.200999.5.1
                version = 1
                name.ja = 計測
                name.en = Bench
                revocation = required
                %s""".formatted(Pem.encode(ours.certificate()));
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy read) -> read;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    static Figure run(Effort effort) {
        ColdMeasure measure = new ColdMeasure();
        int rounds = effort.times(300, 2_000);
        List<Certificate> targets =
                Samples.officials(measure.agency, measure.pki.key(TestPki.USUAL).publicKey(), 0, 2 * rounds);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Certificate target = Certificate.parse(targets.get(i).der()).orElseThrow();
            double took = Rounds.cpuMillis(() -> measure.answer(target));
            if (i >= rounds) {
                millis.add(took);
            }
        }
        return Figure.atMost(
                "validation.cold",
                "cold path over a bridge of four CAs, revocation in memory, p99",
                Rounds.quantile(millis, 0.99),
                "ms",
                5);
    }

    /// By an engine that was just made.
    private void answer(Certificate target) {
        Validation validation = new Validation(PolicyCatalogue.of(policy), SearchBudget.UNTIMED);
        validation.replace(TrustGraph.of(certificates));
        validation.replace(evidence);
        Verdict verdict = validation
                .answer(ValidationQuestion.of(target, policy), TestPki.NOW)
                .verdict();
        if (verdict != Verdict.TOTAL_PASSED) {
            throw new IllegalStateException("no path: " + verdict);
        }
    }
}
