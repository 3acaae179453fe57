package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Filing;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Officer;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Role;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Name;

/// Decides about orders that ask for certificates.
public final class IssueOrders {
    private final AuthorityState state;
    private final Lookup lookup;

    IssueOrders(AuthorityState state, Lookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    /// What is wrong with the filing that an issue order must rest on (record 3, "One filing, one order").
    Optional<OrderRule> faultOfFiling(Grounds.Planned planned, Instant now) {
        Grounds grounds = planned.grounds();
        if (grounds.order().kind() != OrderKind.ISSUE) {
            return Optional.empty();
        }
        if (grounds.filing().isEmpty()) {
            return Optional.of(OrderRule.NO_FILING);
        }
        Filed filed = grounds.filing().get();
        Filing filing = filed.filing();
        if (filing.filedAt().isAfter(now.plus(ApprovalCount.CLOCKS_APART))) {
            // Else it could outlive the register's memory of what was carried out.
            return Optional.of(OrderRule.NOT_YET_MADE);
        }
        if (now.isAfter(filing.expiresAt())
                || filing.expiresAt().isAfter(filing.filedAt().plus(OrderRegister.LONGEST_FILING))) {
            return Optional.of(OrderRule.FILING_EXPIRED);
        }
        if (state.orders().isSpent(filed.digest())) {
            return Optional.of(OrderRule.FILING_SPENT);
        }
        if (!filing.requests().equals(digests((IssueBody) grounds.body()))) {
            return Optional.of(OrderRule.FILING_DIFFERS);
        }
        if (isForHimself(planned, filed)) {
            return Optional.of(OrderRule.SELF_FILED);
        }
        return isAllowed(planned, filed, now) ? Optional.empty() : Optional.of(OrderRule.FILING_OUT_OF_SCOPE);
    }

    /// "Filer, applicant and each counted approver of an order are different persons" (record 3).
    private static boolean isForHimself(Grounds.Planned planned, Filed filed) {
        Optional<Id> filer = Optional.of(filed.by().officer().person());
        return planned.asked().stream().anyMatch(item -> item.applicant().equals(filer));
    }

    /// The filing's requests, "all of them, in order, byte for byte".
    private static List<Digest> digests(IssueBody body) {
        return body.items().stream().map(item -> Digest.of(item.request())).toList();
    }

    private boolean isAllowed(Grounds.Planned planned, Filed filed, Instant now) {
        Officer clerk = filed.by().officer();
        return ApprovalCount.isCurrent(state, filed.by(), now)
                && filed.by().credential().use() == Credential.Use.FILING
                && clerk.roles().contains(Role.LRA_CLERK)
                && ScopeCheck.coversOffice(clerk.scope(), filed.filing().office())
                && planned.asked().stream()
                        .allMatch(item -> ScopeCheck.coversNames(clerk.scope(), item.subject(), item.names()));
    }

    /// Grants the certificates, all or none.
    ///
    /// @param first effects of the entry that intends the first of them
    Verdict judge(Grounds.Planned planned, List<Effect> first) {
        List<ItemPlan> items = planned.items();
        List<ItemPlan.Ready> ready = new ArrayList<>();
        List<Outcome.Refusal> refusals = new ArrayList<>();
        Map<Digest, Name> subjects = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case ItemPlan.Ready item -> {
                    Use use = use(item, subjects);
                    if (use == Use.UNCLEAR) {
                        return new Verdict.NotYet(OrderRule.RECORD_MISSING);
                    } else if (use == Use.OF_ANOTHER) {
                        refusals.add(new Outcome.Refusal(OrderRule.KEY_REUSED.id(), i));
                    }
                    ready.add(item);
                }
                case ItemPlan.Unfit unfit -> refusals.add(unfit.refusal(i));
            }
        }
        return refusals.isEmpty() ? new Verdict.Certificates(ready, first) : new Verdict.Refused(refusals);
    }

    /// Whether a key is another subject's.
    private enum Use {
        FREE,
        OF_ANOTHER,
        UNCLEAR
    }

    /// One key for two subjects: within the order, or by what was certified before. Orders at work with a key of
    /// this order's were waited for, so their certificates count too.
    private Use use(ItemPlan.Ready ready, Map<Digest, Name> subjects) {
        Name subject = ready.unsigned().subject();
        Name other = subjects.putIfAbsent(ready.key().key(), subject);
        return other == null ? before(ready.key(), subject) : other.equals(subject) ? Use.FREE : Use.OF_ANOTHER;
    }

    /// A CA of ours may have its certificate from somebody outside, of which there is no row.
    private Use before(KeyIdentity key, Name subject) {
        boolean ofCa = state.issuers().stream()
                .flatMap(issuer -> issuer.subjectOf(key.key()).stream())
                .anyMatch(name -> !name.equals(subject));
        if (ofCa) {
            return Use.OF_ANOTHER;
        }
        return lookup.subjectsOfKey(key)
                .map(names -> names.stream().allMatch(subject::equals) ? Use.FREE : Use.OF_ANOTHER)
                .orElse(Use.UNCLEAR);
    }
}
