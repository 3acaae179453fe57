package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.GeneralName;
import org.junit.jupiter.api.Test;

class RevocationEvidenceTest {
    private final TestPki pki = new TestPki();
    private final TestCa ca = pki.root("CN=CA");
    private final TestCa other = pki.root("CN=Other");
    private final TestCa crlIssuer = pki.root("CN=CRL issuer");
    private final Certificate alice = ca.issueEndEntity(
                    "CN=Alice",
                    c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(new GeneralName.DirectoryName(crlIssuer.name()))))))
            .certificate();
    private final Crl first = ca.crl();
    private final RevocationEvidence evidence = RevocationEvidence.of(List.of(first, other.crl()), List.of());

    @Test
    void answersTheNewestCrlFirst() {
        Crl second = ca.crl();
        Crl third = ca.crl();
        assertThat(RevocationEvidence.of(List.of(second, first, third), List.of())
                        .crlsOf(ca.name()))
                .containsExactly(third, second, first);
        assertThat(evidence.crlsOf(crlIssuer.name())).isEmpty();
    }

    @Test
    void theStampStaysWhileNothingThatConcernsTheCertificateChanges() {
        RevocationEvidence next = evidence.with(List.of(other.crl(), first), List.of());
        assertThat(next.stamp(alice)).isEqualTo(evidence.stamp(alice)).hasSameHashCodeAs(evidence.stamp(alice));
        assertThat(next.without(List.of(other.crl()), List.of()).stamp(alice)).isEqualTo(evidence.stamp(alice));
    }

    @Test
    void theStampChangesWithTheCrlsOfTheIssuerAndOfNamedCrlIssuers() {
        assertThat(evidence.with(List.of(ca.crl()), List.of()).stamp(alice)).isNotEqualTo(evidence.stamp(alice));
        assertThat(evidence.with(List.of(crlIssuer.crl()), List.of()).stamp(alice))
                .isNotEqualTo(evidence.stamp(alice));
        assertThat(evidence.without(List.of(first), List.of()).stamp(alice)).isNotEqualTo(evidence.stamp(alice));
    }

    @Test
    void withoutForgetsWhatIsTakenAway() {
        RevocationEvidence less = evidence.without(List.of(first), List.of());
        assertThat(less.crlsOf(ca.name())).isEmpty();
        assertThat(less.crlsOf(other.name())).isEqualTo(evidence.crlsOf(other.name()));
        assertThat(less.fingerprints()).hasSize(1);
    }
}
