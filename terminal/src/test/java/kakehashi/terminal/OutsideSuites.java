package kakehashi.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The suites of third parties, which lie beside the project and not in it.
final class OutsideSuites {
    private OutsideSuites() {}

    /// A file or folder of them; the test is skipped when it is not there.
    static Path path(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("suites").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Assumptions.abort("the suites are not beside the project: " + name);
    }
}
