package kakehashi.drawing;

/// Text on its way into XML.
final class Xml {
    private static final char REPLACEMENT = '\ufffd';

    private Xml() {}

    /// The text without what has no shape or changes the shape of what is around it: control characters, marks of
    /// writing direction, halves of surrogates, and what XML 1.0 §2.2 does not allow.
    static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(isVisible(c) ? c : c == '\t' || c == '\n' ? ' ' : REPLACEMENT));
        return clean.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> (c & 0xfffe) != 0xfffe;
        };
    }

    /// The text for an element or an attribute.
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (char c : visible(text).toCharArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /// A coordinate with at most one decimal, the same in every locale.
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths % 10);
    }
}
