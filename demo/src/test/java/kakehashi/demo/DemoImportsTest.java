package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoImportsTest {
    /// The bundle of the US Federal PKI, which lies beside the project and not in it.
    static Optional<Path> federal() {
        return OutsideSuites.find("fpki");
    }

    @Test
    void takesTheFederalBundleAndKeepsItForTheNextRun(@TempDir Path folder) {
        assumeTrue(federal().isPresent(), "../shared/suites/fpki is not there");
        DemoImports imports = new DemoImports(folder, InstantSource.system());

        DemoImports.Report report = imports.addAll(federal().orElseThrow());

        assertThat(report.anchors()).isEqualTo(1);
        assertThat(report.certificates()).isGreaterThan(140);
        assertThat(imports.anchors().getFirst().subject().toString()).contains("Federal Common Policy CA G2");
        assertThat(new DemoImports(folder, InstantSource.system()).certificates())
                .hasSize(report.certificates());
    }

    @Test
    void takesNothingThatHangsTogetherWithNoRoot(@TempDir Path folder) {
        DemoImports imports = new DemoImports(folder, InstantSource.system());

        DemoImports.Report report =
                imports.add(List.of(Bytes.wrap("no certificate".getBytes(StandardCharsets.UTF_8)), Bytes.EMPTY));

        assertThat(report).isEqualTo(new DemoImports.Report(0, 0, 0));
        assertThat(imports.certificates()).isEmpty();
    }
}
