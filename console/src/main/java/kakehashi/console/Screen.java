package kakehashi.console;

import java.util.ArrayList;
import java.util.List;

/// What may reach a terminal. Text of certificates is written by strangers: control characters could command the
/// terminal, and bidirectional overrides could make a name read as another.
public final class Screen {
    private static final int LONGEST = 8_192;

    private Screen() {}

    /// The text with every character that does not simply show itself written as `<U+202E>`, cut when very long.
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (showsItself(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format("<U+%04X>", c));
            }
        });
        int more = text.codePointCount(0, text.length()) - LONGEST;
        return more > 0 ? safe.append("… (+").append(more).append(')').toString() : safe.toString();
    }

    /// Not so: controls, format characters (all bidirectional ones, zero-width ones, tags), line and paragraph
    /// separators, lone surrogates, private use, unassigned, blanks that look like letters.
    public static boolean showsItself(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> codePoint != 0x115f && codePoint != 0x1160 && codePoint != 0x3164 && codePoint != 0xffa0;
        };
    }

    /// JSON whose strings have every such character escaped; the same JSON for a parser.
    public static String safeJson(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); ) {
            int c = json.codePointAt(i);
            int units = Character.charCount(c);
            if (showsItself(c) || c == '\n' || c == '\r') {
                safe.appendCodePoint(c);
            } else {
                for (int unit = 0; unit < units; unit++) {
                    safe.append(String.format("\\u%04x", (int) json.charAt(i + unit)));
                }
            }
            i += units;
        }
        return safe.toString();
    }

    static String coloured(ExitCode code, String text) {
        int colour = switch (code) {
            case YES -> 32;
            case INDETERMINATE -> 33;
            case NO, USAGE, MALFORMED, NOT_FOUND, UNAVAILABLE, BUG, HALTED -> 31;
        };
        return "\u001b[1;" + colour + "m" + text + "\u001b[0m";
    }

    /// The columns that a text takes: two for East Asian wide characters, none for combining ones.
    public static int width(String text) {
        return text.codePoints().map(Screen::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff01 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }

    /// The text and blanks up to the column.
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /// Blanks up to the column and the text.
    public static String paddedLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /// The text in lines of at most so many columns. What goes on stands below where its column begins: after the
    /// last gap of two blanks in the first two thirds, or two blanks in. Lines break at a blank where there is one.
    public static List<String> folded(String text, int columns) {
        if (width(text) <= columns) {
            return List.of(text);
        }
        String hanging = " ".repeat(hanging(text, columns));
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > columns) {
            int end = fitting(rest, columns);
            int blank = rest.lastIndexOf(' ', end);
            boolean atBlank =
                    blank > hanging.length() && !rest.substring(0, blank).isBlank();
            int cut = atBlank ? blank : end;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = hanging + rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return List.copyOf(lines);
    }

    private static int hanging(String text, int columns) {
        int indent = text.length() - text.stripLeading().length();
        int latest = columns * 2 / 3;
        int gap = text.lastIndexOf("  ", fitting(text, latest - 2));
        int column = gap <= indent ? indent + 2 : width(text.substring(0, gap + 2));
        return Math.min(column, latest);
    }

    /// How many characters of the text fit into the columns.
    private static int fitting(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            taken += width(c);
            if (taken > columns) {
                return end;
            }
            end += Character.charCount(c);
        }
        return end;
    }
}
