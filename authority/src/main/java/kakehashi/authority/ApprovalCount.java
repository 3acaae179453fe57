package kakehashi.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.contract.Approval;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Credential;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;

/// Counts the votes about an order as the rules in force ask, at the moment of the decision: an officer counts
/// once, in the role that he stated, if he, his credential, his role and his scope hold now (record 3).
public final class ApprovalCount {
    /// How far ahead of the vault's clock an officer's may be.
    static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Grounds grounds;
    private final AuthorityState state;
    private final Instant now;
    private final Predicate<Officer> covers;
    private final Set<Id> excluded;

    /// @param covers whether an officer's scope covers all that the order names
    /// @param excluded persons who may not vote about it: who filed, whom it is about
    ApprovalCount(Grounds grounds, AuthorityState state, Instant now, Predicate<Officer> covers, Set<Id> excluded) {
        this.grounds = grounds;
        this.state = state;
        this.now = now;
        this.covers = covers;
        this.excluded = excluded;
    }

    /// The votes that count, one a person, in the order in which they came.
    List<Vote> counted(Approval.Decision decision) {
        List<Vote> counted = new ArrayList<>();
        Set<Id> persons = new HashSet<>(excluded);
        // Somebody who approved at the portal and then in the client counts as one who used the client.
        List<Vote> clientFirst = grounds.votes().stream()
                .sorted(Comparator.comparing(vote -> isFromClient(vote) ? 0 : 1))
                .toList();
        for (Vote vote : clientFirst) {
            if (vote.approval().decision() == decision
                    && holds(vote)
                    && persons.add(vote.by().officer().person())) {
                counted.add(vote);
            }
        }
        return counted;
    }

    private boolean holds(Vote vote) {
        Officer officer = vote.by().officer();
        // A portal's vote counts neither for nor against what is approved in clients only.
        boolean shown = grounds.order().kind().client(grounds.body()) != OrderKind.Client.ALL || isFromClient(vote);
        return shown
                && isTimely(vote.approval())
                && isCurrent(state, vote.by(), now)
                && officer.roles().contains(vote.approval().role())
                && covers.test(officer);
    }

    /// "The vault asks `madeAt ≤ at ≤ expiresAt` … `at` and `madeAt` at most 5 minutes ahead of its clock".
    private boolean isTimely(Approval approval) {
        return !approval.at().isBefore(grounds.order().madeAt())
                && !approval.at().isAfter(grounds.order().expiresAt())
                && !approval.at().isAfter(now.plus(CLOCKS_APART));
    }

    /// Whether the officer is in force and the credential is still his, with the same key.
    static boolean isCurrent(AuthorityState state, OfficerRegister.Known by, Instant now) {
        Optional<OfficerRegister.Known> current =
                state.officers().credential(by.credential().credential());
        return current.isPresent()
                && current.get().credential().equals(by.credential())
                && current.get().officer().equals(by.officer())
                && state.officers().inForce(by.officer().officer(), now).isPresent();
    }

    /// Whether the votes meet the rule and the floors that lie under every rule.
    boolean meets(Rules.Rule rule, List<Vote> approvals) {
        OrderKind kind = grounds.order().kind();
        OrderKind.Client client = kind.client(grounds.body());
        boolean enough = rule.needs().stream().allMatch(need -> meets(need, approvals));
        boolean fromClient =
                client == OrderKind.Client.NONE || approvals.stream().anyMatch(ApprovalCount::isFromClient);
        return enough && fromClient && approvals.size() >= floor(kind, grounds.body());
    }

    private static boolean meets(Rules.Need need, List<Vote> approvals) {
        List<Vote> ofRole = approvals.stream()
                .filter(vote -> vote.approval().role() == need.role())
                .toList();
        return ofRole.size() >= need.persons()
                && ofRole.stream().filter(ApprovalCount::isFromClient).count() >= need.fromClient();
    }

    static boolean isFromClient(Vote vote) {
        return vote.by().credential().display() == Credential.Display.CLIENT;
    }

    /// Record 4: "a kind whose credentials are all `client` takes two persons or more; `keys` and a change of
    /// `rules` three".
    static int floor(OrderKind kind, OrderBody body) {
        return switch (kind) {
            case ISSUE, REVOKE, SUSPEND, RESUME, CRL -> 1;
            case OFFICER, PROFILE, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE -> 2;
            case AUTHORISATION -> body instanceof AuthorisationBody.Stop ? 1 : 2;
            case RULES, KEYS -> 3;
        };
    }

    /// The one vote by which somebody may act alone, if all the rules let him and he has not done it too often
    /// today. What counts are the certificates, not the orders that list them.
    Optional<Vote> alone(List<Rules.Rule> rules, List<Vote> approvals) {
        return approvals.stream()
                .filter(vote -> rules.stream().allMatch(rule -> lets(rule, vote)))
                .findFirst();
    }

    private boolean lets(Rules.Rule rule, Vote vote) {
        long done = state.alone().of(vote.by().officer().officer(), now) + AloneCount.weight(grounds.body());
        return rule.alone()
                .filter(alone -> vote.approval().role() == alone.role() && done <= alone.perDay())
                .isPresent();
    }

    /// Record 3: "Anybody may end his own credential."
    Optional<Vote> own() {
        return grounds.body() instanceof OfficerBody.EndCredential end
                ? grounds.votes().stream()
                        .filter(vote -> vote.approval().decision() == Approval.Decision.APPROVE)
                        .filter(vote -> vote.by().officer().officer().equals(end.officer()))
                        .filter(vote -> isTimely(vote.approval()))
                        .filter(vote -> isCurrent(state, vote.by(), now))
                        .findFirst()
                : Optional.empty();
    }

    /// Whether an officer with this role is one whom the rule asks for.
    static boolean asksFor(Rules.Rule rule, Role role) {
        return rule.needs().stream().anyMatch(need -> need.role() == role);
    }
}
