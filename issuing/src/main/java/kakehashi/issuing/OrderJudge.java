package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.contract.Approval;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Request;
import kakehashi.contract.Rules;
import kakehashi.contract.SubscriberProof;

/// Decides about orders, from signed bytes and the fold of the chain alone (records 3 and 4). It changes nothing.
final class OrderJudge {
    /// A verdict, and the votes that it rests on.
    record Decided(Verdict verdict, List<Vote> votes) {
        private static Decided notYet(OrderRule rule) {
            return new Decided(new Verdict.NotYet(rule), List.of());
        }
    }

    private final AuthorityState state;
    private final Lookup lookup;
    private final AloneCount alone;

    OrderJudge(AuthorityState state, Lookup lookup, AloneCount alone) {
        this.state = state;
        this.lookup = lookup;
        this.alone = alone;
    }

    /// Decides about an order.
    Decided judge(Grounds grounds, Instant now) {
        Order order = grounds.order();
        Optional<Effect.OrderSettled> settled = state.orders().settled(order.order());
        if (settled.isPresent()) {
            return settled.get().digest().equals(grounds.digest())
                    ? new Decided(new Verdict.Repeated(), List.of())
                    : Decided.notYet(OrderRule.ID_USED);
        }
        Optional<OrderRule> fault = faultOfOrder(order, now);
        if (fault.isPresent()) {
            return Decided.notYet(fault.get());
        }
        return order.authorisation().isPresent() || isByOwnKey(grounds)
                ? bySubscriber(grounds, now)
                : byApprovals(grounds, now);
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
                && grounds.subscriber()
                        .filter(p -> p instanceof SubscriberProof.OwnKey)
                        .isPresent();
    }

    private Decided bySubscriber(Grounds grounds, Instant now) {
        SubscriberOrders orders = new SubscriberOrders(state, lookup);
        return new Decided(orders.judge(grounds, now), List.of());
    }

    private Decided byApprovals(Grounds grounds, Instant now) {
        List<ItemPlan.Asked> asked = IssueOrders.asked(grounds.body());
        Optional<OrderRule> unfiled = new IssueOrders(state, lookup).faultOfFiling(grounds, now);
        if (unfiled.isPresent()) {
            return Decided.notYet(unfiled.get());
        }
        List<Rules.Rule> rules = rules(grounds.order().kind(), asked);
        if (rules.isEmpty()) {
            return Decided.notYet(OrderRule.NO_RULE);
        }
        Duration life =
                Duration.between(grounds.order().madeAt(), grounds.order().expiresAt());
        if (rules.stream().anyMatch(rule -> life.toSeconds() > rule.life())) {
            return Decided.notYet(OrderRule.LIFE_TOO_LONG);
        }
        ApprovalCount count =
                new ApprovalCount(grounds, state, now, coverage(grounds, asked), excluded(grounds, asked));
        return decide(grounds, rules, count, now);
    }

    private Decided decide(Grounds grounds, List<Rules.Rule> rules, ApprovalCount count, Instant now) {
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
            return new Decided(byKind(grounds, now), votes);
        }
        Optional<Vote> one =
                count.own().or(() -> rules.size() == 1 ? alone(grounds, rules.get(0), count, votes) : Optional.empty());
        if (one.isPresent()) {
            Verdict verdict = byKind(grounds, now);
            if (!(verdict instanceof Verdict.NotYet)) {
                alone.add(one.get().by().officer().officer(), now);
            }
            return new Decided(verdict, List.of(one.get()));
        }
        return Decided.notYet(OrderRule.NOT_ENOUGH_APPROVALS);
    }

    /// Record 3: "Rules may let one officer revoke, suspend or stop; then with a number a day."
    private Optional<Vote> alone(Grounds grounds, Rules.Rule rule, ApprovalCount count, List<Vote> votes) {
        boolean takesRightsAway = switch (grounds.order().kind()) {
            case REVOKE, SUSPEND -> true;
            case AUTHORISATION -> grounds.body() instanceof kakehashi.contract.AuthorisationBody.Stop;
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
        return takesRightsAway ? count.alone(rule, votes, alone) : Optional.empty();
    }

    /// The rules that the order must meet: for each profile the one that names it, else the one of the kind.
    private List<Rules.Rule> rules(OrderKind kind, List<ItemPlan.Asked> asked) {
        List<Rules.Rule> rules = new ArrayList<>();
        Set<Optional<Id>> profiles = new HashSet<>();
        asked.forEach(item -> profiles.add(state.profile(item.profile()).map(AuthorityState.KnownProfile::id)));
        if (profiles.isEmpty()) {
            profiles.add(Optional.empty());
        }
        for (Optional<Id> profile : profiles) {
            Optional<Rules.Rule> rule = rule(kind, profile).or(() -> rule(kind, Optional.empty()));
            if (rule.isEmpty()) {
                return List.of();
            }
            rules.add(rule.get());
        }
        return rules;
    }

    private Optional<Rules.Rule> rule(OrderKind kind, Optional<Id> profile) {
        return state.rules().rules().stream()
                .filter(rule -> rule.kind() == kind && rule.profile().equals(profile))
                .findFirst();
    }

    /// Whether a scope covers the authority, the profile and every name.
    private Predicate<Officer> coverage(Grounds grounds, List<ItemPlan.Asked> asked) {
        Optional<Id> authority = grounds.order().authority();
        List<ItemPlan.Asked> named = new ArrayList<>(asked);
        named.addAll(new RevocationOrders(state, lookup).named(grounds));
        return officer -> authority
                        .map(id -> ScopeCheck.coversAuthority(officer.scope(), id))
                        .orElse(true)
                && named.stream().allMatch(item -> covers(officer, item));
    }

    private boolean covers(Officer officer, ItemPlan.Asked item) {
        boolean profile = state.profile(item.profile())
                .map(known -> ScopeCheck.coversProfile(officer.scope(), known.id()))
                .orElse(item.profile().equals(RevocationOrders.NO_PROFILE));
        return profile && ScopeCheck.coversNames(officer.scope(), item.subject(), item.names());
    }

    /// Who may not vote: who filed, who applies, and whom the order is about.
    private Set<Id> excluded(Grounds grounds, List<ItemPlan.Asked> asked) {
        Set<Id> persons = new HashSet<>();
        grounds.filing().ifPresent(filed -> persons.add(filed.by().officer().person()));
        asked.forEach(item -> item.applicant().ifPresent(persons::add));
        if (grounds.body() instanceof OfficerBody body) {
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

    private Verdict byKind(Grounds grounds, Instant now) {
        OrderBody body = grounds.body();
        return switch (body) {
            case IssueBody issue -> new IssueOrders(state, lookup).judge(grounds, now);
            case kakehashi.contract.RevokeBody b -> new RevocationOrders(state, lookup).revoke(grounds, b, now);
            case kakehashi.contract.HoldBody b -> new RevocationOrders(state, lookup).hold(grounds, b, now);
            case kakehashi.contract.CrlBody b -> new RevocationOrders(state, lookup).crl(grounds);
            case OfficerBody b -> new OfficerOrders(state).judge(b, now);
            case kakehashi.contract.ProfileBody b -> new RegisterOrders(state, lookup).profile(b);
            case kakehashi.contract.PolicyBody b -> new RegisterOrders(state, lookup).policy(b);
            case kakehashi.contract.AuthorisationBody b -> new RegisterOrders(state, lookup).authorisation(b, now);
            case Rules b -> new RegisterOrders(state, lookup).rules(b, now);
            case kakehashi.contract.KeysBody b -> new RegisterOrders(state, lookup).keys(b);
            case kakehashi.contract.EraseBody b -> new RegisterOrders(state, lookup).erase(b);
            case kakehashi.contract.CaBody b -> new AuthorityOrders(state, lookup).ca(grounds, b);
            case kakehashi.contract.CrossBody b -> new AuthorityOrders(state, lookup).cross(grounds, b, now);
        };
    }

    /// The request of an item, which was read before.
    static Request request(IssueBody.Item item) {
        return Request.parse(item.request()).orElseThrow();
    }
}
