package kakehashi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.testkit.OutsideSuites;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The public suites that are about RFC 5280, RFC 6960 and path discovery, without exception.
class PublicSuitesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkits-nist2011",
                "pdts",
                "mfpki",
                "mfpki-policy",
                "bettertls-pathbuilding",
                "bettertls-nameconstraints",
                "bssl-ocsp"
            })
    void agreesWithEveryScoredCase(String suite) {
        ConformanceReport report = new ConformanceRun(new ConformanceRun.Options(
                        OutsideSuites.find("cases")
                                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: cases"))
                                .getParent(),
                        List.of(suite),
                        Optional.empty(),
                        Optional.empty()))
                .run(name -> {});
        assertThat(report.failures()).isEmpty();
        assertThat(report.total().count(Score.KNOWN_DIVERGENCE)).isZero();
        assertThat(report.total().cases()).isPositive();
    }
}
