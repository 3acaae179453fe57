package kakehashi.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import kakehashi.path.Language;

/// The words of a room's help, both languages side by side in its `help.txt`, under the keys that picocli looks up.
///
/// @param words all words, in the order of the file
public record HelpWords(Map<String, Phrase> words) {
    private static final String INDENT = "      ";
    private static final String FOOTER = ".usage.footer";

    /// Reads `help.txt` beside a class.
    ///
    /// @throws IllegalStateException when the file is not there, or has a key twice
    public static HelpWords beside(Class<?> room) {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(room.getResourceAsStream("help.txt")), StandardCharsets.UTF_8))) {
            String all = file.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            Map<String, Phrase> words = new LinkedHashMap<>();
            for (String block : all.strip().split("\n\n+")) {
                List<String> lines = Arrays.asList(block.split("\n"));
                if (words.put(lines.getFirst(), phrase(lines.subList(1, lines.size()))) != null) {
                    throw new IllegalStateException("help.txt has twice " + lines.getFirst());
                }
            }
            return new HelpWords(Collections.unmodifiableMap(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of the console itself.
    public static HelpWords common() {
        return beside(HelpWords.class);
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

    /// The words of a language as picocli wants them, examples broken where a page of so many columns ends.
    static ResourceBundle bundle(List<HelpWords> rooms, Language language, int columns) {
        Object[][] contents = rooms.stream()
                .flatMap(room -> room.words.entrySet().stream())
                .map(word -> new Object[] {
                    word.getKey(),
                    word.getKey().endsWith(FOOTER)
                            ? examples(word.getValue().in(language), columns)
                            : word.getValue().in(language)
                })
                .toArray(Object[][]::new);
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return contents;
            }
        };
    }

    private static String examples(String footer, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : footer.replaceAll(" ?\\\\%n +", " ").split("%n", -1)) {
            lines.addAll(line.startsWith("  ") ? broken(line, columns) : List.of(line));
        }
        return String.join("%n", lines);
    }

    /// A command over several lines, as a shell reads it: each but the last ends in a backslash, and an option
    /// stays with its value where that fits.
    static List<String> broken(String command, int columns) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String option : command.split("(?<=\\S) (?=-)")) {
            boolean fits = Screen.width(option) + INDENT.length() + 2 <= columns;
            for (String word : fits ? new String[] {option} : option.split("(?<=\\S) ")) {
                if (!line.isEmpty() && Screen.width(line + " " + word + " \\") > columns) {
                    lines.add(line + " \\");
                    line = INDENT + word;
                } else {
                    line = line.isEmpty() ? word : line + " " + word;
                }
            }
        }
        lines.add(line);
        return lines;
    }
}
