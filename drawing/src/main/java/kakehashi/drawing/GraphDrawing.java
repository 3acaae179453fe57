package kakehashi.drawing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.x509.Certificate;

/// A trust graph, or the answer to a question about a path, as a picture, as JSON and in words.
///
/// A name is one box with all its keys; a certificate is one line, from the key that signed to the key that is
/// certified; a self-issued one a loop. What each line says (validity, standing, limits, findings) stands in the
/// row where its arrow ends. CAs that issue to no other CA are rows of a list when there are many. The same
/// certificates and the same view give the same octets, in whatever order the certificates come.
public final class GraphDrawing {
    /// A picture that is wider than this, in px, is turned to be read from the left to the right.
    private static final double PAGE_WIDTH = 1500;

    /// More boxes than this never fit.
    private static final int BOXES_OF_A_PAGE = 40;

    private final TrustMap map;
    private final PathStory story;

    private GraphDrawing(TrustMap map, PathStory story) {
        this.map = map;
        this.story = story;
    }

    /// The drawing of a graph.
    public static GraphDrawing of(TrustGraph graph, GraphView view) {
        return new GraphDrawing(TrustMap.of(graph.certificates(), view, PathStory.NONE), PathStory.NONE);
    }

    /// The drawing of an answer about a target: the path that holds, and every candidate that failed with what was
    /// found. The target is there even when no candidate reached it. The anchors of the answer stand on top; those
    /// of the view are added.
    public static GraphDrawing of(PathAnswer answer, Certificate target, GraphView view) {
        PathStory story = PathStory.of(answer, target);
        Set<TrustAnchor> anchors = new LinkedHashSet<>(story.anchors());
        anchors.addAll(view.anchors());
        Set<Certificate> material = story.certificates();
        return new GraphDrawing(TrustMap.of(material, view.from(List.copyOf(anchors)), story), story);
    }

    /// The picture: a whole SVG document, UTF-8, light or dark as the reader's system asks. It holds its own style,
    /// no script, and no reference to anything outside.
    public String svg() {
        Boxes boxes = Boxes.of(map);
        return svg(boxes, layout(boxes));
    }

    /// The same picture for a screen of this width, read from the top down: with as many boxes side by side as find
    /// room, and one below the other where none does.
    ///
    /// @param width in px; a single box with the lines that pass by it may be wider. A picture of more than 40
    /// boxes
    ///     would be too long, and stays as it is in [#svg()]
    public String svg(int width) {
        Boxes boxes = Boxes.of(map);
        if (boxes.boxes().size() > BOXES_OF_A_PAGE) {
            return svg();
        }
        int room = width - SvgPage.MARGINS;
        int most = Math.max(1, (int) (room / BoxText.WIDTH));
        Layout layout = Layout.down(boxes, most);
        while (most > 1 && layout.width() > room) {
            layout = Layout.down(boxes, --most);
        }
        return svg(boxes, layout);
    }

    private String svg(Boxes boxes, Layout layout) {
        return SvgPage.of(map, new PictureText(map, story), boxes, layout);
    }

    private static Layout layout(Boxes boxes) {
        if (boxes.boxes().size() <= BOXES_OF_A_PAGE) {
            Layout down = Layout.of(boxes, Flow.DOWN);
            if (down.width() <= PAGE_WIDTH) {
                return down;
            }
        }
        return Layout.of(boxes, Flow.RIGHT);
    }

    /// The picture as JSON; the keys are told in [GraphJson].
    public String json() {
        return GraphJson.of(map, new PictureText(map, story), story);
    }

    /// The picture in words: every certificate with all that the picture says about it, and the paths step by step.
    public String textAlternative() {
        return new PictureText(map, story).alternative();
    }

    /// The title of the picture.
    public String title() {
        return new PictureText(map, story).title();
    }

    /// The heads of the columns of [#rows].
    public List<String> columns() {
        return new PictureText(map, story).columns();
    }

    /// The picture as a table, a row for each certificate, for a page beside it. Unescaped: whoever writes it into
    /// a page escapes it.
    public List<List<String>> rows() {
        return new PictureText(map, story).rows();
    }
}
