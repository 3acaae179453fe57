package kakehashi.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The suites of third parties, which lie beside the project and not in it.
final class OutsideFiles {
    private OutsideFiles() {}

    /// The file or folder; the test is skipped when it is not there.
    static Path path(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("suites").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Assumptions.abort("the suites are not beside the project: " + name);
    }

    static Bytes read(Path file) {
        try {
            return Bytes.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The DER of a PEM file, or of a file that is DER already.
    static Bytes der(Path file) {
        Bytes content = read(file);
        String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("-----BEGIN")) {
            return content;
        }
        String body = text.substring(text.indexOf('\n'), text.indexOf("-----END"));
        return Bytes.wrap(Base64.getMimeDecoder().decode(body));
    }
}
