package kakehashi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.testkit.OutsideSuites;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Discovery by what certificates point at, through the doors of a server that knows nothing beforehand. The whole
/// of the suites runs by `kakehashi conformance DIR --mode http --through scvp|json`.
class HttpDiscoveryTest {
    private static ConformanceReport run(ConformanceRun.Through door, String... suites) {
        return new ConformanceRun(new ConformanceRun.Options(
                        OutsideSuites.find("cases")
                                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: cases"))
                                .getParent(),
                        List.of(suites),
                        Optional.of(ConformanceRun.Mode.HTTP),
                        Optional.empty(),
                        Optional.of(new ConformanceRun.Door(door))))
                .run(name -> {});
    }

    @ParameterizedTest
    @EnumSource(ConformanceRun.Through.class)
    void findsEveryPathOfThePathDiscoveryTestSuite(ConformanceRun.Through door) {
        ConformanceReport report = run(door, "pdts");
        assertThat(report.failures()).isEmpty();
        assertThat(report.total().count(Score.KNOWN_DIVERGENCE)).isZero();
        assertThat(report.total().cases()).isEqualTo(10);
    }

    @Test
    void findsEveryPathOfTheMockFederalPki() {
        ConformanceReport report = run(ConformanceRun.Through.SCVP, "mfpki");
        assertThat(report.failures()).isEmpty();
        assertThat(report.total().count(Score.KNOWN_DIVERGENCE)).isZero();
        assertThat(report.total().cases()).isGreaterThan(100);
    }

    @Test
    void answersTheSuitesThatBringTheirCertificatesAsExpected() {
        ConformanceReport report = run(
                ConformanceRun.Through.JSON,
                "bettertls-nameconstraints",
                "bettertls-pathbuilding",
                "bssl-chain",
                "bssl-crl-path",
                "limbo2023",
                "openssl-verify");
        assertThat(report.failures()).isEmpty();
        assertThat(report.total().cases()).isGreaterThan(400);
    }
}
