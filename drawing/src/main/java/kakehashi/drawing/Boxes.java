package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kakehashi.drawing.Box.Line;
import kakehashi.drawing.CaNode.Role;

/// Makes the boxes of a map and the lines between them. CAs that issue to no other and share their issuers become
/// one list, when the map is large enough to need it.
final class Boxes {
    /// From this many nodes on, lists are made.
    private static final int LARGE = 13;

    private final TrustMap map;
    private final BoxText text;
    private final List<Box> boxes = new ArrayList<>();
    private final Map<Integer, Integer> boxOfNode = new TreeMap<>();
    private final Set<Integer> listed = new TreeSet<>();
    private final List<Wire> wires = new ArrayList<>();

    private Boxes(TrustMap map) {
        this.map = map;
        this.text = new BoxText(map);
    }

    static Boxes of(TrustMap map) {
        Boxes boxes = new Boxes(map);
        Map<Set<Integer>, List<CaNode>> lists = boxes.lists();
        lists.values().forEach(nodes -> nodes.forEach(n -> boxes.listed.add(n.index())));
        map.nodes().stream()
                .filter(node -> !boxes.listed.contains(node.index()))
                .forEach(boxes::addNode);
        lists.values().forEach(boxes::addList);
        boxes.connect();
        return boxes;
    }

    List<Box> boxes() {
        return boxes;
    }

    List<Wire> wires() {
        return wires;
    }

    /// The boxes of the nodes from which the picture is read.
    List<Integer> tops() {
        return map.tops().stream().map(n -> boxOfNode.get(n.index())).toList();
    }

    boolean isListed(DrawnCertificate drawn) {
        return listed.contains(drawn.subject().node());
    }

    private Map<Set<Integer>, List<CaNode>> lists() {
        Map<Set<Integer>, List<CaNode>> groups = new LinkedHashMap<>();
        if (map.nodes().size() < LARGE) {
            return groups;
        }
        for (CaNode node : map.nodes()) {
            Set<Integer> issuers = issuersOf(node);
            boolean issues =
                    map.certificates().stream().anyMatch(d -> d.issuer().node() == node.index() && !d.isSelfIssued());
            if (!issues && !issuers.isEmpty() && node.role() != Role.ANCHOR) {
                groups.computeIfAbsent(issuers, i -> new ArrayList<>()).add(node);
            }
        }
        groups.values().removeIf(nodes -> nodes.size() < 2);
        return groups;
    }

    private Set<Integer> issuersOf(CaNode node) {
        return map.certificates().stream()
                .filter(d -> d.subject().node() == node.index() && !d.isSelfIssued())
                .map(d -> d.issuer().node())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void addNode(CaNode node) {
        List<Line> lines = new ArrayList<>();
        for (int key = 1; key <= node.keys().size(); key++) {
            addKey(node, key, lines);
        }
        boolean unknownSigner = map.certificates().stream()
                .anyMatch(d -> d.issuer().node() == node.index() && d.issuer().key() == 0);
        if (unknownSigner) {
            addKey(node, 0, lines);
        }
        boxOfNode.put(node.index(), boxes.size());
        boxes.add(
                new Box(Optional.of(node), node.label().domain(), text.title(node), List.copyOf(lines), BoxText.WIDTH));
    }

    private void addKey(CaNode node, int key, List<Line> lines) {
        lines.add(text.key(node, key));
        DrawnCertificate.End end = new DrawnCertificate.End(node.index(), key);
        map.certificates().stream()
                .filter(d -> d.subject().equals(end))
                .sorted(Comparator.comparing(d -> !d.isSelfIssued()))
                .forEach(d -> lines.addAll(text.certificate(d)));
    }

    private void addList(List<CaNode> nodes) {
        Map<String, List<CaNode>> byDomain = new LinkedHashMap<>();
        nodes.stream()
                .sorted(Comparator.comparing((CaNode n) -> n.label().domainKey())
                        .thenComparing(n -> n.label().shown()))
                .forEach(n -> byDomain.computeIfAbsent(n.label().domainKey(), d -> new ArrayList<>())
                        .add(n));
        List<Line> lines = new ArrayList<>();
        byDomain.values().forEach(members -> {
            String domain = members.getFirst().label().domain();
            if (byDomain.size() > 1) {
                lines.add(text.domain(domain));
            }
            members.forEach(node -> lines.addAll(leaf(node)));
        });
        String band = byDomain.size() > 1 ? "" : nodes.getFirst().label().domain();
        nodes.forEach(node -> boxOfNode.put(node.index(), boxes.size()));
        boxes.add(new Box(Optional.empty(), band, text.listTitle(nodes.size()), List.copyOf(lines), BoxText.WIDTH));
    }

    private List<Line> leaf(CaNode node) {
        List<Line> lines = new ArrayList<>();
        boolean manyIssuers = issuersOf(node).size() > 1;
        for (DrawnCertificate drawn : map.certificates()) {
            if (drawn.subject().node() == node.index()) {
                lines.addAll(text.leaf(node, drawn, lines.isEmpty() ? BoxText.Naming.NAMED : BoxText.Naming.REPEATED));
                if (manyIssuers) {
                    lines.add(text.issuer(drawn));
                }
            }
        }
        return lines;
    }

    private void connect() {
        Set<List<Integer>> bundles = new LinkedHashSet<>();
        for (DrawnCertificate drawn : map.certificates()) {
            if (drawn.isSelfIssued()) {
                continue;
            }
            int from = boxOfNode.get(drawn.issuer().node());
            int to = boxOfNode.get(drawn.subject().node());
            Wire.Row start =
                    new Wire.Row(from, boxes.get(from).lineOfKey(drawn.issuer().key()));
            if (isListed(drawn)) {
                if (bundles.add(List.of(start.box(), start.line(), to))) {
                    wires.add(new Wire(start, new Wire.Row(to, -1), Optional.empty()));
                }
            } else {
                wires.add(new Wire(start, new Wire.Row(to, boxes.get(to).lineOf(drawn)), Optional.of(drawn)));
            }
        }
    }

    /// The certificates that are drawn as a loop at a box.
    List<DrawnCertificate> loops(Box box) {
        return box.node()
                .map(node -> map.certificates().stream()
                        .filter(d -> d.isSelfIssued() && d.subject().node() == node.index())
                        .toList())
                .orElse(List.of());
    }
}
