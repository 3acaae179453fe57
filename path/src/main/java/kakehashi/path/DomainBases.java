package kakehashi.path;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The bases of subtrees that are domain names: `example.com`, or `.example.com` for what is below. The empty base,
/// which RFC 5280 does not foresee, is everything. A base that is no domain name makes all of it unusable.
final class DomainBases {
    private final Set<String> exact = new HashSet<>();
    private final Set<String> below = new HashSet<>();
    private boolean everything;
    private boolean usable = true;

    /// @param parse reads a base without its leading dot
    DomainBases(List<String> bases, Function<String, Optional<String>> parse) {
        for (String base : bases) {
            if (base.isEmpty()) {
                everything = true;
                continue;
            }
            boolean dotted = base.startsWith(".");
            Optional<String> domain = parse.apply(dotted ? base.substring(1) : base);
            usable &= domain.isPresent();
            domain.ifPresent((dotted ? below : exact)::add);
        }
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return usable;
    }

    /// The bases without a leading dot.
    Set<String> exact() {
        return exact;
    }

    /// The bases with a leading dot, which is taken away here.
    Set<String> below() {
        return below;
    }

    /// Whether the name, in lower case, is a base itself or below one with a leading dot.
    boolean hold(String name) {
        return everything || exact.contains(name) || DomainName.isBelow(name, below);
    }
}
