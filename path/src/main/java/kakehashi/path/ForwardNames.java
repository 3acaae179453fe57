package kakehashi.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// The names that the anchors' certificates lead to, found forwards, layer by layer, and only as far as the search
/// asks. Where the way back from a target fans out, it meets these names halfway.
final class ForwardNames {
    private final TrustGraph graph;
    private final SearchMeter meter;
    private final Set<Name> seen = new HashSet<>();
    private List<Name> frontier = new ArrayList<>();

    ForwardNames(TrustGraph graph, Collection<TrustAnchor> anchors, SearchMeter meter) {
        this.graph = graph;
        this.meter = meter;
        for (TrustAnchor anchor : anchors) {
            if (seen.add(anchor.name())) {
                frontier.add(anchor.name());
            }
        }
    }

    /// Goes one layer further; false when there is none, or the budget is spent.
    boolean extend() {
        List<Name> next = new ArrayList<>();
        for (Name issuer : frontier) {
            for (Certificate certificate : graph.issuedBy(issuer)) {
                if (!meter.edge()) {
                    return false;
                }
                if (seen.add(certificate.subject())) {
                    next.add(certificate.subject());
                }
            }
        }
        frontier = next;
        return !frontier.isEmpty();
    }

    /// How many names were new in the last layer.
    int width() {
        return frontier.size();
    }

    /// Whether an anchor leads to the name.
    boolean contains(Name name) {
        return seen.contains(name);
    }
}
