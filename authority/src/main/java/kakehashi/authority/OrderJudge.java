package kakehashi.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.contract.Approval;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrlBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Effect;
import kakehashi.contract.EraseBody;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.PolicyBody;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Rules;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;

/// Decides about orders, from signed bytes and the fold of the chain alone (records 3 and 4). It changes nothing.
public final class OrderJudge {
    /// A verdict, and the votes that it rests on.
    ///
    /// @param alone effects that come whatever is settled: of an officer who acted alone, as a rule let him, or of
    /// a subscriber's request that is refused; else none
    public record Decided(Verdict verdict, List<Vote> votes, List<Effect> alone) {
        private Decided(Verdict verdict, List<Vote> votes) {
            this(verdict, votes, List.of());
        }

        private static Decided notYet(OrderRule rule) {
            return new Decided(new Verdict.NotYet(rule), List.of());
        }
    }

    private final AuthorityState state;
    private final Lookup lookup;

    public OrderJudge(AuthorityState state, Lookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    /// Decides about an order.
    public Decided judge(Grounds.Planned planned, Instant now) {
        Grounds grounds = planned.grounds();
        Order order = grounds.order();
        Optional<OrderRegister.Settled> settled = state.orders().settled(order.order());
        if (settled.isPresent()) {
            return settled.get().digest().equals(grounds.digest())
                    ? new Decided(new Verdict.Repeated(), List.of())
                    : Decided.notYet(OrderRule.ID_USED);
        }
        Optional<OrderRule> fault = faultOfOrder(order, now);
        if (fault.isPresent()) {
            return Decided.notYet(fault.get());
        }
        Decided decided = order.authorisation().isPresent() || isByOwnKey(grounds)
                ? new SubscriberOrders(state, lookup).judge(planned, now)
                : byApprovals(planned, now);
        boolean away = !(grounds.body() instanceof CaBody.Receive)
                && wantsKey(decided.verdict())
                && !lookup.isOpen(token(grounds));
        return away ? Decided.notYet(OrderRule.TOKEN_NOT_OPEN) : decided;
    }

    /// An offline CA's orders are not spent while its token is away.
    private static boolean wantsKey(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Certificates certificates -> true;
            case Verdict.MakeCrl crl -> true;
            case Verdict.MakeKey key -> true;
            case Verdict.Refused(List<Outcome.Refusal> refusals) ->
                refusals.stream().anyMatch(one -> one.rule().equals(OrderRule.KEY_NOT_HERE.id()));
            case Verdict.NotYet notYet -> false;
            case Verdict.Repeated repeated -> false;
            case Verdict.Effects effects -> false;
        };
    }

    /// The token that the settings of the order's CA name; a new key's are in the order.
    private Optional<String> token(Grounds grounds) {
        if (grounds.body() instanceof CaBody.Key(Id id, String parameters)) {
            return AuthoritySettings.read(AuthorityOrders.text(parameters))
                    .orElseThrow()
                    .token();
        }
        return grounds.order()
                .authority()
                .flatMap(state::find)
                .flatMap(issuer -> issuer.settings().token());
    }

    private Optional<OrderRule> faultOfOrder(Order order, Instant now) {
        if (!order.installation().equals(state.installation())) {
            return Optional.of(OrderRule.OTHER_INSTALLATION);
        }
        if (order.madeAt().isAfter(now.plus(ApprovalCount.CLOCKS_APART))) {
            return Optional.of(OrderRule.NOT_YET_MADE);
        }
        return now.isAfter(order.expiresAt()) ? Optional.of(OrderRule.EXPIRED) : Optional.empty();
    }

    private static boolean isByOwnKey(Grounds grounds) {
        return grounds.order().kind() == OrderKind.REVOKE
                && grounds.subscriber().filter(Examination::isOfOwnKey).isPresent();
    }

    private Decided byApprovals(Grounds.Planned planned, Instant now) {
        Grounds grounds = planned.grounds();
        Optional<OrderRule> unfiled = new IssueOrders(state, lookup).faultOfFiling(planned, now);
        if (unfiled.isPresent()) {
            return Decided.notYet(unfiled.get());
        }
        List<Rules.Rule> rules = new ArrayList<>();
        for (Rules inForce : state.rulesSince(grounds.order().madeAt())) {
            List<Rules.Rule> some = rules(inForce, grounds.order().kind(), planned.asked());
            if (some.isEmpty()) {
                return Decided.notYet(OrderRule.NO_RULE);
            }
            rules.addAll(some);
        }
        Duration life =
                Duration.between(grounds.order().madeAt(), grounds.order().expiresAt());
        if (rules.stream().anyMatch(rule -> life.toSeconds() > rule.life())) {
            return Decided.notYet(OrderRule.LIFE_TOO_LONG);
        }
        ApprovalCount count = new ApprovalCount(grounds, state, now, coverage(planned), excluded(planned));
        return decide(planned, rules, count, now);
    }

    private Decided decide(Grounds.Planned planned, List<Rules.Rule> rules, ApprovalCount count, Instant now) {
        Grounds grounds = planned.grounds();
        boolean rejectable = grounds.order().kind().reject(grounds.body()) == OrderKind.Reject.ENDS;
        List<Vote> against = count.counted(Approval.Decision.REJECT).stream()
                .filter(vote -> rules.stream()
                        .anyMatch(rule ->
                                ApprovalCount.asksFor(rule, vote.approval().role())))
                .toList();
        if (rejectable && !against.isEmpty()) {
            return new Decided(Verdict.Refused.of(OrderRule.REJECTED), against);
        }
        List<Vote> votes = count.counted(Approval.Decision.APPROVE);
        if (rules.stream().allMatch(rule -> count.meets(rule, votes))) {
            return new Decided(byKind(planned, now), votes);
        }
        Optional<Vote> own = count.own();
        if (own.isPresent()) {
            return new Decided(byKind(planned, now), List.of(own.get()));
        }
        Optional<Vote> one = takesRightsAway(grounds) ? count.alone(rules, votes) : Optional.empty();
        return one.map(vote -> new Decided(
                        byKind(planned, now),
                        List.of(vote),
                        List.of(new Effect.Alone(vote.by().officer().officer(), AloneCount.weight(grounds.body())))))
                .orElseGet(() -> new Decided(
                        new Verdict.NotYet(
                                OrderRule.NOT_ENOUGH_APPROVALS, new MissingApprovals(grounds, count, rules).details()),
                        List.of()));
    }

    /// Whether the order only takes rights away. Record 3: "Rules may let one officer revoke, suspend or stop; then
    /// with a number a day."
    static boolean takesRightsAway(Grounds grounds) {
        return switch (grounds.order().kind()) {
            case REVOKE, SUSPEND -> true;
            case AUTHORISATION -> grounds.body() instanceof AuthorisationBody.Stop;
            case ISSUE,
                    RESUME,
                    CRL,
                    OFFICER,
                    PROFILE,
                    CA,
                    CROSS_CERTIFICATE,
                    RELYING_PARTY_POLICY,
                    RULES,
                    KEYS,
                    ERASE -> false;
        };
    }

    /// The rules that the order must meet: for each profile the one that names it, else the one of the kind.
    private List<Rules.Rule> rules(Rules inForce, OrderKind kind, List<ItemPlan.Asked> asked) {
        List<Rules.Rule> rules = new ArrayList<>();
        Set<Optional<Id>> profiles = new HashSet<>();
        asked.forEach(item -> profiles.add(state.profile(item.profile()).map(AuthorityState.KnownProfile::id)));
        if (profiles.isEmpty()) {
            profiles.add(Optional.empty());
        }
        for (Optional<Id> profile : profiles) {
            Optional<Rules.Rule> rule = rule(inForce, kind, profile).or(() -> rule(inForce, kind, Optional.empty()));
            if (rule.isEmpty()) {
                return List.of();
            }
            rules.add(rule.get());
        }
        return rules;
    }

    private static Optional<Rules.Rule> rule(Rules inForce, OrderKind kind, Optional<Id> profile) {
        return inForce.rules().stream()
                .filter(rule -> rule.kind() == kind && rule.profile().equals(profile))
                .findFirst();
    }

    /// Whether a scope covers the authority, the profile and every name.
    private Predicate<Officer> coverage(Grounds.Planned planned) {
        Optional<Id> authority = planned.grounds().order().authority();
        List<Certificate> certificates =
                planned.certificates().stream().flatMap(Optional::stream).toList();
        boolean namesCount = planned.grounds().order().kind() != OrderKind.CROSS_CERTIFICATE;
        return officer -> authority
                        .map(id -> ScopeCheck.coversAuthority(officer.scope(), id))
                        .orElse(true)
                && planned.asked().stream().allMatch(item -> covers(officer, item))
                && coversGrant(officer, planned.grounds().body())
                && (!namesCount || certificates.stream().allMatch(c -> covers(officer, c)));
    }

    /// A standing authorisation names its CA, profile and names in its body.
    private boolean coversGrant(Officer officer, OrderBody body) {
        return !(body instanceof AuthorisationBody.Grant(Authorisation granted))
                || ScopeCheck.coversAuthority(officer.scope(), granted.authority())
                        && state.profile(granted.profile())
                                .filter(known -> ScopeCheck.coversProfile(officer.scope(), known.id()))
                                .isPresent()
                        && granted.names().stream().allMatch(name -> ScopeCheck.coversDomain(officer.scope(), name))
                        && granted.subject()
                                .map(subject -> ScopeCheck.coversNames(officer.scope(), subject.name(), List.of()))
                                .orElse(true);
    }

    private boolean covers(Officer officer, ItemPlan.Asked item) {
        return state.profile(item.profile())
                        .filter(known -> ScopeCheck.coversProfile(officer.scope(), known.id()))
                        .isPresent()
                && ScopeCheck.coversNames(officer.scope(), item.subject(), item.names());
    }

    /// A certificate does not say under which profile it was issued; its names count, and a CA's do not.
    private static boolean covers(Officer officer, Certificate certificate) {
        boolean ofCa = certificate.basicConstraints().map(BasicConstraints::ca).orElse(false);
        return ofCa || ScopeCheck.coversNames(officer.scope(), certificate.subject(), certificate.subjectAltNames());
    }

    /// Who may not vote: who filed, who applies, and whom the order is about.
    private Set<Id> excluded(Grounds.Planned planned) {
        Set<Id> persons = new HashSet<>();
        planned.grounds()
                .filing()
                .ifPresent(filed -> persons.add(filed.by().officer().person()));
        planned.asked().forEach(item -> item.applicant().ifPresent(persons::add));
        if (planned.grounds().body() instanceof OfficerBody body) {
            switch (body) {
                case OfficerBody.Put put -> persons.add(put.officer().person());
                case OfficerBody.End(Id officer) -> addPerson(officer, persons);
                case OfficerBody.EndCredential(Id officer, Id credential) -> addPerson(officer, persons);
            }
        }
        return persons;
    }

    private void addPerson(Id officer, Set<Id> persons) {
        state.officers().known(officer).ifPresent(known -> persons.add(known.person()));
    }

    private Verdict byKind(Grounds.Planned planned, Instant now) {
        OrderBody body = planned.grounds().body();
        return switch (body) {
            case IssueBody issue -> new IssueOrders(state, lookup).judge(planned, List.of());
            case RevokeBody revoke -> new RevocationOrders(state, lookup).revoke(planned, revoke, now);
            case HoldBody hold -> new RevocationOrders(state, lookup).hold(planned, hold, now);
            case CrlBody crl -> new RevocationOrders(state, lookup).crl(planned);
            case OfficerBody officer -> new OfficerOrders(state).judge(officer, now);
            case ProfileBody profile -> new RegisterOrders(state).profile(profile);
            case PolicyBody policy -> new RegisterOrders(state).policy(policy);
            case AuthorisationBody authorisation -> new RegisterOrders(state).authorisation(authorisation, now);
            case Rules rules -> new RuleOrders(state).rules(rules, now);
            case KeysBody keys -> new RuleOrders(state).keys(keys, lookup);
            case EraseBody erase -> new RegisterOrders(state).erase(erase, lookup);
            case CaBody ca -> new AuthorityOrders(state, lookup).ca(planned, ca, now);
            case CrossBody cross -> new AuthorityOrders(state, lookup).cross(planned, cross, now);
        };
    }
}
