package kakehashi.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An answer as JSON, in a process whose folder has no library for it: objects are maps, arrays lists; the other
/// values are text, whole numbers and truth. Every character is harmless to a terminal.
public final class JsonText {
    private static final char FIRST_PRINTABLE = 0x20;

    private JsonText() {}

    /// The text of a document, over several lines.
    ///
    /// @throws IllegalArgumentException when there is a value of another kind in it
    public static String of(Map<String, ?> document) {
        return Screen.safeJson(value(document, "\n"));
    }

    /// The text of a document on one line, for a reader of lines.
    public static String line(Map<String, ?> document) {
        return of(document).replaceAll("\n *", " ");
    }

    private static String value(Object value, String line) {
        String deeper = line + "  ";
        return switch (value) {
            case Map<?, ?> map ->
                joined(
                        "{",
                        "}",
                        line,
                        map.entrySet().stream()
                                .map(entry ->
                                        quoted(entry.getKey().toString()) + " : " + value(entry.getValue(), deeper))
                                .toList());
            case List<?> list ->
                joined(
                        "[",
                        "]",
                        line,
                        list.stream().map(item -> value(item, deeper)).toList());
            case String text -> quoted(text);
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Boolean yes -> yes.toString();
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    private static String joined(String open, String close, String line, List<String> parts) {
        return parts.isEmpty()
                ? open + close
                : open + line + "  " + String.join("," + line + "  ", parts) + line + close;
    }

    private static String quoted(String text) {
        return text.chars().mapToObj(JsonText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int c) {
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        return c < FIRST_PRINTABLE ? String.format("\\u%04x", c) : String.valueOf((char) c);
    }
}
