package kakehashi.stories;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The house as `docs/architecture.md` draws it: its rooms, the arrows between them, and where its files lie.
///
/// A room stands in the table before it is built; a rule about a room that does not exist yet has nothing to check.
final class House {
    /// The project folder.
    static final Path ROOT = findRoot();

    private static final String EVERY_ROOM = "*";

    /// Which rooms a room may import; `*` is every room. Read from the block "Arrows" of the architecture page.
    private static final Map<String, Set<String>> TABLE = readArrows();

    private House() {}

    /// Every room of the design, built or not.
    static Set<String> rooms() {
        return TABLE.keySet();
    }

    /// True when code of room `from` may name code of room `to`.
    static boolean maySee(String from, String to) {
        return from.equals(to) || arrows(from).contains(to) || arrows(from).contains(EVERY_ROOM);
    }

    /// The rooms that code of this room may name besides its own; `*` is every room.
    static Set<String> arrows(String room) {
        return TABLE.getOrDefault(room, Set.of());
    }

    /// The rooms that have a folder with a `pom.xml` today.
    static List<String> builtRooms() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The files below `folder` (relative to the project) whose name ends with `suffix`; none when it is missing.
    static List<Path> files(String folder, String suffix) {
        Path start = ROOT.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java files of a room's main code.
    static List<Path> mainSources(String room) {
        return files(room + "/src/main/java", ".java");
    }

    /// The Java files of a room's tests.
    static List<Path> testSources(String room) {
        return files(room + "/src/test/java", ".java");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> readArrows() {
        Map<String, Set<String>> table = new TreeMap<>();
        MarkdownPage.read(ROOT.resolve("docs/architecture.md")).block("arrows").forEach(line -> {
            String[] sides = line.split("->", -1);
            table.put(
                    sides[0].strip(),
                    Arrays.stream(sides[1].strip().split("\\s+"))
                            .filter(room -> !room.isEmpty())
                            .collect(toCollection(TreeSet::new)));
        });
        return table;
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("kakehashi")) || !Files.exists(folder.resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
