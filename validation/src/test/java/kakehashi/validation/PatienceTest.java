package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import kakehashi.path.SearchCost;
import kakehashi.path.SearchLimits;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.Test;

/// What one request may cost, however many certificates it asks about.
class PatienceTest {
    private final ScvpScene scene = new ScvpScene();

    private ValidationAnswer ask(Certificate target, Supplied supplied, Patience patience) {
        RelyingPartyPolicy policy = scene.validation.policies().standard();
        return scene.validation.answer(ValidationQuestion.of(target, policy).with(supplied), TestPki.NOW, patience);
    }

    @Test
    void whatARequestBringsIsVerifiedOnceAndNotOnceACertificate() {
        TestCa impostor = scene.pki.root("CN=Agency,O=Agency,C=JP");
        List<Crl> forged = IntStream.range(0, 20)
                .mapToObj(i -> impostor.crl(TestPki.NOW.minusSeconds(3600 + i), crl -> {}))
                .toList();
        Supplied supplied = new Supplied(List.of(), forged, List.of());
        Patience patience = scene.validation.patience();
        ValidationAnswer first = ask(scene.alice.certificate(), supplied, patience);
        ValidationAnswer second = ask(scene.bob.certificate(), supplied, patience);
        assertThat(List.of(first.verdict(), second.verdict())).containsOnly(Verdict.TOTAL_PASSED);
        assertThat(first.cost().signatures()).isGreaterThanOrEqualTo(20);
        assertThat(second.cost().signatures()).isLessThan(5);
    }

    @Test
    void aRequestCostsNoMoreThanAFewQuestions() {
        SearchLimits usual = SearchLimits.DEFAULT;
        Patience patience = new Patience(Duration.ZERO);
        SearchCost whole = new SearchCost(usual.signatures(), usual.edges(), usual.comparisons());
        for (int i = 0; i < 4; i++) {
            assertThat(patience.limits(usual)).isEqualTo(usual);
            patience.spend(whole);
        }
        SearchLimits little = patience.limits(usual);
        assertThat(little.signatures()).isEqualTo(usual.signatures() / 64);
        assertThat(little.edges()).isEqualTo(usual.edges() / 64);
        assertThat(little.comparisons()).isEqualTo(usual.comparisons() / 64);
    }
}
