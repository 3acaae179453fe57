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

/// One search for a path (RFC 4158): back from the target by names to learn what can lead to it, forward from the
/// anchors by the fold, the shortest paths first.
///
/// Edges are tried one by one, those first whose key identifiers agree: "key identifiers … mismatches must not be
/// used to eliminate certificates" (RFC 4158 §3.5.12), but of thousands of keys of one name the right one is tried
/// early.
///
/// A prefix is not followed when another one stands at the same name and key whose state lets everything pass that
/// this one's would: so loops end, and a mesh costs its edges and not its paths.
final class PathSearch {
    /// How many names a layer may have before the anchors are asked to come to meet it.
    private static final int WIDE = 64;

    private final PathBuilder builder;
    private final PathRequest request;
    private final SearchMeter meter;
    private final CrlIssuerSearch crlIssuers;
    private final Name targetIssuer;
    private ReverseLayers reverse;
    private final TriedPaths tried;
    private final Map<TrustAnchor, PathFold> folds = new HashMap<>();
    private final List<Prefix> issuing = new ArrayList<>();
    private Map<Place, List<Prefix>> visited = new HashMap<>();
    private Dominance dominance = Dominance.OF_ANY_PATH;
    private long sequence;
    private boolean cutOff;
    private boolean lacksPolicy;
    private boolean circleMatters;

    /// Which prefixes make others needless. One that may not take a certificate again, because it has taken it
    /// already, does not stand for one that has not: that tells only where mappings on a way round a circle gain
    /// policies, for all other state only grows narrower.
    private enum Dominance {
        OF_ANY_PATH,
        OF_SUBPATHS
    }

    /// What key identifiers say about an edge.
    private enum Hint {
        SAME_KEY,
        OTHER_KEY
    }

    /// An edge to be tried: nothing is paid for it before its turn comes.
    private record Waiting(Prefix from, Certificate next, Hint hint, int shortestPath, long sequence)
            implements Comparable<Waiting> {
        /// The likeliest first: by the hint, then the shortest path, then the longest prefix.
        @Override
        public int compareTo(Waiting other) {
            if (hint != other.hint) {
                return hint.compareTo(other.hint);
            }
            if (shortestPath != other.shortestPath) {
                return shortestPath - other.shortestPath;
            }
            int longer = other.from.length() - from.length();
            return longer != 0 ? longer : Long.compare(sequence, other.sequence);
        }
    }

    PathSearch(PathBuilder builder, PathRequest request, SearchMeter meter, CrlIssuerSearch crlIssuers) {
        this.builder = builder;
        this.request = request;
        this.meter = meter;
        this.crlIssuers = crlIssuers;
        this.targetIssuer = request.target().issuer();
        this.reverse = reverseLayers();
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

    private ReverseLayers reverseLayers() {
        return new ReverseLayers(builder.graph(), targetIssuer, builder::isAnchorName, meter);
    }

    /// Goes back until an anchor's name is reached. Where that fans out, the anchors come halfway to meet it.
    private boolean reachAnchor() {
        while (!reverse.reachesAnchor() && reverse.width() <= WIDE) {
            if (!reverse.extend()) {
                return false;
            }
        }
        if (!reverse.reachesAnchor() && meetAnchors()) {
            return true;
        }
        while (!reverse.reachesAnchor()) {
            if (!reverse.extend()) {
                return false;
            }
        }
        return true;
    }

    /// Goes back and forward in turns, where it is narrower, until both meet; false when they never do.
    private boolean meetAnchors() {
        ForwardNames forward = new ForwardNames(builder.graph(), builder.anchors(), meter);
        while (!reverse.meets(forward)) {
            boolean grew = reverse.width() < forward.width() ? reverse.extend() : forward.extend();
            if (!grew) {
                return false;
            }
        }
        reverse.closeWithin(forward);
        return reverse.reachesAnchor();
    }

    /// Lets paths grow longer until one holds, or none is left.
    private Optional<PathOutcome> searchForward() {
        int bound = reverse.layers();
        while (true) {
            Optional<PathOutcome> found = searchForward(bound);
            if (found.isPresent() || meter.exhausted().isPresent()) {
                return found;
            }
            if (reverse.isNarrowed()) {
                widen();
            }
            if (reachFurther()) {
                bound = reverse.layers();
            } else if (cutOff && bound != Integer.MAX_VALUE) {
                bound = Integer.MAX_VALUE;
            } else if (circleMatters && lacksPolicy && dominance == Dominance.OF_ANY_PATH) {
                dominance = Dominance.OF_SUBPATHS;
            } else {
                return Optional.empty();
            }
        }
    }

    /// Goes back as far as before, and leaves nothing out.
    private void widen() {
        int layers = reverse.layers();
        reverse = reverseLayers();
        while (reverse.layers() < layers && reverse.extend()) {}
        cutOff = true;
    }

    /// Goes back until there is a certificate that the last search has not seen.
    private boolean reachFurther() {
        int known = reverse.size();
        while (reverse.extend()) {
            if (reverse.size() > known) {
                return true;
            }
        }
        return false;
    }

    /// One search among paths of at most so many CA certificates.
    private Optional<PathOutcome> searchForward(int bound) {
        visited = new HashMap<>();
        cutOff = false;
        circleMatters = false;
        Frontier frontier = new Frontier(bound, new PriorityQueue<>(), new ArrayList<>());
        for (TrustAnchor anchor : builder.anchors()) {
            if (reverse.reaches(anchor.name()) && isUsable(anchor)) {
                Optional<PathOutcome> found = visit(builder.root(anchor), frontier);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        while (!frontier.edges.isEmpty() && meter.exhausted().isEmpty()) {
            Waiting edge = frontier.edges.poll();
            Optional<Prefix> grown =
                    isCoveredAnyway(edge.from, edge.next) ? Optional.empty() : grow(edge.from, edge.next);
            Optional<PathOutcome> found = grown.flatMap(prefix -> visit(prefix, frontier));
            if (found.isPresent()) {
                return found;
            }
        }
        return attemptAll(frontier.otherKeys);
    }

    /// What one search has yet to try.
    ///
    /// @param bound how many CA certificates a path may have
    /// @param edges edges from prefixes that hold
    /// @param otherKeys prefixes that stand at the target's issuer with another key than it names
    private record Frontier(int bound, PriorityQueue<Waiting> edges, List<Prefix> otherKeys) {}

    /// Tries the target after a new prefix, if it stands where the target's issuer is, and puts its edges in the
    /// queue.
    private Optional<PathOutcome> visit(Prefix prefix, Frontier frontier) {
        visited.computeIfAbsent(place(prefix.state()), p -> new ArrayList<>(1)).add(prefix);
        if (standsAtTargetIssuer(prefix)) {
            if (isOtherKey(prefix)) {
                frontier.otherKeys.add(prefix);
            } else {
                Optional<PathOutcome> found = attempt(prefix);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        follow(prefix, frontier);
        return Optional.empty();
    }

    private boolean isUsable(TrustAnchor anchor) {
        List<Finding> findings = anchor.judge(request.at(), builder.inputs().purpose());
        if (!findings.isEmpty()) {
            tried.addAnchor(anchor, findings);
        }
        return findings.isEmpty();
    }

    private void follow(Prefix prefix, Frontier frontier) {
        for (Certificate next : reverse.issuedBy(prefix.state().working().issuerName())) {
            if (!meter.edge()) {
                return;
            }
            int shortestPath = prefix.length() + 1 + reverse.distance(next);
            if (prefix.anchor().isNamedAgainBy(next) || isCoveredAnyway(prefix, next)) {
                continue;
            }
            if (shortestPath > frontier.bound) {
                cutOff = true;
            } else if (prefix.contains(next)) {
                circleMatters |= gainsByCircle(prefix, next);
            } else {
                frontier.edges.add(new Waiting(prefix, next, hint(prefix, next), shortestPath, sequence++));
            }
        }
    }

    /// Whether going through a certificate again would lead to what is not known yet.
    private boolean gainsByCircle(Prefix prefix, Certificate next) {
        if (circleMatters || prefix.state().policy().graph().isNull()) {
            return false;
        }
        PathFold.Step step = fold(prefix.anchor()).extend(prefix.state(), next);
        return step.findings().isEmpty() && !isCovered(prefix, step.state());
    }

    private Hint hint(Prefix prefix, Certificate next) {
        boolean other = isOtherKey(next.authorityKeyIdentifier(), keyIdentifier(prefix))
                || (next.subject().equals(targetIssuer)
                        && isOtherKey(request.target().authorityKeyIdentifier(), next.subjectKeyIdentifier()));
        return other ? Hint.OTHER_KEY : Hint.SAME_KEY;
    }

    /// Whether a state is known at the place the certificate leads to that covers whatever comes of it: so that
    /// most edges of a mesh are never judged.
    private boolean isCoveredAnyway(Prefix prefix, Certificate next) {
        PathState before = prefix.state();
        Place place = new Place(next.subject(), before.working().infoAfter(next));
        for (Prefix other : visited.getOrDefault(place, List.of())) {
            if (other.state().coversAllAfter(before)) {
                return true;
            }
        }
        return false;
    }

    private static Place place(PathState state) {
        return new Place(state.working().issuerName(), state.working().info());
    }

    /// Whether a prefix is known that makes another needless.
    ///
    /// @param from the other prefix, or all but its last certificate
    /// @param state the state after the other prefix
    private boolean isCovered(Prefix from, PathState state) {
        boolean anyPath =
                dominance == Dominance.OF_ANY_PATH || state.policy().graph().isNull();
        return visited.getOrDefault(place(state), List.of()).stream()
                .anyMatch(other -> other.state().covers(state) && (anyPath || from.containsAllOf(other)));
    }

    /// The prefix with one more certificate, unless something speaks against it or a better one has been here.
    private Optional<Prefix> grow(Prefix prefix, Certificate next) {
        Optional<Prefix> remembered = prefix.child(next, request.at());
        if (remembered.isPresent()) {
            return good(remembered.get()).filter(c -> !isCovered(c, c.state()));
        }
        PathFold fold = fold(prefix.anchor());
        PathFold.Step step = fold.extend(prefix.state(), next);
        if (step.findings().isEmpty() && isCovered(prefix, step.state())) {
            return Optional.empty();
        }
        PathFold.Authenticated result = step.findings().isEmpty()
                ? fold.authenticate(prefix.state(), step.state(), next, Position.INTERMEDIATE)
                : PathFold.Authenticated.refused(step.state(), step.findings());
        Prefix child = prefix.child(next, result);
        // What was skipped for want of budget might have spoken against the certificate.
        boolean whole = meter.exhausted().isEmpty();
        if (whole && crlIssuers.isOutermost() && child.isTimeless()) {
            prefix.remember(child);
        }
        return good(child).filter(c -> whole);
    }

    /// The prefix when it holds.
    private Optional<Prefix> good(Prefix prefix) {
        if (!prefix.isGood()) {
            lacksPolicy |= isOnlyAboutPolicies(prefix.findings());
            tried.addStopped(prefix);
        }
        return Optional.of(prefix).filter(Prefix::isGood);
    }

    private static boolean isOnlyAboutPolicies(List<Finding> findings) {
        return findings.stream().allMatch(f -> f.check() == Check.NO_VALID_POLICY);
    }

    private PathFold fold(TrustAnchor anchor) {
        return folds.computeIfAbsent(anchor, a -> new PathFold(builder.context(a, request.at(), meter, crlIssuers)));
    }

    private boolean standsAtTargetIssuer(Prefix prefix) {
        return prefix.state().working().issuerName().equals(targetIssuer);
    }

    /// Whether key identifiers say that another key of the issuer signed the target.
    private boolean isOtherKey(Prefix prefix) {
        return isOtherKey(request.target().authorityKeyIdentifier(), keyIdentifier(prefix));
    }

    private static boolean isOtherKey(Optional<AuthorityKeyIdentifier> wanted, Optional<Bytes> has) {
        Optional<Bytes> identifier = wanted.flatMap(AuthorityKeyIdentifier::keyIdentifier);
        return identifier.isPresent() && has.isPresent() && !identifier.equals(has);
    }

    private static Optional<Bytes> keyIdentifier(Prefix prefix) {
        return prefix.certificate().or(() -> prefix.anchor().certificate()).flatMap(Certificate::subjectKeyIdentifier);
    }

    /// Tries the target after each prefix, those with the key that it names first.
    private Optional<PathOutcome> attemptAll(List<Prefix> prefixes) {
        List<Prefix> ordered = new ArrayList<>(prefixes);
        ordered.sort(Comparator.comparing(this::isOtherKey));
        for (Prefix prefix : ordered) {
            Optional<PathOutcome> found = meter.exhausted().isEmpty() ? attempt(prefix) : Optional.empty();
            if (found.isPresent()) {
                return found;
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
        List<Finding> findings = target.findings();
        if (!findings.isEmpty()) {
            lacksPolicy |= isOnlyAboutPolicies(findings);
            tried.addComplete(prefix, List.copyOf(findings));
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
