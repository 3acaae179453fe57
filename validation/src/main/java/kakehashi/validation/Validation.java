package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.contract.OnDemandMaterial;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.Finding;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PolicyInputs;
import kakehashi.path.Purpose;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// The one engine behind all doors: a question in, an answer out, by the trust graph and the evidence of the
/// moment.
///
/// What was learned of the shared graph under a policy is kept; what a request brings along, or sets otherwise,
/// serves that request only. Graph, evidence and policies are replaced as wholes while questions are answered. Safe
/// for many threads.
public final class Validation {
    /// How often another way is looked for around CAs that were revoked a moment ago.
    private static final int MAX_DETOURS = 4;

    private final SearchBudget budget;
    private final LongWork longWork = new LongWork();
    private volatile State state;
    private volatile StatusSource feed = (issuer, serial, now) -> new StatusAnswer.UnknownIssuer();
    private volatile CertificateSource published = (issuer, serial) -> Stream.empty();
    private volatile Optional<OutsideDesk> outside = Optional.empty();

    /// All that answers rest on at one moment.
    ///
    /// @param number counts the changes of graph and policies, from 1 on
    /// @param revision counts all changes
    private record State(
            long number,
            long revision,
            PolicyCatalogue policies,
            TrustGraph graph,
            RevocationEvidence evidence,
            Map<BuilderKey, PathBuilder> builders) {}

    private record BuilderKey(kakehashi.x509.Oid policy, int version, Depth depth) {}

    /// @param policies the relying-party policies
    /// @param budget what one question may cost
    public Validation(PolicyCatalogue policies, SearchBudget budget) {
        this.budget = budget;
        this.state = new State(1, 1, policies, TrustGraph.EMPTY, RevocationEvidence.empty(), new ConcurrentHashMap<>());
    }

    /// Puts another graph in place. What was learned of paths that it still has is kept.
    public synchronized void replace(TrustGraph graph) {
        State now = state;
        state = new State(
                now.number + 1,
                now.revision + 1,
                now.policies,
                graph,
                now.evidence,
                moved(now, builder -> builder.with(graph)));
    }

    /// Puts other evidence in place. What was learned of paths that it does not concern is kept.
    public synchronized void replace(RevocationEvidence evidence) {
        State now = state;
        state = new State(
                now.number,
                now.revision + 1,
                now.policies,
                now.graph,
                evidence,
                moved(now, builder -> builder.with(evidence)));
    }

    /// Puts other policies in place.
    public synchronized void replace(PolicyCatalogue policies) {
        State now = state;
        Map<BuilderKey, PathBuilder> kept = new ConcurrentHashMap<>(now.builders);
        kept.keySet()
                .removeIf(key ->
                        !policies.find(key.policy, key.version).equals(now.policies.find(key.policy, key.version)));
        state = new State(now.number + 1, now.revision + 1, policies, now.graph, now.evidence, kept);
    }

    private static Map<BuilderKey, PathBuilder> moved(State from, Function<PathBuilder, PathBuilder> change) {
        Map<BuilderKey, PathBuilder> next = new ConcurrentHashMap<>();
        from.builders.forEach((key, builder) -> next.put(key, change.apply(builder)));
        return next;
    }

    /// Has answers about now heed a source that knows of revocations before the CRLs do: a certificate that it says
    /// is revoked is refused, wherever revocation is asked about. It never makes a yes.
    public void heed(StatusSource source) {
        feed = source;
    }

    /// Has certificates that a request only names looked for in a source besides the graph, which knows those of
    /// CAs.
    public void lookIn(CertificateSource source) {
        published = source;
    }

    /// The certificates of an issuer and number, of CAs and of those that are published.
    Stream<Certificate> find(Name issuer, SerialNumber serial) {
        return Stream.of(state.graph.issuedBy(issuer).stream(), published.find(issuer, serial))
                .flatMap(found -> found)
                .filter(one -> one.serialNumber().equals(serial));
    }

    /// Has questions under policies that allow it (`collection = on`) ask the outside for what they lack: the
    /// certificates on the way to an anchor, CRLs and OCSP responses. A request waits two seconds for it at most,
    /// all its certificates together; what is still missing then leaves the answer open.
    public void collect(OnDemandMaterial material) {
        collect(material, Patience.USUAL);
    }

    /// The same, waiting another time.
    public void collect(OnDemandMaterial material, Duration patience) {
        outside = Optional.of(new OutsideDesk(material, patience));
    }

    /// What a request may wait for the outside.
    Patience patience() {
        return outside.map(OutsideDesk::patience).orElseGet(() -> new Patience(Duration.ZERO));
    }

    /// Who asks the outside, if somebody does.
    Optional<OutsideDesk> outside() {
        return outside;
    }

    /// Where requests are worked on that may take long.
    LongWork longWork() {
        return longWork;
    }

    /// The policies of the moment.
    public PolicyCatalogue policies() {
        return state.policies;
    }

    /// The graph of the moment.
    public TrustGraph graph() {
        return state.graph;
    }

    /// Grows with every change of graph and policies (RFC 5055 §4.2 `serverConfigurationID`).
    public long configurationNumber() {
        return state.number;
    }

    /// Grows with every change of anything that answers rest on, evidence as well.
    long revision() {
        return state.revision;
    }

    /// Answers a question.
    ///
    /// @param now the present
    public ValidationAnswer answer(ValidationQuestion question, Instant now) {
        return answer(question, now, patience());
    }

    /// Answers one question of a request.
    ///
    /// @param patience what the request has left, of material, supplied and overrides that all its questions share
    ValidationAnswer answer(ValidationQuestion question, Instant now, Patience patience) {
        State current = state;
        Instant at = question.at().orElse(now);
        PathBuilder shared = shared(current, question, patience);
        Answered answered = gathered(question, shared, first(question, shared, at, patience), patience);
        ValidationAnswer found = answered.about(question, at);
        Heeded heeded = asksFeed(found)
                ? heedFeed(new Heeded(found, answered.builder()), new FeedCheck(feed, now))
                : new Heeded(found, answered.builder());
        ValidationAnswer answer = heeded.answer;
        return question.names().isEmpty() || answer.verdict() != Verdict.TOTAL_PASSED
                ? Demands.uses(answer)
                : Demands.uses(Demands.name(answer, heeded.builder));
    }

    /// What is missing is fetched where the policy lets it.
    private Answered gathered(ValidationQuestion question, PathBuilder shared, Answered first, Patience patience) {
        boolean on = question.policy().rules().collection() == RelyingPartyPolicy.Collection.ON;
        if (!on || outside.isEmpty() || first.outcome() instanceof PathOutcome.Valid) {
            return first;
        }
        try (OutsideDesk.Share share = outside.get().open()) {
            Gathering gathering = new Gathering(first.request(), shared, question.supplied(), share, patience);
            Gathering.Result result = gathering.from(first.outcome(), first.builder());
            return new Answered(first.request(), result.outcome(), result.builder(), result.misses());
        }
    }

    /// Asks the shared graph first: a client that sends along what the server has anyway costs nothing more. Not
    /// so evidence that it sends: it may know of a revocation.
    private Answered first(ValidationQuestion question, PathBuilder shared, Instant at, Patience patience) {
        PathRequest request = PathRequest.of(question.target(), at);
        Supplied supplied = question.supplied();
        if (!supplied.hasEvidence()) {
            PathOutcome outcome = shared.build(request);
            if (outcome instanceof PathOutcome.Valid || supplied.isNothing()) {
                return new Answered(request, outcome, shared, List.of());
            }
        }
        PathBuilder own = patience.own(
                        shared, one -> one.overlaid(supplied.certificates(), supplied.crls(), supplied.responses()))
                .within(patience.limits(budget.limits()), budget.nanoTicker());
        PathOutcome outcome = own.build(request);
        patience.spend(outcome.cost());
        // A virtual thread keeps its core until it waits: others come in between the certificates of a request.
        Thread.yield();
        return new Answered(request, outcome, own, List.of());
    }

    private PathBuilder shared(State current, ValidationQuestion question, Patience patience) {
        RelyingPartyPolicy policy = question.policy();
        BuilderKey key = new BuilderKey(policy.id(), policy.version(), question.depth());
        PathBuilder plain = current.builders.computeIfAbsent(
                key,
                k -> PathBuilder.of(
                                current.graph,
                                policy.anchors(),
                                inputs(policy.inputs(), question.depth()),
                                current.evidence)
                        .within(budget.limits(), budget.nanoTicker()));
        if (!question.overrides().changes(policy)) {
            return plain;
        }
        ValidationInputs inputs = inputs(question.overrides().over(policy.inputs()), question.depth());
        return patience.own(plain, one -> one.under(question.overrides().anchorsOver(policy), inputs));
    }

    private static ValidationInputs inputs(ValidationInputs inputs, Depth depth) {
        return switch (depth) {
            // A path that need not hold: as little as possible is asked of it, so that it is found.
            case BUILT ->
                inputs.with(PolicyInputs.ANY)
                        .with(Purpose.ANY)
                        .with(AlgorithmPolicy.HISTORICAL)
                        .with(RevocationPolicy.NOT_CHECKED);
            case VALIDATED -> inputs.with(RevocationPolicy.NOT_CHECKED);
            case STATUS_CHECKED ->
                inputs.revocation().requirement() == RevocationPolicy.Requirement.NOT_CHECKED
                        ? inputs.with(RevocationPolicy.REQUIRED)
                        : inputs;
            case AS_THE_POLICY_SAYS -> inputs;
        };
    }

    private static boolean asksFeed(ValidationAnswer answer) {
        ValidationQuestion question = answer.question();
        ValidationInputs inputs =
                inputs(question.overrides().over(question.policy().inputs()), question.depth());
        return question.at().isEmpty()
                && answer.path().isPresent()
                && question.depth() != Depth.BUILT
                && inputs.revocation().requirement() != RevocationPolicy.Requirement.NOT_CHECKED;
    }

    /// An answer that the feed was asked about, and the builder that knows the graph and evidence behind it.
    private record Heeded(ValidationAnswer answer, PathBuilder builder) {}

    /// Where a CA of the path is revoked, another path may do.
    private static Heeded heedFeed(Heeded first, FeedCheck check) {
        Map<Certificate, Finding> against = check.against(first.answer.path().orElseThrow());
        if (against.isEmpty()) {
            return first;
        }
        Certificate target = first.answer.question().target();
        Set<Certificate> avoided = new HashSet<>(against.keySet());
        for (int i = 0; i < MAX_DETOURS && !avoided.contains(target); i++) {
            PathBuilder around = first.builder.with(first.builder.graph().without(avoided));
            PathRequest request = PathRequest.of(target, first.answer.at());
            Heeded other = new Heeded(
                    new Answered(request, around.build(request), around, first.answer.misses())
                            .about(first.answer.question(), first.answer.at()),
                    around);
            Map<Certificate, Finding> more =
                    other.answer.path().map(check::against).orElse(Map.of());
            if (more.isEmpty()) {
                return other.answer.path().isPresent() ? other : refused(first, against);
            }
            avoided.addAll(more.keySet());
        }
        return refused(first, against);
    }

    private static Heeded refused(Heeded first, Map<Certificate, Finding> against) {
        return new Heeded(Demands.refused(first.answer, c -> FeedCheck.of(against, c)), first.builder);
    }
}
