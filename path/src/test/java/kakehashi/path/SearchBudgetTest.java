package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/// A search that reaches a limit says so, and says neither yes nor no.
class SearchBudgetTest {
    private static final SearchLimits AMPLE = SearchLimits.DEFAULT;

    private final TestCa root = new TestPki().root("CN=Root");
    private final TestCa ca = root.issueCa(
            "CN=CA",
            c -> c.nameConstraints(new NameConstraints(List.of(), List.of(new GeneralName.DnsName("bad.example")))));
    private final Certificate target = ca.issueEndEntity(
                    "CN=T", c -> c.subjectAltNames(List.of(new GeneralName.DnsName("good.example"))))
            .certificate();

    private PathOutcome build(SearchLimits limits, long nanosATick) {
        AtomicLong ticker = new AtomicLong(-5);
        PathBuilder builder = Paths.builder(Paths.INPUTS, root, List.of(ca.certificate()))
                .within(limits, () -> ticker.getAndAdd(nanosATick));
        return Paths.build(builder, target);
    }

    private void exhausts(PathOutcome outcome, String limit) {
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(((PathOutcome.Indeterminate) outcome).missing()).contains(Finding.of(Check.BUDGET_EXHAUSTED, limit));
    }

    @Test
    void withoutALimitInTheWayThePathIsFound() {
        PathOutcome outcome = build(AMPLE, 1);
        assertThat(Paths.word(outcome)).isEqualTo("valid");
        assertThat(outcome.cost().signatures()).isEqualTo(2);
        assertThat(outcome.cost().comparisons()).isPositive();
    }

    @Test
    void theLimitOfSignaturesIsNamed() {
        exhausts(build(new SearchLimits(1, AMPLE.edges(), AMPLE.comparisons(), Optional.empty()), 0), "1 signatures");
    }

    @Test
    void theLimitOfEdgesIsNamed() {
        exhausts(build(new SearchLimits(9, 1, AMPLE.comparisons(), Optional.empty()), 0), "1 edges");
    }

    @Test
    void theLimitOfComparisonsIsNamed() {
        exhausts(build(new SearchLimits(9, 99, 0, Optional.empty()), 0), "0 comparisons");
    }

    @Test
    void theLimitOfTimeIsMeasuredByTheTickerThatIsHandedIn() {
        SearchLimits aSecond = new SearchLimits(9, 99, AMPLE.comparisons(), Optional.of(Duration.ofMillis(1000)));
        assertThat(Paths.word(build(aSecond, 400_000_000))).isEqualTo("valid");
        exhausts(build(aSecond, 600_000_000), "1000 ms");
    }

    @Test
    void theTickerIsNotAskedWithoutALimitOfTime() {
        PathBuilder builder = Paths.builder(Paths.INPUTS, root, List.of(ca.certificate()))
                .within(AMPLE, () -> {
                    throw new AssertionError("asked");
                });
        assertThat(Paths.word(Paths.build(builder, target))).isEqualTo("valid");
    }
}
