package kakehashi.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import kakehashi.drawing.Layout.Point;

/// Where lines meet boxes. Every row can be met from both sides. In a picture that is read downwards a line comes
/// from above, runs down beside the box and turns into its row; each has a lane of its own there.
final class Ports {
    private static final double LANE = 9;

    private final List<Box> boxes;
    private final Flow flow;
    private final List<TreeSet<Integer>> enteringRows = new ArrayList<>();
    private final List<TreeSet<Integer>> leavingRows = new ArrayList<>();

    private Ports(List<Box> boxes, Flow flow) {
        this.boxes = boxes;
        this.flow = flow;
        boxes.forEach(box -> {
            enteringRows.add(new TreeSet<>());
            leavingRows.add(new TreeSet<>());
        });
    }

    static Ports of(Boxes boxes, Ranks ranks, Flow flow) {
        Ports ports = new Ports(boxes.boxes(), flow);
        for (Wire wire : boxes.wires()) {
            Wire.Row above = ranks.leadsBack(wire) ? wire.to() : wire.from();
            Wire.Row below = ranks.leadsBack(wire) ? wire.from() : wire.to();
            ports.leavingRows.get(above.box()).add(above.line());
            ports.enteringRows.get(below.box()).add(below.line());
        }
        return ports;
    }

    /// What lies before the box along its rank.
    double margin(int box) {
        return flow == Flow.RIGHT ? 0 : LANE * (enteringRows.get(box).size() + 1);
    }

    double breadth(int box) {
        Box b = boxes.get(box);
        return flow == Flow.RIGHT
                ? b.height()
                : margin(box) + b.width() + LANE * (leavingRows.get(box).size() + 1);
    }

    double depth(int box) {
        return flow == Flow.RIGHT ? boxes.get(box).width() : boxes.get(box).height();
    }

    /// How far along its item a line from above enters. A lower row has an outer lane, so lanes do not cross.
    double entering(Wire.Row row) {
        return flow == Flow.RIGHT
                ? boxes.get(row.box()).middle(row.line())
                : margin(row.box())
                        - LANE
                                * (1
                                        + enteringRows
                                                .get(row.box())
                                                .headSet(row.line())
                                                .size());
    }

    /// How far along its item a line to below leaves.
    double leaving(Wire.Row row) {
        return flow == Flow.RIGHT
                ? boxes.get(row.box()).middle(row.line())
                : margin(row.box())
                        + boxes.get(row.box()).width()
                        + LANE
                                * (1
                                        + leavingRows
                                                .get(row.box())
                                                .tailSet(row.line(), false)
                                                .size());
    }

    /// The way from a row to where its line leaves the room of the box.
    List<Point> leavingStub(Wire.Row row, Point corner) {
        Box box = boxes.get(row.box());
        double y = corner.y() + box.middle(row.line());
        Point edge = new Point(corner.x() + box.width(), y);
        return flow == Flow.RIGHT
                ? List.of(edge)
                : List.of(edge, new Point(corner.x() - margin(row.box()) + leaving(row), y));
    }

    /// The way from where a line enters the room of the box to its row.
    List<Point> enteringStub(Wire.Row row, Point corner) {
        double y = corner.y() + boxes.get(row.box()).middle(row.line());
        Point edge = new Point(corner.x(), y);
        return flow == Flow.RIGHT
                ? List.of(edge)
                : List.of(new Point(corner.x() - margin(row.box()) + entering(row), y), edge);
    }
}
