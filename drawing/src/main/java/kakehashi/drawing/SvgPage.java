package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kakehashi.drawing.Box.Kind;
import kakehashi.drawing.Box.Line;
import kakehashi.drawing.CaNode.Role;
import kakehashi.drawing.Layout.Point;
import kakehashi.path.Language;

/// Writes a placed picture as SVG 1.1 with WAI-ARIA. Everything is inside: no script, no font, no image, no link.
final class SvgPage {
    private static final double MARGIN = 24;

    /// What a picture is wider than its layout.
    static final int MARGINS = (int) (2 * MARGIN);

    private static final double NARROWEST = 352;
    private static final double HEADING_SIZE = 18;
    private static final double BAND = 7;
    private static final double LOOP = 9;
    private static final double BASELINE = 12;

    private final TrustMap map;
    private final PictureText text;
    private final Boxes boxes;
    private final Layout layout;
    private final BoxText words;
    private final Language language;
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Map<String, Integer> tints = new LinkedHashMap<>();

    private SvgPage(TrustMap map, PictureText text, Boxes boxes, Layout layout) {
        this.map = map;
        this.text = text;
        this.boxes = boxes;
        this.layout = layout;
        this.words = new BoxText(map);
        this.language = map.view().language();
        map.domains().forEach(domain -> tints.putIfAbsent(key(domain), tints.size() % Stylesheet.TINTS));
    }

    static String of(TrustMap map, PictureText text, Boxes boxes, Layout layout) {
        return new SvgPage(map, text, boxes, layout).write();
    }

    private static String key(String domain) {
        return domain.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private String write() {
        double title = Typeface.width(text.title(), HEADING_SIZE) * 1.06;
        double width = Math.max(Math.max(NARROWEST, title), layout.width()) + 2 * MARGIN;
        List<String> legend = wrapped(text.legend(), width - 2 * MARGIN);
        List<String> head = wrapped(text.heading(), width - 2 * MARGIN);
        double top = MARGIN + 26 + 17 * head.size() + 14;
        double height = top + layout.height() + 30 + 17 * legend.size() + MARGIN;
        open(width, height);
        add("<rect class=\"page\" width=\"%s\" height=\"%s\"/>", width, height);
        add("<text class=\"h\" x=\"%s\" y=\"%s\">%s</text>", MARGIN, MARGIN + 14, text.title());
        lines(head, MARGIN + 36);
        add("<g transform=\"translate(%s %s)\">", MARGIN, top);
        bands();
        boxes.wires().stream().sorted(Comparator.comparingInt(SvgPage::weight)).forEach(this::wire);
        for (int i = 0; i < boxes.boxes().size(); i++) {
            box(i);
        }
        add("</g>");
        lines(legend, top + layout.height() + 36);
        out.append("</svg>\n");
        return out.toString();
    }

    private void open(double width, double height) {
        String id = "k" + text.digest();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"k\" lang=\"%s\" width=\"%s\" height=\"%s\" "
                        + "viewBox=\"0 0 %s %s\" role=\"graphics-document document\" aria-labelledby=\"%s-t\" "
                        + "aria-describedby=\"%s-d\">",
                language == Language.JAPANESE ? "ja" : "en", width, height, width, height, id, id);
        add("<title id=\"%s-t\">%s</title>", id, text.title());
        add("<desc id=\"%s-d\">%s</desc>", id, text.description());
        out.append("<style>\n").append(Stylesheet.css()).append("</style>\n");
    }

    /// Writes a line; numbers and texts among the arguments are made fit for XML.
    private void add(String form, Object... arguments) {
        Object[] safe = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            safe[i] = arguments[i] instanceof Double number
                    ? Xml.number(number)
                    : Xml.escaped(String.valueOf(arguments[i]));
        }
        out.append(safe.length == 0 ? form : String.format(Locale.ROOT, form, safe))
                .append('\n');
    }

    private void lines(List<String> lines, double from) {
        double y = from;
        for (String line : lines) {
            add("<text x=\"%s\" y=\"%s\">%s</text>", MARGIN, y, line);
            y += 17;
        }
    }

    private static List<String> wrapped(List<String> paragraphs, double room) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : paragraphs) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split("(?<= )|(?<=[。、])")) {
                if (!line.isEmpty() && Typeface.width(line + word, BoxText.SIZE) > room) {
                    lines.add(line.toString().strip());
                    line.setLength(0);
                }
                line.append(word);
            }
            lines.add(line.toString().strip());
        }
        return lines;
    }

    private void bands() {
        for (List<Integer> band : layout.bands()) {
            String domain = boxes.boxes().get(band.getFirst()).band();
            if (domain.isEmpty()) {
                continue;
            }
            Point first = layout.corner(band.getFirst());
            double right = 0;
            double bottom = 0;
            for (int box : band) {
                Point corner = layout.corner(box);
                right = Math.max(right, corner.x() + boxes.boxes().get(box).width());
                bottom = Math.max(bottom, corner.y() + boxes.boxes().get(box).height());
            }
            add(
                    "<rect class=\"band%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\"><title>%s</title></rect>",
                    tints.getOrDefault(key(domain), 0),
                    first.x() - BAND,
                    first.y() - BAND,
                    right - first.x() + 2 * BAND,
                    bottom - first.y() + 2 * BAND,
                    domain);
        }
    }

    /// What is drawn later lies on top where lines share a stretch: what holds on what does not.
    private static int weight(Wire wire) {
        return wire.certificate()
                .map(d -> switch (d.part()) {
                    case HOLDS -> 4;
                    case REFUSED -> 1;
                    case NONE, TRIED -> d.standing() == Standing.VALID ? 3 : 1;
                })
                .orElse(2);
    }

    private void wire(Wire wire) {
        List<Point> line = layout.line(wire);
        if (wire.certificate().isPresent()) {
            openCertificate(wire.certificate().get());
        } else {
            add("<g class=\"bundle\" aria-hidden=\"true\">");
        }
        StringBuilder path = new StringBuilder();
        for (Point p : line) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Xml.number(p.x()))
                    .append(' ')
                    .append(Xml.number(p.y()));
        }
        add("<path class=\"wire\" d=\"%s\"/>", path);
        Point end = line.getLast();
        arrow(end, line.size() > 1 && line.get(line.size() - 2).x() > end.x() ? 1 : -1);
        add("</g>");
    }

    private void arrow(Point tip, int from) {
        add("<path class=\"tip\" d=\"M%s %sl%s -4.5v9z\"/>", tip.x(), tip.y(), 9.0 * from);
    }

    private void openCertificate(DrawnCertificate drawn) {
        List<String> classes =
                new ArrayList<>(List.of("certificate", drawn.standing().code()));
        if (map.crossesDomains(drawn)) {
            classes.add("cross");
        }
        if (drawn.part() != PathPart.NONE) {
            classes.add(drawn.part().code());
        }
        add(
                "<g class=\"%s\" id=\"c-%s\" role=\"graphics-symbol img\" aria-label=\"%s\"><title>%s</title>",
                String.join(" ", classes), drawn.fingerprint(), words.full(drawn), words.full(drawn));
    }

    private void box(int index) {
        Box box = boxes.boxes().get(index);
        Point at = layout.corner(index);
        Optional<CaNode> node = box.node();
        String role = node.map(CaNode::role).map(Role::code).orElse("list");
        String label = node.map(n -> n.label().full()).orElse(box.title().left());
        String badge = box.title().right();
        add(
                "<g class=\"%s\" id=\"%s\" role=\"graphics-object group\" aria-label=\"%s\" transform=\"translate(%s %s)\">",
                role, text.digest() + "-b" + index, badge.isEmpty() ? label : label + ", " + badge, at.x(), at.y());
        add("<title>%s</title>", label);
        add("<rect class=\"box\" width=\"%s\" height=\"%s\" rx=\"4\"/>", box.width(), box.height());
        double inset = BoxText.INSET;
        double room = box.width() - 3 * inset - Typeface.width(badge, BoxText.SIZE);
        add("<text class=\"d\" x=\"%s\" y=\"%s\">%s</text>", inset, 15.0, Typeface.shortened(box.band(), 10.5, room));
        if (!badge.isEmpty()) {
            add("<text class=\"b\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>", box.width() - inset, 15.0, badge);
        }
        add(
                "<text class=\"t\" x=\"%s\" y=\"%s\">%s</text>",
                inset, 32.0, box.title().left());
        for (int i = 0; i < box.lines().size(); i++) {
            row(box, i);
        }
        boxes.loops(box).forEach(drawn -> loop(box, drawn));
        add("</g>");
    }

    private void row(Box box, int index) {
        Line line = box.lines().get(index);
        double y = Box.HEAD + Box.PITCH * index;
        double inset = BoxText.INSET;
        boolean isDrawn = line.kind() == Kind.LEAF;
        if (isDrawn) {
            openCertificate(line.certificate().orElseThrow());
        } else {
            add("<g>");
            if (!line.full().isEmpty()) {
                add("<title>%s</title>", line.full());
            }
        }
        if (line.kind() == Kind.KEY || line.kind() == Kind.DOMAIN) {
            add("<rect class=\"keyrow\" x=\"1\" y=\"%s\" width=\"%s\" height=\"%s\"/>", y, box.width() - 2, Box.PITCH);
        }
        boolean warn = line.kind() == Kind.FINDING
                || line.kind() != Kind.MARKS
                        && line.certificate()
                                .filter(d -> d.standing() != Standing.VALID)
                                .isPresent();
        double indent = line.kind() == Kind.MARKS || line.kind() == Kind.FINDING ? 3 * inset : inset + 4;
        add(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                line.kind() == Kind.FINDING
                        ? "warn"
                        : line.kind() == Kind.CERTIFICATE || line.kind() == Kind.LEAF ? "c" : "m",
                line.kind() == Kind.KEY || line.kind() == Kind.DOMAIN ? inset : indent,
                y + BASELINE,
                line.left());
        if (!line.right().isEmpty()) {
            double end = box.width() - inset - (boxes.loops(box).isEmpty() ? 0 : LOOP + 4);
            add(
                    "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
                    warn ? "warn" : "m", end, y + BASELINE, line.right());
        }
        add("</g>");
    }

    /// A self-issued certificate: from the key that signed, round, to the certificate's row.
    private void loop(Box box, DrawnCertificate drawn) {
        double from = box.middle(box.lineOfKey(drawn.issuer().key()));
        double to = box.middle(box.lineOf(drawn));
        double x = box.width() - 5;
        openCertificate(drawn);
        add("<path class=\"wire\" d=\"M%s %sH%sV%sH%s\"/>", x - LOOP, from, x, to, x - LOOP + 4);
        arrow(new Point(x - LOOP, to), 1);
        add("</g>");
    }
}
