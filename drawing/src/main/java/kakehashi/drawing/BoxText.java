package kakehashi.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.drawing.Box.Kind;
import kakehashi.drawing.Box.Line;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.ReasonWords;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What stands in the rows of boxes, fitted to their width.
final class BoxText {
    static final double WIDTH = 340;
    static final double TITLE_SIZE = 13;
    static final double SIZE = 11.5;
    static final double INSET = 10;
    private static final double LOOP_ROOM = 16;
    private static final int KEY_DIGITS = 8;
    private static final int FINDING_ROWS = 3;

    private final TrustMap map;
    private final Language language;

    BoxText(TrustMap map) {
        this.map = map;
        this.language = map.view().language();
    }

    /// Whether a row of a list says whose certificate it is.
    enum Naming {
        NAMED,
        REPEATED
    }

    Line title(CaNode node) {
        String badge = switch (node.role()) {
            case ANCHOR -> "★ " + Words.ANCHOR.in(language);
            case TOP -> "▲ " + Words.TOP.in(language);
            case BRIDGE -> "⇄ " + Words.BRIDGE.in(language, map.foreignDomains(node));
            case CA -> "";
            case TARGET -> "◎ " + Words.TARGET.in(language);
            case SUBSCRIBER -> Words.SUBSCRIBER.in(language);
        };
        String shown = Typeface.shortened(node.label().shown(), TITLE_SIZE * 1.06, WIDTH - 2 * INSET);
        return Line.of(Kind.TITLE, shown, badge, node.label().full());
    }

    Line listTitle(int count) {
        return Line.of(Kind.TITLE, Words.LEAVES.in(language, count), "", Words.LEAVES.in(language, count));
    }

    Line key(CaNode node, int number) {
        if (number == 0) {
            return new Line(Kind.KEY, Words.UNKNOWN_KEY.in(language), "", "", Optional.empty(), 0);
        }
        SubjectPublicKeyInfo key = node.keys().get(number - 1);
        String full = Words.KEY.in(language, number) + "  " + key + "  " + key.keyIdentifier();
        String digits = key.keyIdentifier().toString().substring(0, KEY_DIGITS);
        return new Line(
                Kind.KEY,
                Words.KEY.in(language, number) + "  " + Xml.visible(key.toString()),
                digits,
                full,
                Optional.empty(),
                number);
    }

    Line domain(String domain) {
        return Line.of(Kind.DOMAIN, Typeface.shortened(domain, SIZE, WIDTH - 2 * INSET), "", domain);
    }

    Line issuer(DrawnCertificate drawn) {
        String from = Words.FROM.in(language, map.node(drawn.issuer()).label().shown());
        return Line.of(Kind.MARKS, Typeface.shortened(from, SIZE, WIDTH - 4 * INSET), "", from);
    }

    /// The rows of a certificate: who issued it and until when, its limits, what was found.
    List<Line> certificate(DrawnCertificate drawn) {
        List<Line> lines = new ArrayList<>();
        String sign = switch (drawn.part()) {
            case NONE -> "";
            case HOLDS -> "✓ ";
            case TRIED -> "? ";
            case REFUSED -> "✗ ";
        };
        String left = sign + issuerWords(drawn);
        lines.add(row(Kind.CERTIFICATE, left, until(drawn), drawn));
        String marks = briefMarks(drawn);
        if (!marks.isEmpty()) {
            lines.add(new Line(Kind.MARKS, fitted(marks, 2 * INSET), "", full(drawn), Optional.of(drawn), -1));
        }
        drawn.findings().forEach(finding -> lines.addAll(finding(finding, drawn)));
        return lines;
    }

    private String issuerWords(DrawnCertificate drawn) {
        if (drawn.isSelfSigned()) {
            return "↻ " + Words.SELF_SIGNED.in(language);
        }
        return drawn.isSelfIssued()
                ? "↻ " + Words.SELF_ISSUED.in(language)
                : map.node(drawn.issuer()).label().shown();
    }

    private Line row(Kind kind, String left, String right, DrawnCertificate drawn) {
        double loops = kind == Kind.LEAF ? 0 : LOOP_ROOM;
        double room = WIDTH - 2 * INSET - loops - SIZE - Typeface.width(right, SIZE);
        return new Line(kind, Typeface.shortened(left, SIZE, room), right, full(drawn), Optional.of(drawn), -1);
    }

    private static String fitted(String text, double less) {
        return Typeface.shortened(text, SIZE, WIDTH - 2 * INSET - less);
    }

    /// One row of a list, or two when the limits do not fit beside the name.
    List<Line> leaf(CaNode node, DrawnCertificate drawn, Naming naming) {
        String marks = briefMarks(drawn);
        String name = switch (naming) {
            case NAMED -> node.label().shown();
            case REPEATED -> "  〃";
        };
        String right = marks.isEmpty() ? until(drawn) : marks + "  " + until(drawn);
        double room = WIDTH - 2 * INSET - SIZE - Typeface.width(right, SIZE);
        if (drawn.marks().size() < 2 || Typeface.width(name, SIZE) <= room) {
            return List.of(row(Kind.LEAF, name, right, drawn));
        }
        Line second = new Line(Kind.MARKS, fitted(marks, 2 * INSET), "", full(drawn), Optional.of(drawn), -1);
        return List.of(row(Kind.LEAF, name, until(drawn), drawn), second);
    }

    private static String briefMarks(DrawnCertificate drawn) {
        return drawn.marks().stream().map(Mark::brief).collect(Collectors.joining(" "));
    }

    private String until(DrawnCertificate drawn) {
        String date = drawn.standing() == Standing.NOT_YET_VALID ? drawn.from() + "→" : "→" + drawn.until();
        return drawn.standing() == Standing.VALID
                ? date
                : drawn.standing().symbol() + drawn.standing().words(language) + " " + date;
    }

    private List<Line> finding(Finding finding, DrawnCertificate drawn) {
        String words = Xml.visible(JapanTime.sentence(finding, language)) + " ["
                + finding.check().clause() + "]";
        List<Line> lines = new ArrayList<>();
        double room = WIDTH - 5 * INSET;
        String rest = words;
        while (!rest.isEmpty() && lines.size() < FINDING_ROWS) {
            String part = lines.size() == FINDING_ROWS - 1 ? Typeface.shortened(rest, SIZE, room) : fitting(rest, room);
            rest = part.endsWith("…") && !rest.equals(part)
                    ? ""
                    : rest.substring(part.length()).strip();
            lines.add(new Line(
                    Kind.FINDING, (lines.isEmpty() ? "✗ " : "　") + part.strip(), "", words, Optional.of(drawn), -1));
        }
        return lines;
    }

    /// The start of the text that fits, up to where a line may end if that lies in the second half.
    private static String fitting(String words, double room) {
        if (Typeface.width(words, SIZE) <= room) {
            return words;
        }
        String cut = Typeface.shortened(words, SIZE, room);
        int most = Math.max(1, Math.min(cut.length() - 1, words.length()));
        int end = most;
        while (end > most / 2 && !Typeface.mayBreak(words, end)) {
            end--;
        }
        return words.substring(0, end > most / 2 ? end : most);
    }

    /// All that the picture knows about a certificate, for its title.
    String full(DrawnCertificate drawn) {
        List<String> parts = new ArrayList<>();
        parts.add(map.node(drawn.issuer()).label().full() + " → "
                + map.node(drawn.subject()).label().full());
        parts.add(Words.VALID_FROM_TO.in(language, drawn.from(), drawn.until()));
        parts.add(standing(drawn));
        drawn.marks().forEach(mark -> parts.add(mark.full()));
        drawn.findings().forEach(finding -> parts.add("✗ " + JapanTime.sentence(finding, language)));
        parts.add("SHA-256 " + drawn.fingerprint());
        return String.join("; ", parts);
    }

    /// The standing in words, with the time and reason of a revocation.
    String standing(DrawnCertificate drawn) {
        return Optional.ofNullable(map.view().revoked().get(drawn.certificate()))
                .map(r ->
                        Words.REVOKED_AT.in(language, JapanTime.moment(r.time()), ReasonWords.of(r.reason(), language)))
                .orElse(drawn.standing().words(language));
    }
}
