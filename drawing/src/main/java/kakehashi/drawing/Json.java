package kakehashi.drawing;

import java.util.List;
import java.util.Map;

/// Writes maps, lists, texts, numbers and truth values as JSON (RFC 8259), keys in the order of the map. Characters
/// that would mean something to HTML are escaped, so that the text may stand in a page.
final class Json {
    private Json() {}

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, "\n");
        return out.append('\n').toString();
    }

    private static void write(Object value, StringBuilder out, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator).append(indent).append("  ");
                    text(entry.getKey().toString(), out);
                    out.append(": ");
                    write(entry.getValue(), out, indent + "  ");
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : indent + "}");
            }
            case List<?> list -> {
                String separator = "[";
                for (Object item : list) {
                    out.append(separator).append(indent).append("  ");
                    write(item, out, indent + "  ");
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : indent + "]");
            }
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> text(value.toString(), out);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20
                    || c >= 0x7f && c < 0xa0
                    || "<>&'".indexOf(c) >= 0
                    || c == 0x2028
                    || c == 0x2029
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.FORMAT) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
