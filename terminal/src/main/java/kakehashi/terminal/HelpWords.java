package kakehashi.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import kakehashi.path.Language;

/// The words of the help, both languages side by side in `help.txt`, under the keys that picocli looks up.
final class HelpWords {
    /// All words, in the order of the file.
    static final Map<String, Phrase> WORDS = read();

    private HelpWords() {}

    private static Map<String, Phrase> read() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HelpWords.class.getResourceAsStream("help.txt")), StandardCharsets.UTF_8))) {
            String all = file.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            Map<String, Phrase> words = new LinkedHashMap<>();
            for (String block : all.strip().split("\n\n+")) {
                List<String> lines = Arrays.asList(block.split("\n"));
                if (words.put(lines.getFirst(), phrase(lines.subList(1, lines.size()))) != null) {
                    throw new IllegalStateException("help.txt has twice " + lines.getFirst());
                }
            }
            return Collections.unmodifiableMap(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where lines end, picocli reads `%n`.
    private static Phrase phrase(List<String> lines) {
        List<String> japanese = new ArrayList<>();
        List<String> english = new ArrayList<>();
        for (String line : lines) {
            String mark = line.substring(0, 2);
            String words = line.substring(Math.min(3, line.length())).replace("\\s", " ");
            switch (mark) {
                case "ja" -> japanese.add(words);
                case "en" -> english.add(words);
                case "==" -> {
                    japanese.add(words);
                    english.add(words);
                }
                default -> throw new IllegalStateException("help.txt: " + line);
            }
        }
        return new Phrase(String.join("%n", japanese), String.join("%n", english));
    }

    /// The words of a language as picocli wants them.
    static ResourceBundle in(Language language) {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return WORDS.entrySet().stream()
                        .map(word ->
                                new Object[] {word.getKey(), word.getValue().in(language)})
                        .toArray(Object[][]::new);
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(WORDS.keySet());
            }
        };
    }
}
