package kakehashi.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// The CA certificates from which a target's issuer can be reached, found backwards by name, layer by layer, and
/// only as far as the search asks: the cost grows with the length of the paths, not with the graph.
final class ReverseLayers {
    private final TrustGraph graph;
    private final SearchMeter meter;
    private final Map<Name, List<Certificate>> byIssuer = new HashMap<>();
    private final Map<Name, Integer> distances = new HashMap<>();
    private final Set<Name> seen = new HashSet<>();
    private final Set<Name> deadEnds = new HashSet<>();
    private final Predicate<Name> isAnchor;
    private boolean anchorReached;
    private boolean narrowed;
    private List<Name> frontier;
    private int layers;
    private int size;

    /// @param isAnchor whether a name is an anchor's
    ReverseLayers(TrustGraph graph, Name targetIssuer, Predicate<Name> isAnchor, SearchMeter meter) {
        this.graph = graph;
        this.isAnchor = isAnchor;
        this.meter = meter;
        this.frontier = List.of(targetIssuer);
        this.anchorReached = isAnchor.test(targetIssuer);
        seen.add(targetIssuer);
    }

    /// How many names were new in the last layer.
    int width() {
        return frontier.size();
    }

    /// Whether a name of the last layer is one that the anchors lead to.
    boolean meets(ForwardNames forward) {
        return frontier.stream().anyMatch(forward::contains);
    }

    /// Goes back to the anchors by the names that they lead to, and by no others. Every path is then found that has
    /// no more certificates than layers were gone back before, and forward, together: a certificate of such a path
    /// either lies in those layers, or is issued by a name that the anchors lead to.
    void closeWithin(ForwardNames forward) {
        narrowed = true;
        while (!anchorReached && !frontier.isEmpty()) {
            frontier = frontier.stream().filter(forward::contains).toList();
            if (!extend()) {
                return;
            }
        }
    }

    /// Whether certificates were left out that only longer paths can use.
    boolean isNarrowed() {
        return narrowed;
    }

    /// Goes one layer further; false when there is none, or the budget is spent.
    boolean extend() {
        Map<Name, Boolean> next = new LinkedHashMap<>();
        for (Name subject : frontier) {
            List<Certificate> issued = graph.issuedTo(subject);
            if (issued.isEmpty()) {
                deadEnds.add(subject);
            }
            distances.put(subject, layers);
            for (Certificate certificate : issued) {
                if (!meter.edge()) {
                    return false;
                }
                List<Certificate> sameIssuer = byIssuer.computeIfAbsent(certificate.issuer(), n -> new ArrayList<>(2));
                boolean first = sameIssuer.isEmpty();
                sameIssuer.add(certificate);
                size++;
                if (first && seen.add(certificate.issuer())) {
                    anchorReached |= isAnchor.test(certificate.issuer());
                    next.put(certificate.issuer(), true);
                }
            }
        }
        boolean grew = !frontier.isEmpty();
        frontier = List.copyOf(next.keySet());
        layers++;
        return grew;
    }

    /// How many layers have been gone back.
    int layers() {
        return layers;
    }

    /// How many certificates have been found.
    int size() {
        return size;
    }

    /// The certificates issued by a name from which the target's issuer can be reached.
    List<Certificate> issuedBy(Name issuer) {
        return byIssuer.getOrDefault(issuer, List.of());
    }

    /// How many certificates follow this one before the target.
    int distance(Certificate certificate) {
        return distances.get(certificate.subject());
    }

    /// Whether the name can reach the target: it is the target's issuer's, or stands above it.
    boolean reaches(Name name) {
        return seen.contains(name);
    }

    /// Whether an anchor's name can reach the target.
    boolean reachesAnchor() {
        return anchorReached;
    }

    /// The names at which going back ended because no certificate of theirs is known.
    Set<Name> deadEnds() {
        return deadEnds;
    }
}
