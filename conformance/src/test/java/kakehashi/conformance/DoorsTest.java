package kakehashi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.testkit.OutsideSuites;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Public suites that give paths, through the doors of the validation server; [HttpDiscoveryTest] has the others.
class DoorsTest {
    @ParameterizedTest
    @CsvSource({"SCVP, pkits-nist2011", "JSON, pkits-nist2011", "JSON, mfpki-policy"})
    void agreesWithEveryScoredCase(ConformanceRun.Through door, String suite) {
        ConformanceReport report = new ConformanceRun(new ConformanceRun.Options(
                        OutsideSuites.find("cases")
                                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: cases"))
                                .getParent(),
                        List.of(suite),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ConformanceRun.Door(door))))
                .run(name -> {});
        assertThat(report.failures()).isEmpty();
        assertThat(report.total().count(Score.KNOWN_DIVERGENCE)).isZero();
        assertThat(report.total().cases()).isPositive();
    }
}
