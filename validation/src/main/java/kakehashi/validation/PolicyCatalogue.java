package kakehashi.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Oid;

/// The relying-party policies of a server with their history, and which one is the default. Immutable: a new
/// version makes the next catalogue.
public final class PolicyCatalogue {
    private final Oid standard;
    private final Map<Oid, List<RelyingPartyPolicy>> versions;

    private PolicyCatalogue(Oid standard, Map<Oid, List<RelyingPartyPolicy>> versions) {
        this.standard = standard;
        this.versions = versions;
    }

    /// The catalogue of one policy, the default.
    public static PolicyCatalogue of(RelyingPartyPolicy standard) {
        return new PolicyCatalogue(standard.id(), Map.of(standard.id(), List.of(standard)));
    }

    /// This catalogue with another policy, or another version of one that it has.
    ///
    /// @throws IllegalArgumentException when it has that version already: a version never changes
    public PolicyCatalogue with(RelyingPartyPolicy policy) {
        List<RelyingPartyPolicy> history = new ArrayList<>(versions.getOrDefault(policy.id(), List.of()));
        if (history.stream().anyMatch(known -> known.version() == policy.version())) {
            throw new IllegalArgumentException("policy " + policy.id() + " has a version " + policy.version());
        }
        history.add(policy);
        history.sort(Comparator.comparingInt(RelyingPartyPolicy::version));
        Map<Oid, List<RelyingPartyPolicy>> next = new LinkedHashMap<>(versions);
        next.put(policy.id(), List.copyOf(history));
        return new PolicyCatalogue(standard, next);
    }

    /// The newest version of the default policy.
    public RelyingPartyPolicy standard() {
        return versions.get(standard).getLast();
    }

    /// The newest version of a policy.
    public Optional<RelyingPartyPolicy> find(Oid id) {
        return Optional.ofNullable(versions.get(id)).map(List::getLast);
    }

    /// A version of a policy.
    public Optional<RelyingPartyPolicy> find(Oid id, int version) {
        return versions.getOrDefault(id, List.of()).stream()
                .filter(policy -> policy.version() == version)
                .findFirst();
    }

    /// The newest versions of all policies, the default first.
    public List<RelyingPartyPolicy> policies() {
        List<RelyingPartyPolicy> all = new ArrayList<>(List.of(standard()));
        versions.values().stream()
                .map(List::getLast)
                .filter(p -> !p.id().equals(standard))
                .forEach(all::add);
        return List.copyOf(all);
    }
}
