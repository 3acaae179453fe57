package kakehashi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import kakehashi.collection.PartnerDomain.Bounds;
import kakehashi.collection.PartnerDomain.Selection;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the certificates of the US Federal PKI, which lie beside the project.
class PartnerImportTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private static Bytes outside(String name) throws IOException {
        Path file = OutsideSuites.find("fpki/" + name)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + name));
        return Bytes.wrap(Files.readAllBytes(file));
    }

    private CollectRounds rounds(Certificate pin) {
        PartnerDomain domain =
                new PartnerDomain("US FPKI", List.of(pin), List.of(), Set.of(), Selection.ALL, Bounds.USUAL);
        try (CollectFixture net = new CollectFixture()) {
            return new CollectRounds(net.plan(domain), net.fetcher(), new CollectSnapshot(folder), CLOCK);
        }
    }

    @Test
    void takesTheBundleOfTheFederalPkiThatHangsTogetherWithItsRoot() throws IOException {
        Certificate common = Certificate.parse(outside("fcpcag2.crt")).orElseThrow();
        CollectRounds rounds = rounds(common);
        PartnerImport report = rounds.take("US FPKI", outside("CACertificatesValidatingToFederalCommonPolicyG2.p7b"));
        assertThat(report.taken()).hasSizeGreaterThan(100);
        assertThat(report.refused()).hasSizeLessThan(report.taken().size() / 10);
        assertThat(rounds.collected().certificates())
                .containsAll(report.taken())
                .contains(common);
        assertThat(rounds(common).collected().certificates())
                .as("after a restart")
                .containsExactlyInAnyOrderElementsOf(rounds.collected().certificates());
        rounds.collectNow("US FPKI");
        assertThat(rounds.collected().certificates()).as("after a round").containsAll(report.taken());
        assertThat(rounds.take("US FPKI", outside("federal_bridge_ca_g4.cer")).isReadable())
                .isTrue();
    }

    @Test
    void takesNothingOfItUnderAnotherPin() throws IOException {
        Certificate stranger = kakehashi.testkit.TestCa.root(
                        "CN=Federal Common Policy CA G2,OU=FPKI,O=U.S. Government,C=US")
                .certificate();
        CollectRounds rounds = rounds(stranger);
        PartnerImport report = rounds.take("US FPKI", outside("CACertificatesValidatingToFederalCommonPolicyG2.p7b"));
        assertThat(report.taken()).isEmpty();
        assertThat(report.refused())
                .containsValue(FetchFailure.WRONG_SIGNATURE)
                .containsValue(FetchFailure.UNKNOWN_SIGNER);
    }

    @Test
    void saysWhenAFileHoldsNothing() throws IOException {
        CollectRounds rounds = rounds(kakehashi.testkit.TestCa.root("CN=X,C=JP").certificate());
        assertThat(rounds.take("US FPKI", Bytes.ofHex("30030201")).isReadable()).isFalse();
    }
}
