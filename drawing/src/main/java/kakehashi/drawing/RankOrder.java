package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kakehashi.drawing.Item.Link;

/// In which order the items of each rank stand, so that few lines cross: sweeps by barycentre, neighbours swapped
/// where that helps (Sugiyama, Tagawa, Toda 1981). The best order that was seen is kept.
final class RankOrder {
    private static final int SWEEPS = 24;

    private final List<List<Item>> ranks;
    private List<List<Item>> best = List.of();
    private long fewest = Long.MAX_VALUE;

    private RankOrder(List<List<Item>> ranks) {
        this.ranks = ranks;
    }

    /// Orders the ranks in place.
    static void arrange(List<List<Item>> ranks) {
        RankOrder order = new RankOrder(ranks);
        order.follow();
        order.keepIfBetter();
        for (int sweep = 0; sweep < SWEEPS && order.fewest > 0; sweep++) {
            order.sweep(sweep % 2 == 0);
            order.swapNeighbours();
            order.keepIfBetter();
        }
        for (int rank = 0; rank < ranks.size(); rank++) {
            ranks.set(rank, order.best.get(rank));
            number(ranks.get(rank));
        }
    }

    private static void number(List<Item> rank) {
        for (int i = 0; i < rank.size(); i++) {
            rank.get(i).order = i;
        }
    }

    /// The first order: what hangs together stands together.
    private void follow() {
        List<List<Item>> found = new ArrayList<>();
        ranks.forEach(rank -> found.add(new ArrayList<>()));
        java.util.Set<Item> seen = new java.util.HashSet<>();
        ranks.forEach(rank -> rank.forEach(item -> follow(item, found, seen)));
        for (int rank = 0; rank < ranks.size(); rank++) {
            ranks.set(rank, found.get(rank));
            number(found.get(rank));
        }
    }

    private static void follow(Item item, List<List<Item>> found, java.util.Set<Item> seen) {
        if (!seen.add(item)) {
            return;
        }
        found.get(item.rank).add(item);
        item.below.stream()
                .sorted(Comparator.comparingDouble(Link::upperPort).thenComparing(link -> link.lower().band))
                .forEach(link -> follow(link.lower(), found, seen));
    }

    private void sweep(boolean down) {
        for (int i = 1; i < ranks.size(); i++) {
            List<Item> rank = ranks.get(down ? i : ranks.size() - 1 - i);
            double[] centre = new double[rank.size()];
            for (Item item : rank) {
                centre[item.order] = down
                        ? item.above.stream()
                                .mapToDouble(Link::upperKey)
                                .average()
                                .orElse(item.order)
                        : item.below.stream()
                                .mapToDouble(Link::lowerKey)
                                .average()
                                .orElse(item.order);
            }
            rank.sort(Comparator.<Item>comparingDouble(item -> centre[item.order])
                    .thenComparing(item -> item.band)
                    .thenComparingInt(item -> item.order));
            number(rank);
        }
    }

    private void swapNeighbours() {
        boolean better = true;
        for (int round = 0; round < SWEEPS && better; round++) {
            better = false;
            for (List<Item> rank : ranks) {
                for (int i = 0; i + 1 < rank.size(); i++) {
                    better |= swapIfBetter(rank, i);
                }
            }
        }
    }

    private static boolean swapIfBetter(List<Item> rank, int i) {
        Item first = rank.get(i);
        Item second = rank.get(i + 1);
        long now = crossings(first, second);
        long then = crossings(second, first);
        if (then >= now) {
            return false;
        }
        rank.set(i, second);
        rank.set(i + 1, first);
        second.order = i;
        first.order = i + 1;
        return true;
    }

    /// How often lines of two neighbours cross when the one stands before the other.
    private static long crossings(Item before, Item after) {
        long count = 0;
        for (Link a : before.above) {
            count += after.above.stream()
                    .filter(b -> b.upperKey() < a.upperKey())
                    .count();
        }
        for (Link a : before.below) {
            count += after.below.stream()
                    .filter(b -> b.lowerKey() < a.lowerKey())
                    .count();
        }
        return count;
    }

    private void keepIfBetter() {
        long count = 0;
        for (List<Item> rank : ranks) {
            count += crossingsBelow(rank);
        }
        if (count < fewest) {
            fewest = count;
            best = ranks.stream().<List<Item>>map(ArrayList::new).toList();
        }
    }

    /// The crossings between a rank and the next: inversions of the lower ends, in the order of the upper ends.
    private static long crossingsBelow(List<Item> rank) {
        double[] lower = rank.stream()
                .flatMap(item -> item.below.stream())
                .sorted(Comparator.comparingDouble(Link::upperKey).thenComparingDouble(Link::lowerKey))
                .mapToDouble(Link::lowerKey)
                .toArray();
        return inversions(lower, 0, lower.length);
    }

    private static long inversions(double[] values, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = inversions(values, from, middle) + inversions(values, middle, to);
        double[] left = java.util.Arrays.copyOfRange(values, from, middle);
        int l = 0;
        int r = middle;
        for (int at = from; l < left.length; at++) {
            if (r < to && values[r] < left[l]) {
                values[at] = values[r++];
                count += left.length - l;
            } else {
                values[at] = left[l++];
            }
        }
        return count;
    }
}
