package kakehashi.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folder of a demonstration. It bears a mark, and nothing is ever deleted that does not.
final class DemoFolder {
    private static final String MARK = "kakehashi-demo";

    private DemoFolder() {}

    /// Whether a folder is one of the demonstration's, or may become one.
    static boolean isOurs(Path folder) throws IOException {
        if (!Files.exists(folder) || Files.exists(folder.resolve(MARK))) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /// Makes the folder, or empties it.
    ///
    /// @param fresh whether what an earlier run left is deleted
    static void prepare(Path folder, DemoOptions.Start fresh) throws IOException {
        if (fresh == DemoOptions.Start.FRESH && Files.exists(folder.resolve(MARK))) {
            delete(folder);
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve(MARK), "実演 DEMO\n");
    }

    /// Deletes a folder with all that is in it.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
