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
    private final Set<String> domains = new HashSet<>();
    private final Set<String> domainsBelow = new HashSet<>();
    private final Set<String> parents = new HashSet<>();
    private boolean everything;
    private boolean usable = true;

    DomainSubtrees(List<String> bases) {
        bases.forEach(this::add);
    }

    private void add(String base) {
        if (base.isEmpty()) {
            everything = true;
            return;
        }
        boolean below = base.startsWith(".");
        Optional<String> domain = DomainName.parseAbsolute(below ? base.substring(1) : base);
        usable &= domain.isPresent();
        domain.ifPresent(name -> {
            (below ? domainsBelow : domains).add(name);
            if (!below) {
                parents.add(name.substring(name.indexOf('.') + 1));
            }
        });
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return usable;
    }

    /// How the domain name, possibly with `*` as its first label, lies to the subtrees.
    Relation relationOf(String domain) {
        boolean wildcard = domain.startsWith("*.");
        Optional<String> parsed = DomainName.parseAbsolute(wildcard ? domain.substring(2) : domain);
        if (parsed.isEmpty()) {
            return Relation.UNCLEAR;
        }
        String name = parsed.get();
        if (everything || domains.contains(name) || DomainName.isBelow(name, domains)) {
            return Relation.INSIDE;
        }
        if (DomainName.isBelow(name, domainsBelow) || (wildcard && domainsBelow.contains(name))) {
            return Relation.INSIDE;
        }
        // "*.example.com" stands for the base "host.example.com" among others.
        return wildcard && parents.contains(name) ? Relation.ACROSS : Relation.OUTSIDE;
    }
}
