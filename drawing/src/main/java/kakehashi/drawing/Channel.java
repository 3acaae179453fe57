package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.drawing.Item.Link;

/// The room between two ranks, in which lines change their place: every net, that is all links from one row, has
/// one stretch across, and stretches that would touch lie on different tracks.
final class Channel {
    private static final double NEAR = 3;
    private static final int OVERLAP = 20;

    private final List<Net> nets;
    private final Map<Link, Net> netOf = new HashMap<>();
    private int tracks;

    /// All links that leave from one place.
    private static final class Net {
        private final double source;
        private final double[] targets;
        private final double from;
        private final double to;
        private int track;

        private Net(List<Link> links) {
            source = links.getFirst().upperAt();
            targets = links.stream().mapToDouble(Link::lowerAt).toArray();
            double low = source;
            double high = source;
            for (double target : targets) {
                low = Math.min(low, target);
                high = Math.max(high, target);
            }
            from = low;
            to = high;
        }

        private boolean isStraight() {
            return to - from < 0.5;
        }

        private boolean spans(double place) {
            return place > from - NEAR && place < to + NEAR;
        }

        private boolean touches(Net other) {
            return from < other.to + NEAR && other.from < to + NEAR;
        }

        /// How bad it is when this net's stretch lies before the other's.
        private int costBefore(Net other) {
            int cost = 0;
            for (double target : targets) {
                cost += other.spans(target) ? 1 : 0;
                cost += Math.abs(target - other.source) < NEAR ? OVERLAP : 0;
            }
            return cost + (spans(other.source) ? 1 : 0);
        }
    }

    /// The channel below a rank.
    Channel(List<Item> rank) {
        Map<List<Object>, List<Link>> groups = new LinkedHashMap<>();
        for (Item item : rank) {
            for (Link link : item.below) {
                groups.computeIfAbsent(List.of(item, link.upperPort()), k -> new ArrayList<>())
                        .add(link);
            }
        }
        nets = new ArrayList<>();
        groups.values().forEach(links -> {
            Net net = new Net(links);
            links.forEach(link -> netOf.put(link, net));
            nets.add(net);
        });
        nets.sort(Comparator.<Net>comparingDouble(n -> n.source).thenComparingDouble(n -> n.from));
        order();
        assign();
    }

    private void order() {
        boolean better = true;
        for (int round = 0; round < nets.size() && better; round++) {
            better = false;
            for (int i = 0; i + 1 < nets.size(); i++) {
                Net first = nets.get(i);
                Net second = nets.get(i + 1);
                if (second.costBefore(first) < first.costBefore(second)) {
                    nets.set(i, second);
                    nets.set(i + 1, first);
                    better = true;
                }
            }
        }
    }

    private void assign() {
        for (int i = 0; i < nets.size(); i++) {
            Net net = nets.get(i);
            for (int k = 0; k < i; k++) {
                Net before = nets.get(k);
                if (!before.isStraight() && net.touches(before)) {
                    net.track = Math.max(net.track, before.track + 1);
                }
            }
            if (!net.isStraight()) {
                tracks = Math.max(tracks, net.track + 1);
            }
        }
    }

    /// How many tracks are needed.
    int tracks() {
        return tracks;
    }

    /// On which track a link changes its place, from 0.
    int track(Link link) {
        return netOf.get(link).track;
    }
}
