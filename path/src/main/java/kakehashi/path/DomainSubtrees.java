package kakehashi.path;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Subtrees of the form dNSName (RFC 5280 §4.2.1.10).
///
/// `example.com` is the domain and everything below it; `.example.com`, which the RFC does not foresee, is what
/// can be made by adding labels to it, so everything below only; the empty base is everything. A wildcard in the
/// name stands for one label. A base that is not a domain name makes all of it unusable.
final class DomainSubtrees {
    private final DomainBases bases;
    private final Set<String> parents = new HashSet<>();

    DomainSubtrees(List<String> texts) {
        bases = new DomainBases(texts, DomainName::parseAbsolute);
        bases.exact().forEach(name -> parents.add(name.substring(name.indexOf('.') + 1)));
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return bases.isUsable();
    }

    /// How the domain name, possibly with `*` as its first label, lies to the subtrees.
    Relation relationOf(String domain) {
        boolean wildcard = domain.startsWith("*.");
        Optional<String> parsed = DomainName.parseAbsolute(wildcard ? domain.substring(2) : domain);
        if (parsed.isEmpty()) {
            return Relation.UNCLEAR;
        }
        String name = parsed.get();
        if (bases.hold(name) || DomainName.isBelow(name, bases.exact())) {
            return Relation.INSIDE;
        }
        if (wildcard && bases.below().contains(name)) {
            return Relation.INSIDE;
        }
        // "*.example.com" stands for the base "host.example.com" among others.
        return wildcard && parents.contains(name) ? Relation.ACROSS : Relation.OUTSIDE;
    }
}
