package kakehashi.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        ArrayDeque<Integer> queue = new ArrayDeque<>(tops);
        tops.forEach(top -> depth[top] = 0);
        spread(queue);
        for (int box = firstUnreached(); box >= 0; box = firstUnreached()) {
            depth[box] = 0;
            queue.add(box);
            spread(queue);
        }
    }

    private void spread(ArrayDeque<Integer> queue) {
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
