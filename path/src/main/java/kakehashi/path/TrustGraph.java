package kakehashi.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// The CA certificates that paths are built of, as a graph: an edge leads from an issuer's name to a subject's. One
/// name may have many keys, one key many names; self-issued, link and cross-certificates are edges like any other.
///
/// Immutable: a change makes the next graph, which shares with this one what did not change. Being in the graph
/// gives no trust. The order of certificates is the order in which they were added, so answers are repeatable.
public final class TrustGraph {
    /// The graph without certificates.
    public static final TrustGraph EMPTY = new TrustGraph(Map.of(), Map.of(), Set.of(), Optional.empty());

    private final Map<Name, List<Certificate>> bySubject;
    private final Map<Name, List<Certificate>> byIssuer;
    private final Set<Certificate> certificates;
    private final Optional<TrustGraph> below;

    private TrustGraph(
            Map<Name, List<Certificate>> bySubject,
            Map<Name, List<Certificate>> byIssuer,
            Set<Certificate> certificates,
            Optional<TrustGraph> below) {
        this.bySubject = bySubject;
        this.byIssuer = byIssuer;
        this.certificates = certificates;
        this.below = below;
    }

    /// The graph of these certificates. The same certificate counts once; one without a subject name cannot issue
    /// and is left out.
    public static TrustGraph of(Collection<Certificate> certificates) {
        return EMPTY.with(certificates);
    }

    /// The next graph, with these certificates as well.
    public TrustGraph with(Collection<Certificate> more) {
        Set<Certificate> all = new LinkedHashSet<>(certificates);
        List<Certificate> unknown = more.stream()
                .filter(c -> below.map(graph -> !graph.contains(c)).orElse(true))
                .toList();
        Map<Name, List<Certificate>> toSubject = new HashMap<>();
        Map<Name, List<Certificate>> toIssuer = new HashMap<>();
        for (Certificate certificate : unknown) {
            if (!certificate.subject().isEmpty() && all.add(certificate)) {
                toSubject
                        .computeIfAbsent(certificate.subject(), n -> new ArrayList<>())
                        .add(certificate);
                toIssuer.computeIfAbsent(certificate.issuer(), n -> new ArrayList<>())
                        .add(certificate);
            }
        }
        return new TrustGraph(merged(bySubject, toSubject), merged(byIssuer, toIssuer), all, below);
    }

    /// This graph with the certificates of one request laid over it: it costs what the few cost, whatever the size
    /// of this graph, which it keeps and does not copy.
    public TrustGraph overlaid(Collection<Certificate> few) {
        List<Certificate> fresh = few.stream().filter(c -> !contains(c)).toList();
        TrustGraph own = of(fresh);
        return own.certificates.isEmpty()
                ? this
                : new TrustGraph(own.bySubject, own.byIssuer, own.certificates, Optional.of(this));
    }

    private static Map<Name, List<Certificate>> merged(
            Map<Name, List<Certificate>> index, Map<Name, List<Certificate>> additions) {
        Map<Name, List<Certificate>> next = new HashMap<>(index);
        additions.forEach((name, added) -> {
            List<Certificate> list = new ArrayList<>(index.getOrDefault(name, List.of()));
            list.addAll(added);
            next.put(name, List.copyOf(list));
        });
        return next;
    }

    /// The next graph, without these certificates.
    public TrustGraph without(Collection<Certificate> gone) {
        Set<Certificate> goneSet = new HashSet<>(gone);
        return of(certificates().stream().filter(c -> !goneSet.contains(c)).toList());
    }

    /// The certificates issued to a name, whatever their keys.
    public List<Certificate> issuedTo(Name subject) {
        List<Certificate> own = bySubject.getOrDefault(subject, List.of());
        return below.map(graph -> joined(graph.issuedTo(subject), own)).orElse(own);
    }

    /// The certificates issued by a name, whatever key signed.
    public List<Certificate> issuedBy(Name issuer) {
        List<Certificate> own = byIssuer.getOrDefault(issuer, List.of());
        return below.map(graph -> joined(graph.issuedBy(issuer), own)).orElse(own);
    }

    private static List<Certificate> joined(List<Certificate> first, List<Certificate> then) {
        if (first.isEmpty() || then.isEmpty()) {
            return first.isEmpty() ? then : first;
        }
        List<Certificate> both = new ArrayList<>(first);
        both.addAll(then);
        return both;
    }

    /// All certificates, in the order in which they were added.
    public Set<Certificate> certificates() {
        return below.map(graph -> {
                    Set<Certificate> all = new LinkedHashSet<>(graph.certificates());
                    all.addAll(certificates);
                    return all;
                })
                .orElse(certificates);
    }

    /// Whether the certificate is in the graph.
    public boolean contains(Certificate certificate) {
        return certificates.contains(certificate)
                || below.map(graph -> graph.contains(certificate)).orElse(false);
    }

    /// What leads from this graph to another.
    public Change changeTo(TrustGraph next) {
        return new Change(missingFrom(this, next), missingFrom(next, this));
    }

    private static List<Certificate> missingFrom(TrustGraph graph, TrustGraph other) {
        return other.certificates().stream().filter(c -> !graph.contains(c)).toList();
    }

    /// A change between two graphs.
    ///
    /// @param added certificates of the later graph that the earlier one has not
    /// @param removed certificates of the earlier graph that the later one has not
    public record Change(List<Certificate> added, List<Certificate> removed) {
        /// Whether nothing changed.
        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }
    }
}
