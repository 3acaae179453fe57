package kakehashi.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The suites of third parties, which lie beside the project and not in it: `../shared/suites`.
public final class OutsideSuites {
    private OutsideSuites() {}

    /// A file or folder of them; empty when it is not there, and the test is then skipped with a reason.
    ///
    /// @param name relative to the folder of the suites
    public static Optional<Path> find(String name) {
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared").resolve("suites").resolve(name))
                .filter(Files::exists)
                .findFirst();
    }
}
