package kakehashi.path;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;

/// Finds and judges certification paths from trust anchors to targets (RFC 4158, RFC 5280 §6) in one trust graph,
/// under one set of inputs, with one set of evidence.
///
/// The CA parts of paths are judged once and remembered with the period in which they hold. So a builder is made
/// once and kept; when graph or evidence change, [#with] makes the next one, which keeps all that does not depend
/// on the change. Safe for many threads. What is remembered never changes an answer, only its cost.
public final class PathBuilder {
    private static final int MAX_REMEMBERED_NAMES = 1 << 16;

    private final TrustGraph graph;
    private final List<TrustAnchor> anchors;
    private final ValidationInputs inputs;
    private final RevocationEvidence evidence;
    private final Means means;
    private final Set<Name> anchorNames = new HashSet<>();
    private final ConcurrentHashMap<TrustAnchor, Prefix> roots = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Name, List<Prefix>> issuing = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TrustAnchor, PathBuilder> forCrlIssuers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Certificate, ValidatedPath> crlIssuers = new ConcurrentHashMap<>();

    /// What does not depend on graph, inputs and evidence: what a search may cost, and the signatures that are
    /// known.
    private record Means(
            SearchLimits limits, LongSupplier nanoTicker, SignatureMemo certificates, EvidenceSignatures evidence) {
        private Means overlaid() {
            return new Means(limits, nanoTicker, certificates.overlaid(), evidence.overlaid());
        }
    }

    private PathBuilder(
            TrustGraph graph,
            List<TrustAnchor> anchors,
            ValidationInputs inputs,
            RevocationEvidence evidence,
            Means means) {
        this.graph = graph;
        this.anchors = anchors;
        this.inputs = inputs;
        this.evidence = evidence;
        this.means = means;
        anchors.forEach(anchor -> anchorNames.add(anchor.name()));
    }

    /// A builder without a limit on time.
    ///
    /// @param graph the CA certificates that paths may use
    /// @param anchors where paths start; tried in this order among paths of equal length
    /// @param inputs everything else that decides
    /// @param evidence CRLs and OCSP responses
    public static PathBuilder of(
            TrustGraph graph, Collection<TrustAnchor> anchors, ValidationInputs inputs, RevocationEvidence evidence) {
        return new PathBuilder(
                graph,
                List.copyOf(anchors),
                inputs,
                evidence,
                new Means(SearchLimits.DEFAULT, () -> 0, new SignatureMemo(), new EvidenceSignatures()));
    }

    /// The same builder with other limits, remembering nothing of paths yet.
    ///
    /// @param nanoTicker a count of nanoseconds from any origin, asked only when the limits have a time
    public PathBuilder within(SearchLimits limits, LongSupplier nanoTicker) {
        Means other = new Means(limits, nanoTicker, means.certificates, means.evidence);
        return new PathBuilder(graph, anchors, inputs, evidence, other);
    }

    /// The builder for the next graph. What was remembered of paths is kept where all their certificates are still
    /// in the graph.
    public PathBuilder with(TrustGraph next) {
        PathBuilder changed = new PathBuilder(next, anchors, inputs, evidence, means);
        roots.forEach((anchor, root) -> root.carryOver(
                changed.root(anchor),
                (certificate, crlIssuers) -> next.contains(certificate) && crlIssuers.holdsInOtherGraph()));
        return changed;
    }

    /// The builder for the next evidence. What was remembered of paths is kept where nothing that could be said
    /// about their certificates has changed.
    public PathBuilder with(RevocationEvidence next) {
        means.evidence.retainOnly(next);
        PathBuilder changed = new PathBuilder(graph, anchors, inputs, next, means);
        Predicate<Certificate> sameEvidence = c -> evidence.stamp(c).equals(next.stamp(c));
        roots.forEach((anchor, root) -> root.carryOver(
                changed.root(anchor),
                (certificate, crlIssuers) ->
                        sameEvidence.test(certificate) && crlIssuers.holdsWithOtherEvidence(sameEvidence)));
        return changed;
    }

    /// A builder for one request that brings certificates and evidence of its own. It knows the signatures that
    /// this one knows; what it learns is gone with it, and this one learns nothing from it.
    public PathBuilder overlaid(
            Collection<Certificate> certificates, Collection<Crl> crls, Collection<BasicOcspResponse> responses) {
        RevocationEvidence more = crls.isEmpty() && responses.isEmpty() ? evidence : evidence.with(crls, responses);
        return new PathBuilder(graph.overlaid(certificates), anchors, inputs, more, means.overlaid());
    }

    /// A builder for one request that asks under anchors and inputs of its own. It knows the signatures that this
    /// one knows; this one learns nothing from it.
    public PathBuilder under(Collection<TrustAnchor> others, ValidationInputs otherInputs) {
        return new PathBuilder(graph, List.copyOf(others), otherInputs, evidence, means.overlaid());
    }

    /// Answers a request: the first path found that holds, or why none does.
    public PathOutcome build(PathRequest request) {
        SearchMeter meter = new SearchMeter(means.limits, means.nanoTicker);
        return new PathSearch(this, request, meter, CrlIssuerSearch.outermost(this)).run();
    }

    /// The graph in which paths are found.
    public TrustGraph graph() {
        return graph;
    }

    /// Where paths start.
    public List<TrustAnchor> anchors() {
        return anchors;
    }

    /// The inputs under which paths are judged.
    public ValidationInputs inputs() {
        return inputs;
    }

    /// The evidence by which revocation is judged.
    public RevocationEvidence evidence() {
        return evidence;
    }

    /// Whether the name is an anchor's.
    boolean isAnchorName(Name name) {
        return anchorNames.contains(name);
    }

    Prefix root(TrustAnchor anchor) {
        return roots.computeIfAbsent(anchor, a -> Prefix.root(a, inputs));
    }

    PathContext context(TrustAnchor anchor, Instant at, SearchMeter meter, CrlIssuerSearch crlIssuerSearch) {
        RevocationChecker checker =
                new RevocationChecker(evidence, inputs.revocation(), inputs.algorithms(), means.evidence, meter);
        return new PathContext(
                inputs,
                at,
                checker,
                (certificate, issuer) -> crlIssuerSearch.new Asked(certificate, issuer, anchor, at, meter),
                means.certificates,
                meter);
    }

    /// The prefixes under which targets of an issuer were tried before and that hold at the time, in the order in
    /// which a search finds them.
    List<Prefix> prefixesIssuing(Name issuer, Instant at) {
        return issuing.getOrDefault(issuer, List.of()).stream()
                .filter(prefix -> prefix.holdsAt(at))
                .toList();
    }

    void rememberIssuing(Name issuer, List<Prefix> prefixes) {
        if (!prefixes.isEmpty()) {
            if (issuing.size() >= MAX_REMEMBERED_NAMES) {
                issuing.clear();
            }
            issuing.put(issuer, List.copyOf(prefixes));
        }
    }

    /// A builder over the same graph and evidence for judging issuers of CRLs.
    PathBuilder forCrlIssuersUnder(TrustAnchor anchor) {
        return forCrlIssuers.computeIfAbsent(
                anchor, a -> new PathBuilder(graph, List.of(a), inputs.forCrlIssuers(), evidence, means));
    }

    Optional<ValidatedPath> knownCrlIssuer(Certificate issuer, Instant at) {
        return Optional.ofNullable(crlIssuers.get(issuer))
                .filter(path -> path.period().contains(at));
    }

    void rememberCrlIssuer(ValidatedPath path) {
        if (crlIssuers.size() >= MAX_REMEMBERED_NAMES) {
            crlIssuers.clear();
        }
        crlIssuers.put(path.target(), path);
    }
}
