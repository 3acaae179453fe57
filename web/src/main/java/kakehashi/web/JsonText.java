package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import kakehashi.x509.Bytes;

/// Writes JSON (RFC 8259): maps, lists, strings, numbers, booleans. Reads none.
final class JsonText {
    private JsonText() {}

    static Bytes bytes(Object value) {
        return Bytes.wrap(text(value).getBytes(StandardCharsets.UTF_8));
    }

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> object(map, out);
            case Iterable<?> list -> array(list, out);
            case Boolean truth -> out.append(truth);
            case Double number
            when !Double.isFinite(number) -> throw new IllegalArgumentException("no such number in JSON: " + number);
            case Number number -> out.append(number);
            case CharSequence text -> string(text, out);
            default -> throw new IllegalArgumentException("no such value in JSON: " + value.getClass());
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> entry = i.next();
            string((String) entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            out.append(i.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void array(Iterable<?> list, StringBuilder out) {
        out.append('[');
        for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
            write(i.next(), out);
            out.append(i.hasNext() ? "," : "");
        }
        out.append(']');
    }

    /// Escapes what JSON must have escaped, and `<`, `>`, `&` and the line separators, which a browser could
    /// misread.
    private static void string(CharSequence text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else if (Character.isSurrogate(c) && !paired(text, i)) {
                out.append("\\ufffd");
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean paired(CharSequence text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
