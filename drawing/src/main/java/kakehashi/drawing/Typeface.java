package kakehashi.drawing;

/// How wide text comes out, by estimate: no font is asked, so that the picture is the same everywhere. Full-width
/// characters take a whole em; the estimate for others is of a common sans-serif face.
final class Typeface {
    private static final String NARROW = "iljtfrI.,:;'|!()[]{} -·";
    private static final String WIDE = "mwMWGOQ@%&—";

    private Typeface() {}

    /// The width of the text in px at a size in px.
    static double width(String text, double size) {
        return size * text.codePoints().mapToDouble(Typeface::ems).sum();
    }

    private static double ems(int c) {
        if (isFullWidth(c)) {
            return 1;
        }
        if (NARROW.indexOf(c) >= 0) {
            return 0.31;
        }
        if (WIDE.indexOf(c) >= 0) {
            return 0.87;
        }
        return Character.isUpperCase(c) ? 0.66 : 0.57;
    }

    /// East Asian wide and full-width characters, and the symbols that fonts draw as wide (UAX #11).
    private static boolean isFullWidth(int c) {
        return c >= 0x1100 && c <= 0x115f
                || c >= 0x2190 && c <= 0x2bff
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f000;
    }

    /// Whether a line may end before this place: not within a Latin word, not before a closing sign, not behind an
    /// opening one (JIS X 4051).
    static boolean mayBreak(String text, int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return !(isOfWord(before) && isOfWord(after) && before != ',')
                && "。、，）」』]), ".indexOf(after) < 0
                && "（「『[(".indexOf(before) < 0;
    }

    private static boolean isOfWord(char c) {
        return c > ' ' && c < 0x7f;
    }

    /// The text, or as much of it as fits with an ellipsis behind.
    static String shortened(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        double left = room - size;
        int count = 0;
        while (count < points.length && left >= size * ems(points[count])) {
            left -= size * ems(points[count++]);
        }
        return new String(points, 0, count).stripTrailing() + "…";
    }
}
