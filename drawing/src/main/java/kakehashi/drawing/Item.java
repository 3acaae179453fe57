package kakehashi.drawing;

import java.util.ArrayList;
import java.util.List;

/// What takes room on a rank while boxes are being placed: a box, or a line that passes by. Mutable, and known to
/// the layout only.
final class Item {
    /// No box: a line passes.
    static final int PASSING = -1;

    final int box;
    final int rank;
    final double breadth;
    final double depth;
    final String band;
    final List<Link> above = new ArrayList<>();
    final List<Link> below = new ArrayList<>();
    int order;
    double start;

    Item(int box, int rank, double breadth, double depth, String band) {
        this.box = box;
        this.rank = rank;
        this.breadth = breadth;
        this.depth = depth;
        this.band = band;
    }

    boolean isPassing() {
        return box == PASSING;
    }

    /// A piece of a line, from a rank to the next one. Lines that leave the same row share it as long as they can.
    ///
    /// @param upper where it leaves
    /// @param upperPort how far along that is
    /// @param lower where it ends
    /// @param lowerPort how far along that is
    record Link(Item upper, double upperPort, Item lower, double lowerPort) {
        double upperAt() {
            return upper.start + upperPort;
        }

        double lowerAt() {
            return lower.start + lowerPort;
        }

        /// Where it leaves, by order and port, before places are known.
        double upperKey() {
            return upper.order + upperPort / (upper.breadth + 1);
        }

        double lowerKey() {
            return lower.order + lowerPort / (lower.breadth + 1);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
