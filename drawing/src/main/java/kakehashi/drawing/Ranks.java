package kakehashi.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// On which rank each box stands, so that every line leads from a rank to a later one. A line that would lead back
/// is turned round for the placing, and drawn with its arrow where it belongs.
final class Ranks {
    private final int[] rank;
    private final List<List<Integer>> issuesTo = new ArrayList<>();
    private final int[] depth;

    private Ranks(int boxes) {
        this.rank = new int[boxes];
        this.depth = new int[boxes];
        for (int i = 0; i < boxes; i++) {
            issuesTo.add(new ArrayList<>());
        }
    }

    static Ranks of(int boxes, List<Wire> wires, List<Integer> tops) {
        Ranks ranks = new Ranks(boxes);
        wires.stream()
                .map(w -> List.of(w.from().box(), w.to().box()))
                .distinct()
                .forEach(pair -> ranks.issuesTo.get(pair.getFirst()).add(pair.getLast()));
        ranks.measureDepth(tops);
        ranks.place();
        ranks.drawSourcesNear(tops);
        return ranks;
    }

    /// The same boxes on more ranks, at most so many on each: those that issue to none of a later rank first, so
    /// that the others stand near the boxes that they issue to.
    Ranks atMost(int boxes) {
        Ranks spread = new Ranks(rank.length);
        for (int box = 0; box < rank.length; box++) {
            spread.issuesTo.set(box, issuesTo.get(box));
            spread.depth[box] = depth[box];
        }
        int next = 0;
        for (int old = 0; old < count(); old++) {
            List<Integer> standing = standingOn(old);
            for (int i = 0; i < standing.size(); i++) {
                spread.rank[standing.get(i)] = next + i / boxes;
            }
            next += (standing.size() + boxes - 1) / boxes;
        }
        return spread;
    }

    private List<Integer> standingOn(int one) {
        List<int[]> lines = forwardLines();
        return IntStream.range(0, rank.length)
                .filter(box -> rank[box] == one)
                .boxed()
                .sorted(Comparator.comparing((Integer box) -> lines.stream().anyMatch(line -> line[0] == box)))
                .toList();
    }

    int rank(int box) {
        return rank[box];
    }

    int count() {
        return Arrays.stream(rank).max().orElse(-1) + 1;
    }

    /// Whether a line leads back towards the tops.
    boolean leadsBack(Wire wire) {
        return leadsBack(wire.from().box(), wire.to().box());
    }

    /// Boxes nearer to the tops come first; of boxes as near as each other, the one that issues to more.
    private boolean leadsBack(int from, int to) {
        if (depth[from] != depth[to]) {
            return depth[from] > depth[to];
        }
        int more = issuesTo.get(from).size() - issuesTo.get(to).size();
        return more == 0 ? from > to : more < 0;
    }

    private void measureDepth(List<Integer> tops) {
        Arrays.fill(depth, Integer.MAX_VALUE);
        measureFrom(tops);
        for (int unreached = firstUnreached(); unreached >= 0; unreached = firstUnreached()) {
            measureFrom(List.of(unreached));
        }
    }

    private void measureFrom(List<Integer> tops) {
        ArrayDeque<Integer> queue = new ArrayDeque<>(tops);
        tops.forEach(top -> depth[top] = 0);
        while (!queue.isEmpty()) {
            int box = queue.remove();
            for (int next : issuesTo.get(box)) {
                if (depth[next] == Integer.MAX_VALUE) {
                    depth[next] = depth[box] + 1;
                    queue.add(next);
                }
            }
        }
    }

    /// With anchors given, what they do not reach: first what nobody else certifies.
    private int firstUnreached() {
        boolean[] certified = new boolean[depth.length];
        issuesTo.forEach(list -> list.forEach(to -> certified[to] = true));
        int found = -1;
        for (int box = depth.length - 1; box >= 0; box--) {
            if (depth[box] == Integer.MAX_VALUE && (found < 0 || certified[found] || !certified[box])) {
                found = box;
            }
        }
        return found;
    }

    /// The longest way from the start decides, which leaves no line between boxes of one rank.
    private void place() {
        List<int[]> lines = forwardLines();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int[] line : lines) {
                if (rank[line[1]] <= rank[line[0]]) {
                    rank[line[1]] = rank[line[0]] + 1;
                    moved = true;
                }
            }
        }
    }

    private List<int[]> forwardLines() {
        List<int[]> lines = new ArrayList<>();
        for (int from = 0; from < issuesTo.size(); from++) {
            for (int to : issuesTo.get(from)) {
                lines.add(leadsBack(from, to) ? new int[] {to, from} : new int[] {from, to});
            }
        }
        return lines;
    }

    /// A root that only certifies something far down stands just above it, except the first top.
    private void drawSourcesNear(List<Integer> tops) {
        List<int[]> lines = forwardLines();
        int first = tops.stream()
                .max((a, b) ->
                        Integer.compare(issuesTo.get(a).size(), issuesTo.get(b).size()))
                .orElse(-1);
        for (int box = 0; box < rank.length; box++) {
            int source = box;
            boolean isSource = source != first && lines.stream().noneMatch(l -> l[1] == source);
            if (isSource) {
                rank[source] = Math.max(
                        0,
                        lines.stream()
                                        .filter(l -> l[0] == source)
                                        .mapToInt(l -> rank[l[1]])
                                        .min()
                                        .orElse(1)
                                - 1);
            }
        }
    }
}
