package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The CA certificates of the United States' Federal PKI, and roots of Japan's government.
class RealGraphsTest {
    private static final Instant AT = Instant.parse("2024-10-23T00:00:00Z");

    private static Bytes file(String name) throws IOException {
        Path file = OutsideSuites.find(name)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + name));
        return Bytes.wrap(Files.readAllBytes(file));
    }

    private static Certificate certificate(String name) throws IOException {
        Bytes content = file(name);
        Bytes der = Pem.decode(content)
                .toOptional()
                .filter(blocks -> !blocks.isEmpty())
                .map(blocks -> blocks.getFirst().content())
                .orElse(content);
        return Certificate.parse(der).orElseThrow();
    }

    private static List<Certificate> federal() throws IOException {
        Bytes file = file("fpki/CACertificatesValidatingToFederalCommonPolicyG2.p7b");
        Bytes der = Pem.decode(file).orElseThrow().getFirst().content();
        return CertificateBundle.parse(der).orElseThrow().certificates();
    }

    @Test
    void readsEveryCaCertificateOfTheFederalPki() throws IOException {
        assertThat(federal()).hasSize(146).doesNotHaveDuplicates();
    }

    @Test
    void readsRootsOfJapansGovernment() throws IOException {
        for (String name : List.of("ApplicationCA.pem", "ApplicationCA2-Root.pem", "LGPKI-Application-CA-G2.pem")) {
            Certificate root = certificate("gpki/" + name);
            assertThat(root.subject()).as(name).isEqualTo(root.issuer());
            assertThat(root.isSignedBy(RevocationCases.key(root))).as(name).isTrue();
        }
    }

    @Test
    void findsAPathToTheFederalCommonPolicyCaOrNamesTheReason() throws IOException {
        List<Certificate> all = federal();
        TrustAnchor anchor = TrustAnchor.of(certificate("fpki/fcpcag2.crt"));
        ValidationInputs inputs = Paths.INPUTS.with(AlgorithmPolicy.HISTORICAL);
        PathBuilder builder = Paths.builder(inputs, List.of(anchor), all);
        Map<String, Integer> answers = new TreeMap<>();
        for (Certificate target : all) {
            PathOutcome outcome = builder.build(PathRequest.of(target, AT));
            String answer = outcome instanceof PathOutcome.Valid
                    ? "valid"
                    : Paths.word(outcome) + " "
                            + outcome.tried().getFirst().allFindings().stream()
                                    .map(Finding::check)
                                    .toList();
            answers.merge(answer, 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of("valid", 146));
    }
}
