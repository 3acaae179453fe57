package kakehashi.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.x509.Oid;

/// Names of object identifiers, read from `oid-names.txt` when the first is asked for.
final class OidNames {
    private OidNames() {}

    private static final class Table {
        static final Map<String, String> NAMES = read();

        private static Map<String, String> read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(OidNames.class.getResourceAsStream("oid-names.txt")),
                    StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split("\\s+", 2))
                        .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1].strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Optional<String> of(Oid oid) {
        return Optional.ofNullable(Table.NAMES.get(oid.toString()));
    }
}
