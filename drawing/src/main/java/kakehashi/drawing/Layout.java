package kakehashi.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.drawing.Item.Link;

/// Where boxes stand and how lines run. Layered: ranks, order in the ranks, places, channels; the ADR on layout
/// tells why it is ours. Nothing in it depends on chance or on identity hashes, so the same boxes give the same
/// picture.
final class Layout {
    private static final double TRACK = 8;
    private static final double BEFORE_TRACKS = 18;
    private static final double BEHIND_TRACKS = 24;
    private static final double PASSING_BREADTH = 4;

    private final List<Box> boxes;
    private final Flow flow;
    private final Ranks ranks;
    private final Ports ports;
    private final List<List<Item>> items = new ArrayList<>();
    private final Map<Wire, List<Link>> links = new LinkedHashMap<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<Double> rankStart = new ArrayList<>();
    private final Map<Integer, Item> itemOfBox = new HashMap<>();

    private Layout(List<Box> boxes, Flow flow, Ranks ranks, Ports ports) {
        this.boxes = boxes;
        this.flow = flow;
        this.ranks = ranks;
        this.ports = ports;
    }

    /// A place of the picture, in px.
    record Point(double x, double y) {}

    static Layout of(Boxes boxes, Flow flow) {
        Layout layout = ranked(boxes, flow, Ranks.of(boxes.boxes().size(), boxes.wires(), boxes.tops()));
        Placement.place(layout.items, flow);
        layout.measure();
        return layout;
    }

    /// From the top down, with at most so many boxes side by side, and as narrow as that can be.
    static Layout down(Boxes boxes, int most) {
        Ranks ranks = Ranks.of(boxes.boxes().size(), boxes.wires(), boxes.tops());
        Layout layout = ranked(boxes, Flow.DOWN, ranks.atMost(most));
        Placement.stack(layout.items);
        layout.measure();
        return layout;
    }

    private static Layout ranked(Boxes boxes, Flow flow, Ranks ranks) {
        Layout layout = new Layout(boxes.boxes(), flow, ranks, Ports.of(boxes, ranks, flow));
        layout.makeItems();
        boxes.wires().forEach(layout::join);
        RankOrder.arrange(layout.items);
        return layout;
    }

    private void makeItems() {
        for (int i = 0; i < ranks.count(); i++) {
            items.add(new ArrayList<>());
        }
        for (int box = 0; box < boxes.size(); box++) {
            Box b = boxes.get(box);
            Item item = new Item(box, ranks.rank(box), ports.breadth(box), ports.depth(box), b.band());
            items.get(item.rank).add(item);
            itemOfBox.put(box, item);
        }
    }

    private void join(Wire wire) {
        boolean back = ranks.leadsBack(wire);
        Wire.Row above = back ? wire.to() : wire.from();
        Wire.Row below = back ? wire.from() : wire.to();
        Item at = itemOfBox.get(above.box());
        double port = ports.leaving(above);
        Item end = itemOfBox.get(below.box());
        List<Link> chain = new ArrayList<>();
        while (at.rank + 1 < end.rank) {
            Link link = passing(at, port);
            chain.add(link);
            at = link.lower();
            port = PASSING_BREADTH / 2;
        }
        chain.add(link(at, port, end, ports.entering(below)));
        links.put(wire, chain);
    }

    /// The link on to the next rank, shared with lines that leave from the same place.
    private Link passing(Item from, double port) {
        return from.below.stream()
                .filter(link -> link.upperPort() == port && link.lower().isPassing())
                .findFirst()
                .orElseGet(() -> {
                    Item item = new Item(Item.PASSING, from.rank + 1, PASSING_BREADTH, 0, "");
                    items.get(item.rank).add(item);
                    return link(from, port, item, PASSING_BREADTH / 2);
                });
    }

    private static Link link(Item upper, double upperPort, Item lower, double lowerPort) {
        Link link = new Link(upper, upperPort, lower, lowerPort);
        upper.below.add(link);
        lower.above.add(link);
        return link;
    }

    private void measure() {
        double at = 0;
        for (List<Item> rank : items) {
            rankStart.add(at);
            double depth = rank.stream().mapToDouble(item -> item.depth).max().orElse(0);
            Channel channel = new Channel(rank);
            channels.add(channel);
            at += depth + BEFORE_TRACKS + TRACK * channel.tracks() + BEHIND_TRACKS;
        }
    }

    private double rankEnd(int rank) {
        return rankStart.get(rank)
                + items.get(rank).stream().mapToDouble(item -> item.depth).max().orElse(0);
    }

    double width() {
        return flow == Flow.RIGHT ? extent() : breadth();
    }

    double height() {
        return flow == Flow.RIGHT ? breadth() : extent();
    }

    private double extent() {
        return rankEnd(items.size() - 1);
    }

    private double breadth() {
        return items.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.start + item.breadth)
                .max()
                .orElse(0);
    }

    /// The top left corner of a box.
    Point corner(int box) {
        Item item = itemOfBox.get(box);
        return point(item.start + ports.margin(box), rankStart.get(item.rank));
    }

    private Point point(double along, double deep) {
        return flow == Flow.RIGHT ? new Point(deep, along) : new Point(along, deep);
    }

    /// The line from the row of the key to the row of the certificate.
    List<Point> line(Wire wire) {
        List<Point> points = new ArrayList<>();
        boolean back = ranks.leadsBack(wire);
        Wire.Row above = back ? wire.to() : wire.from();
        Wire.Row below = back ? wire.from() : wire.to();
        points.addAll(ports.leavingStub(above, corner(above.box())));
        for (Link link : links.get(wire)) {
            int rank = link.upper().rank;
            double track =
                    rankEnd(rank) + BEFORE_TRACKS + TRACK * channels.get(rank).track(link);
            points.add(point(link.upperAt(), rankStart.get(rank) + link.upper().depth));
            points.add(point(link.upperAt(), track));
            points.add(point(link.lowerAt(), track));
            points.add(point(link.lowerAt(), rankStart.get(rank + 1)));
        }
        points.addAll(ports.enteringStub(below, corner(below.box())));
        return simplified(back ? points.reversed() : points);
    }

    private static List<Point> simplified(List<Point> points) {
        List<Point> out = new ArrayList<>();
        for (Point p : points) {
            if (!out.isEmpty() && near(out.getLast(), p)) {
                continue;
            }
            if (out.size() > 1 && between(out.get(out.size() - 2), out.getLast(), p)) {
                out.removeLast();
            }
            out.add(p);
        }
        return out;
    }

    private static boolean near(Point a, Point b) {
        return Math.abs(a.x() - b.x()) < 0.05 && Math.abs(a.y() - b.y()) < 0.05;
    }

    private static boolean between(Point a, Point b, Point c) {
        return Math.abs(a.x() - b.x()) < 0.05 && Math.abs(b.x() - c.x()) < 0.05
                || Math.abs(a.y() - b.y()) < 0.05 && Math.abs(b.y() - c.y()) < 0.05;
    }

    /// Boxes of one domain that stand side by side, each group in the order of the picture.
    List<List<Integer>> bands() {
        List<List<Integer>> bands = new ArrayList<>();
        for (List<Item> rank : items) {
            List<Integer> group = new ArrayList<>();
            String band = "";
            for (Item item : rank) {
                if (item.isPassing()) {
                    group = new ArrayList<>();
                    continue;
                }
                if (group.isEmpty() || !band.equalsIgnoreCase(item.band)) {
                    group = new ArrayList<>();
                    bands.add(group);
                    band = item.band;
                }
                group.add(item.box);
            }
        }
        return bands;
    }
}
