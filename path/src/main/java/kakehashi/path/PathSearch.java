package kakehashi.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// One search for a path (RFC 4158): back from the target by names to learn what can lead to it, forward from the
/// anchors by the fold, the shortest paths first.
///
/// A prefix is not followed when another one stands at the same name and key whose state lets everything pass that
/// this one's would: so loops end, and a mesh costs its edges and not its paths.
final class PathSearch {
    private static final Comparator<Waiting> SHORTEST_FIRST = Comparator.comparingInt(Waiting::shortestPath)
            .thenComparing(
                    Comparator.comparingInt((Waiting w) -> w.prefix.length()).reversed())
            .thenComparingLong(Waiting::sequence);

    private final PathBuilder builder;
    private final PathRequest request;
    private final SearchMeter meter;
    private final CrlIssuerSearch crlIssuers;
    private final Name targetIssuer;
    private final ReverseLayers reverse;
    private final TriedPaths tried;
    private final Map<TrustAnchor, PathFold> folds = new HashMap<>();
    private final List<Prefix> issuing = new ArrayList<>();
    private Map<Place, List<PathState>> visited = new HashMap<>();
    private long sequence;
    private boolean cutOff;

    /// A prefix to be followed.
    private record Waiting(Prefix prefix, int shortestPath, long sequence) {}

    /// Where a prefix stands: two prefixes at one place differ by their states only.
    private record Place(Name name, SubjectPublicKeyInfo key) {}

    PathSearch(PathBuilder builder, PathRequest request, SearchMeter meter, CrlIssuerSearch crlIssuers) {
        this.builder = builder;
        this.request = request;
        this.meter = meter;
        this.crlIssuers = crlIssuers;
        this.targetIssuer = request.target().issuer();
        this.reverse = new ReverseLayers(builder.graph(), targetIssuer, meter);
        this.tried = new TriedPaths(request);
    }

    PathOutcome run() {
        Optional<PathOutcome> known = attemptAll(builder.prefixesIssuing(targetIssuer, request.at()));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<PathOutcome> found = reachAnchor() ? searchForward() : Optional.empty();
        if (crlIssuers.isOutermost()) {
            builder.rememberIssuing(targetIssuer, issuing);
        }
        return found.orElseGet(() -> tried.outcome(reverse.deadEnds(), meter));
    }

    /// Goes back until an anchor's name is reached.
    private boolean reachAnchor() {
        while (builder.anchors().stream().noneMatch(a -> reverse.reaches(a.name()))) {
            if (!reverse.extend()) {
                return false;
            }
        }
        return true;
    }

    /// Lets paths grow longer until one holds, or none is left.
    private Optional<PathOutcome> searchForward() {
        int bound = reverse.layers();
        while (true) {
            Optional<PathOutcome> found = searchForward(bound);
            if (found.isPresent() || meter.exhausted().isPresent()) {
                return found;
            }
            if (reverse.extend()) {
                bound = reverse.layers();
            } else if (cutOff && bound != Integer.MAX_VALUE) {
                bound = Integer.MAX_VALUE;
            } else {
                return Optional.empty();
            }
        }
    }

    /// One search among paths of at most so many CA certificates.
    private Optional<PathOutcome> searchForward(int bound) {
        visited = new HashMap<>();
        cutOff = false;
        List<Prefix> otherKeys = new ArrayList<>();
        PriorityQueue<Waiting> queue = new PriorityQueue<>(SHORTEST_FIRST);
        for (TrustAnchor anchor : builder.anchors()) {
            if (reverse.reaches(anchor.name()) && isUsable(anchor)) {
                visit(builder.root(anchor), 0, queue);
            }
        }
        while (!queue.isEmpty() && meter.exhausted().isEmpty()) {
            Prefix prefix = queue.poll().prefix;
            if (standsAtTargetIssuer(prefix)) {
                if (isOtherKey(prefix)) {
                    otherKeys.add(prefix);
                } else {
                    Optional<PathOutcome> found = attempt(prefix);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            follow(prefix, bound, queue);
        }
        return attemptAll(otherKeys);
    }

    private boolean isUsable(TrustAnchor anchor) {
        List<Finding> findings = anchor.judge(request.at(), builder.inputs().purpose());
        if (!findings.isEmpty()) {
            tried.addAnchor(anchor, findings);
        }
        return findings.isEmpty();
    }

    private void follow(Prefix prefix, int bound, PriorityQueue<Waiting> queue) {
        for (Certificate next : reverse.issuedBy(prefix.state().working().issuerName())) {
            int shortestPath = prefix.length() + 1 + reverse.distance(next);
            if (shortestPath > bound) {
                cutOff = true;
            } else if (!prefix.contains(next)) {
                if (!meter.edge()) {
                    return;
                }
                grow(prefix, next).ifPresent(child -> visit(child, shortestPath, queue));
            }
        }
    }

    private void visit(Prefix prefix, int shortestPath, PriorityQueue<Waiting> queue) {
        visited.computeIfAbsent(place(prefix.state()), p -> new ArrayList<>(1)).add(prefix.state());
        queue.add(new Waiting(prefix, shortestPath, sequence++));
    }

    private static Place place(PathState state) {
        return new Place(state.working().issuerName(), state.working().info());
    }

    private boolean isCovered(PathState state) {
        return visited.getOrDefault(place(state), List.of()).stream().anyMatch(other -> other.covers(state));
    }

    /// The prefix with one more certificate, unless something speaks against it or a better one has been here.
    private Optional<Prefix> grow(Prefix prefix, Certificate next) {
        Optional<Prefix> remembered = prefix.child(next, request.at());
        if (remembered.isPresent()) {
            Prefix child = remembered.get();
            if (!child.isGood()) {
                tried.addStopped(child);
            }
            return remembered.filter(c -> c.isGood() && !isCovered(c.state()));
        }
        PathFold fold = fold(prefix.anchor());
        PathFold.Step step = fold.extend(prefix.state(), next);
        if (step.findings().isEmpty() && isCovered(step.state())) {
            return Optional.empty();
        }
        PathFold.Authenticated result = step.findings().isEmpty()
                ? fold.authenticate(prefix.state(), step.state(), next, Position.INTERMEDIATE)
                : new PathFold.Authenticated(step.state(), step.findings(), List.of());
        Prefix child = prefix.child(next, result);
        if (crlIssuers.isOutermost() && child.isTimeless()) {
            prefix.remember(child);
        }
        if (!child.isGood()) {
            tried.addStopped(child);
            return Optional.empty();
        }
        return Optional.of(child);
    }

    private PathFold fold(TrustAnchor anchor) {
        return folds.computeIfAbsent(anchor, a -> new PathFold(builder.context(a, request.at(), meter, crlIssuers)));
    }

    private boolean standsAtTargetIssuer(Prefix prefix) {
        return prefix.state().working().issuerName().equals(targetIssuer);
    }

    /// Whether key identifiers say that another key of the issuer signed. They only order what is tried: "key
    /// identifiers … mismatches must not be used to eliminate certificates" (RFC 4158 §3.5.12).
    private boolean isOtherKey(Prefix prefix) {
        Optional<Bytes> wanted =
                request.target().authorityKeyIdentifier().flatMap(AuthorityKeyIdentifier::keyIdentifier);
        Optional<Bytes> has =
                prefix.certificate().or(() -> prefix.anchor().certificate()).flatMap(Certificate::subjectKeyIdentifier);
        return wanted.isPresent() && has.isPresent() && !wanted.equals(has);
    }

    /// Tries the target after each prefix, those with the key that it names first.
    private Optional<PathOutcome> attemptAll(List<Prefix> prefixes) {
        for (boolean otherKey : new boolean[] {false, true}) {
            for (Prefix prefix : prefixes) {
                if (isOtherKey(prefix) == otherKey && meter.exhausted().isEmpty()) {
                    Optional<PathOutcome> found = attempt(prefix);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<PathOutcome> attempt(Prefix prefix) {
        if (!tried.isNew(prefix)) {
            return Optional.empty();
        }
        issuing.add(prefix);
        TrustAnchor anchor = prefix.anchor();
        PolicyInputs policyInputs =
                anchor.constraints().tighten(builder.inputs().policies());
        PathFold.Finished finished =
                fold(anchor).finish(prefix.state(), request, policyInputs, PathFold.Thoroughness.UNTIL_FIRST_FINDING);
        PathFold.Authenticated target = finished.authenticated();
        if (!target.findings().isEmpty()) {
            tried.addComplete(prefix, target.findings());
            return Optional.empty();
        }
        List<Certificate> certificates = new ArrayList<>(prefix.certificates());
        certificates.add(request.target());
        List<RevocationStatus.Evidence> evidence = new ArrayList<>(prefix.evidence());
        evidence.addAll(target.evidence());
        ValidatedPath path = new ValidatedPath(anchor, certificates, finished.policies(), evidence, target.state());
        return Optional.of(new PathOutcome.Valid(path, tried.all(), meter.cost()));
    }
}
