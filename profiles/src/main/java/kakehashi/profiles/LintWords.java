package kakehashi.profiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.path.Language;

/// The words of the rules, read from `lint-words.txt` when the first is asked for: a line a rule, id, Japanese and
/// English with a bar between.
final class LintWords {
    private static final Map<String, String[]> WORDS = read();

    private LintWords() {}

    private static Map<String, String[]> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LintWords.class.getResourceAsStream("lint-words.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The rules that have words.
    static Set<String> ids() {
        return WORDS.keySet();
    }

    static String of(String id, Language language) {
        String[] words = WORDS.get(id);
        return switch (language) {
            case JAPANESE -> words[1];
            case ENGLISH -> words[2];
        };
    }
}
