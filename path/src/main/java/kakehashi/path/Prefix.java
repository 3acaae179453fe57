package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.x509.Certificate;

/// The first part of paths: an anchor and some CA certificates, with the state after them or what was found against
/// the last. Prefixes are shared by every path that begins with them, in one search and from search to search.
final class Prefix {
    /// More than any CA has issued to others.
    private static final int MAX_CHILDREN = 1 << 14;

    private final TrustAnchor anchor;
    private final Prefix parent;
    private final Certificate certificate;
    private final PathState state;
    private final List<Finding> findings;
    private final List<Evidence> evidence;
    private final CrlIssuerReliance crlIssuers;
    private final int length;
    private final ConcurrentHashMap<Certificate, Prefix> children = new ConcurrentHashMap<>(4);

    private Prefix(
            TrustAnchor anchor, Prefix parent, Certificate certificate, PathFold.Authenticated last, int length) {
        this.anchor = anchor;
        this.parent = parent;
        this.certificate = certificate;
        this.state = last.state();
        this.findings = last.findings();
        this.evidence = last.evidence();
        this.crlIssuers = last.crlIssuers();
        this.length = length;
    }

    /// The prefix of no certificate.
    static Prefix root(TrustAnchor anchor, ValidationInputs inputs) {
        PathState initial = PathState.initial(anchor, inputs);
        return new Prefix(anchor, null, null, PathFold.Authenticated.refused(initial, List.of()), 0);
    }

    /// The prefix with one more certificate; remembered by [#remember] only.
    Prefix child(Certificate next, PathFold.Authenticated result) {
        return new Prefix(anchor, this, next, result, length + 1);
    }

    /// Keeps the child for later searches. Bounded; when full it forgets all children.
    void remember(Prefix child) {
        if (children.size() >= MAX_CHILDREN) {
            children.clear();
        }
        children.put(child.certificate, child);
    }

    /// The child for a certificate, where a search has made one that says the same at the time.
    Optional<Prefix> child(Certificate next, Instant at) {
        Prefix child = children.get(next);
        return child != null && child.holdsAt(at) ? Optional.of(child) : Optional.empty();
    }

    /// Whether the outcome is the same at the time.
    boolean holdsAt(Instant at) {
        return findings.isEmpty() ? state.period().contains(at) : isTimeless();
    }

    /// Whether the outcome is worth remembering: it holds at more than one time.
    boolean isTimeless() {
        return findings.stream().allMatch(f -> f.check().isTimeless());
    }

    /// Whether nothing was found against any certificate.
    boolean isGood() {
        return findings.isEmpty();
    }

    List<Finding> findings() {
        return findings;
    }

    TrustAnchor anchor() {
        return anchor;
    }

    PathState state() {
        return state;
    }

    int length() {
        return length;
    }

    /// The last certificate.
    Optional<Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /// Whether the certificate stands in the prefix: "a certificate MUST NOT appear more than once in a prospective
    /// certification path" (RFC 5280 §6.1).
    boolean contains(Certificate other) {
        for (Prefix p = this; p.parent != null; p = p.parent) {
            if (p.certificate.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /// Whether every certificate of the other prefix stands in this one.
    boolean containsAllOf(Prefix other) {
        return other.certificates().stream().allMatch(this::contains);
    }

    private List<Prefix> fromAnchor() {
        List<Prefix> all = new ArrayList<>(length);
        for (Prefix p = this; p.parent != null; p = p.parent) {
            all.addFirst(p);
        }
        return all;
    }

    /// The certificates, the one issued by the anchor first.
    List<Certificate> certificates() {
        return fromAnchor().stream().map(p -> p.certificate).toList();
    }

    /// The evidence relied on for all certificates.
    List<Evidence> evidence() {
        return fromAnchor().stream()
                .flatMap(p -> p.evidence.stream())
                .distinct()
                .toList();
    }

    /// The certificates with their findings.
    List<CandidatePath.Step> steps() {
        return fromAnchor().stream()
                .map(p -> new CandidatePath.Step(p.certificate, p.findings))
                .toList();
    }

    /// Moves the remembered children that still hold to the same prefix of another builder.
    ///
    /// @param stays whether a certificate with what its answer owes to issuers of CRLs would be judged the same
    void carryOver(Prefix target, BiPredicate<Certificate, CrlIssuerReliance> stays) {
        for (Prefix child : children.values()) {
            if (stays.test(child.certificate, child.crlIssuers)) {
                Prefix copy = new Prefix(
                        target.anchor,
                        target,
                        child.certificate,
                        new PathFold.Authenticated(child.state, child.findings, child.evidence, child.crlIssuers),
                        child.length);
                target.remember(copy);
                child.carryOver(copy, stays);
            }
        }
    }
}
