package kakehashi.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which nodes stand on top when nobody says which CAs are trusted.
final class Tops {
    private final List<BitSet> issuesTo = new ArrayList<>();
    private final BitSet selfSigned = new BitSet();
    private final BitSet certified = new BitSet();

    Tops(int nodes, List<DrawnCertificate> certificates) {
        for (int i = 0; i < nodes; i++) {
            issuesTo.add(new BitSet());
        }
        for (DrawnCertificate drawn : certificates) {
            if (drawn.isSelfSigned()) {
                selfSigned.set(drawn.issuer().node());
            } else if (!drawn.isSelfIssued()) {
                issuesTo.get(drawn.issuer().node()).set(drawn.subject().node());
                certified.set(drawn.subject().node());
            }
        }
    }

    /// The fewest nodes that, followed down, reach all: those that nobody else certifies, and where nodes certify
    /// each other in a ring, the one that reaches most; self-signed ones before others.
    Set<Integer> uncertified() {
        Set<Integer> tops = new TreeSet<>();
        BitSet reached = new BitSet();
        for (int node = 0; node < issuesTo.size(); node++) {
            if (!certified.get(node)) {
                tops.add(node);
                reached.or(reach(node));
            }
        }
        while (reached.cardinality() < issuesTo.size()) {
            BitSet known = reached;
            int top = missing(reached).stream()
                    .min(Comparator.<Integer>comparingInt(n -> -newlyReached(n, known))
                            .thenComparing(n -> !selfSigned.get(n))
                            .thenComparing(n -> -issuesTo.get(n).cardinality())
                            .thenComparing(n -> n))
                    .orElseThrow();
            tops.add(top);
            reached.or(reach(top));
        }
        return tops;
    }

    private List<Integer> missing(BitSet reached) {
        List<Integer> missing = new ArrayList<>();
        for (int n = reached.nextClearBit(0); n < issuesTo.size(); n = reached.nextClearBit(n + 1)) {
            missing.add(n);
        }
        return missing;
    }

    private int newlyReached(int node, BitSet known) {
        BitSet reach = reach(node);
        reach.andNot(known);
        return reach.cardinality();
    }

    private BitSet reach(int from) {
        BitSet seen = new BitSet();
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
        seen.set(from);
        while (!queue.isEmpty()) {
            issuesTo.get(queue.remove()).stream().filter(n -> !seen.get(n)).forEach(n -> {
                seen.set(n);
                queue.add(n);
            });
        }
        return seen;
    }
}
