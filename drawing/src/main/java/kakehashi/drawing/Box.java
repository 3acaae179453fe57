package kakehashi.drawing;

import java.util.List;
import java.util.Optional;

/// A box of the picture: a CA with its keys and what was issued to them, or a list of CAs that issue to no other.
///
/// @param node the CA; absent for a list
/// @param band the domain by which boxes side by side share a background; empty for a list of many domains
/// @param title the first row
/// @param lines the rows below
/// @param width in px
record Box(Optional<CaNode> node, String band, Line title, List<Line> lines, double width) {
    static final double HEAD = 40;
    static final double PITCH = 17;
    static final double FOOT = 6;
    private static final double DROP_TO_MIDDLE = 8;

    /// What a row is about.
    enum Kind {
        TITLE,
        KEY,
        CERTIFICATE,
        MARKS,
        FINDING,
        LEAF,
        DOMAIN
    }

    /// A row.
    ///
    /// @param kind what it is about
    /// @param left text from the left
    /// @param right text to the right end
    /// @param full all of it, unshortened
    /// @param certificate what it is about
    /// @param key the key's number, for a row of a key
    record Line(Kind kind, String left, String right, String full, Optional<DrawnCertificate> certificate, int key) {
        static Line of(Kind kind, String left, String right, String full) {
            return new Line(kind, left, right, full, Optional.empty(), -1);
        }
    }

    double height() {
        return HEAD + PITCH * lines.size() + FOOT;
    }

    /// The middle of a row, from the top of the box; row -1 is the title.
    double middle(int line) {
        return line < 0 ? HEAD / 2 : HEAD + PITCH * line + DROP_TO_MIDDLE;
    }

    int lineOfKey(int key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind() == Kind.KEY && lines.get(i).key() == key) {
                return i;
            }
        }
        return -1;
    }

    int lineOf(DrawnCertificate certificate) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.kind() == Kind.CERTIFICATE
                    && line.certificate().filter(certificate::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }
}
