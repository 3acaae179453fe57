package kakehashi.drawing;

import java.util.List;
import kakehashi.drawing.Item.Link;

/// Where along its rank each item stands: as near to what it is joined with as the order and the room between items
/// allow. For one rank that is the least sum of squares under a fixed order, which merging neighbours that push
/// each other solves exactly; sweeps over the ranks do the rest.
final class Placement {
    private static final int SWEEPS = 16;
    private static final double PASSING_WEIGHT = 3;
    private static final double GAP_OF_BOXES = 16;
    private static final double GAP_OF_LINES = 9;

    private Placement() {}

    /// @param flow downwards, boxes stand centred under each other; to the right, lines run straight from row to
    /// row
    static void place(List<List<Item>> ranks, Flow flow) {
        ranks.forEach(Placement::pack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            Look look = sweep == SWEEPS - 1 ? Look.BOTH : sweep % 2 == 0 ? Look.BELOW : Look.ABOVE;
            for (int i = 0; i < ranks.size(); i++) {
                settle(ranks.get(look == Look.BELOW ? ranks.size() - 1 - i : i), look, flow);
            }
        }
        double least = ranks.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.start)
                .min()
                .orElse(0);
        ranks.forEach(rank -> rank.forEach(item -> item.start -= least));
    }

    /// As narrow as it can be: each rank stands close together, its middle below that of the others.
    static void stack(List<List<Item>> ranks) {
        double widest = ranks.stream().mapToDouble(Placement::pack).max().orElse(0);
        for (List<Item> rank : ranks) {
            double less = (widest - pack(rank)) / 2;
            rank.forEach(item -> item.start += less);
        }
    }

    /// One beside the other, as close as they may stand; the breadth of all.
    private static double pack(List<Item> rank) {
        double at = 0;
        for (int i = 0; i < rank.size(); i++) {
            Item item = rank.get(i);
            item.start = at;
            at += item.breadth + (i + 1 < rank.size() ? gap(item, rank.get(i + 1)) : 0);
        }
        return at;
    }

    /// Which neighbours pull.
    private enum Look {
        ABOVE,
        BELOW,
        BOTH
    }

    private static void settle(List<Item> rank, Look look, Flow flow) {
        int n = rank.size();
        double[] mean = new double[n];
        double[] weight = new double[n];
        int[] size = new int[n];
        double[] offset = new double[n];
        int blocks = 0;
        double at = 0;
        for (int i = 0; i < n; i++) {
            Item item = rank.get(i);
            offset[i] = at;
            at += item.breadth + (i + 1 < n ? gap(item, rank.get(i + 1)) : 0);
            weight[blocks] = item.isPassing() ? PASSING_WEIGHT : 1;
            mean[blocks] = wanted(item, look, flow) - offset[i];
            size[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] =
                        (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                size[blocks - 2] += size[blocks - 1];
                blocks--;
            }
        }
        int i = 0;
        for (int block = 0; block < blocks; block++) {
            for (int k = 0; k < size[block]; k++, i++) {
                rank.get(i).start = mean[block] + offset[i];
            }
        }
    }

    private static double gap(Item item, Item next) {
        return item.isPassing() || next.isPassing() ? GAP_OF_LINES : GAP_OF_BOXES;
    }

    private static double wanted(Item item, Look look, Flow flow) {
        double sum = 0;
        int count = 0;
        if (look != Look.BELOW || item.below.isEmpty()) {
            for (Link link : item.above) {
                sum += flow == Flow.RIGHT ? link.upperAt() - link.lowerPort() : middle(link.upper()) - item.breadth / 2;
                count++;
            }
        }
        if (look != Look.ABOVE || item.above.isEmpty()) {
            for (Link link : item.below) {
                sum += flow == Flow.RIGHT ? link.lowerAt() - link.upperPort() : middle(link.lower()) - item.breadth / 2;
                count++;
            }
        }
        return count == 0 ? item.start : sum / count;
    }

    private static double middle(Item item) {
        return item.start + item.breadth / 2;
    }
}
