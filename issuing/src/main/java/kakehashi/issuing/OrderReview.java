package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.EntryRules;
import kakehashi.authority.Examination;
import kakehashi.authority.Filed;
import kakehashi.authority.Grounds;
import kakehashi.authority.ItemPlan;
import kakehashi.authority.Lookup;
import kakehashi.authority.OrderJudge;
import kakehashi.authority.Planner;
import kakehashi.authority.Verdict;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOutcome;
import kakehashi.contract.Visibility;
import kakehashi.ledger.Database;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Judges one order again from its signed bytes, at the time of its entry and in the state before it, and compares.
final class OrderReview {
    /// How long before its entry an order may have been planned: it waits for room at the token. Its certificates
    /// begin at that time, so the second is looked for.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    static final SerialNumber ANY = new SerialNumber(Bytes.ofHex("4000000000000000000000000000000000000000"));

    private final Database database;
    private final Map<AuthorityState.SerialKey, Visibility> wanted = new HashMap<>();

    OrderReview(Database database) {
        this.database = database;
    }

    /// What is needed to judge in one state.
    private record Court(Examination examination, Lookup lookup, View view, AuthorityState state) {}

    Optional<String> review(Transaction tx, Bytes file, Entry.Cause.Order cause, Entry entry, AuthorityState before) {
        View view = View.of(before);
        Court court = new Court(
                new Examination(before.installation(), before.officers()),
                new ReviewLookup(new IssuedCertificates(database, () -> view, before.certifiedKeys()), erased(entry)),
                view,
                before);
        Optional<Grounds> grounds = court.examination().examine(file, before.rules());
        if (grounds.isEmpty() || !grounds.get().digest().equals(cause.order())) {
            return Optional.of("the order cannot be read");
        }
        Map<Integer, Effect.Intended> intended = new HashMap<>();
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Intended one && intended.put((int) one.item(), one) != null) {
                return Optional.of("an item is intended twice");
            }
        }
        Optional<Grounds.Planned> planned = plan(court, grounds.get(), intended, entry.at());
        if (planned.isEmpty()) {
            return Optional.of("what was to be signed does not follow from the order");
        }
        intended.forEach((item, one) -> wanted.put(
                new AuthorityState.SerialKey(one.authority(), one.serial()),
                ((ItemPlan.Ready) planned.get().items().get(item)).visibility()));
        return before.orders().isBegun(cause.order())
                ? goesOn(grounds.get(), entry, before)
                : begins(tx, court, planned.get(), cause, entry);
    }

    /// Whether a certificate is published otherwise than its profile says, as far as its order was judged.
    boolean isPublishedOtherwise(Effect.Issued issued) {
        Visibility visibility = wanted.remove(new AuthorityState.SerialKey(issued.authority(), issued.serial()));
        return visibility != null && visibility != issued.visibility();
    }

    private static Set<Digest> erased(Entry entry) {
        Set<Digest> erased = new HashSet<>();
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Erased(Digest digest)) {
                erased.add(digest);
            }
        }
        return erased;
    }

    /// The plan that has the digests of the entry.
    private static Optional<Grounds.Planned> plan(
            Court court, Grounds grounds, Map<Integer, Effect.Intended> intended, Instant at) {
        long most = intended.isEmpty() ? 0 : LONGEST_WAIT.toSeconds();
        for (long earlier = 0; earlier <= most; earlier++) {
            int[] item = new int[1];
            Planner planner = new Planner(
                    court.state().officers(),
                    court.examination(),
                    court.lookup(),
                    () -> Optional.ofNullable(intended.get(item[0]++))
                            .map(Effect.Intended::serial)
                            .orElse(ANY));
            Grounds.Planned planned = planner.plan(grounds, court.view(), at.minusSeconds(earlier));
            boolean same =
                    intended.entrySet().stream().allMatch(one -> isWanted(planned, one.getKey(), one.getValue()));
            if (same) {
                return Optional.of(planned);
            }
        }
        return Optional.empty();
    }

    private static boolean isWanted(Grounds.Planned planned, int item, Effect.Intended intended) {
        return item < planned.items().size()
                && planned.items().get(item) instanceof ItemPlan.Ready ready
                && ready.authority().equals(intended.authority())
                && ready.key().isKnownBy(intended.key())
                && ready.holder() == intended.holder()
                && new Digest(ready.prepared().digest()).equals(intended.toBeSigned())
                && ready.unsigned().notAfter().equals(intended.notAfter())
                && planned.grounds().order().order().equals(intended.order());
    }

    /// A later entry of an order intends more of its items, or ends it as refused after too many attempts.
    private static Optional<String> goesOn(Grounds grounds, Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            boolean fits = switch (effect) {
                case Effect.Intended intended ->
                    !before.orders().issued(intended.order()).containsKey((int) intended.item());
                case Effect.OrderSettled settled -> settled.digest().equals(grounds.digest());
                case Effect.Revoked revoked -> grounds.order().authority().equals(Optional.of(revoked.authority()));
                case Effect other -> false;
            };
            if (!fits) {
                return Optional.of("an order goes on with what it does not ask for");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> begins(
            Transaction tx, Court court, Grounds.Planned planned, Entry.Cause.Order cause, Entry entry) {
        OrderJudge.Decided decided = new OrderJudge(court.state(), court.lookup()).judge(planned, entry.at());
        Set<Digest> votes = new HashSet<>();
        decided.votes().forEach(vote -> votes.add(vote.signed()));
        if (!votes.equals(new HashSet<>(cause.approvals()))) {
            return Optional.of("it names other approvals than those that count");
        }
        Optional<Outcome.Result> outcome = outcome(tx, cause.order());
        List<Effect> rest = new ArrayList<>(entry.effects());
        boolean settled = rest.removeIf(effect -> effect instanceof Effect.OrderSettled one
                && one.digest().equals(cause.order())
                && one.order().equals(planned.grounds().order().order())
                && one.filing().equals(planned.grounds().filing().map(Filed::digest)));
        boolean follows = switch (decided.verdict()) {
            case Verdict.NotYet notYet -> false;
            case Verdict.Repeated repeated -> false;
            case Verdict.Refused refused -> settled && rest.equals(decided.alone()) && isRefused(outcome);
            case Verdict.Effects effects ->
                settled
                        && rest.equals(joined(effects.effects(), decided.alone()))
                        && outcome.equals(Optional.of(new Outcome.Result.Done(effects.done())));
            case Verdict.Certificates granted ->
                settled
                        ? (rest.isEmpty() || rest.equals(granted.first())) && isRefused(outcome)
                        : EntryRules.isBeginning(rest, granted);
            case Verdict.MakeCrl crl -> settled ? rest.isEmpty() : EntryRules.isCrl(rest, court.state());
            case Verdict.MakeKey key -> settled && EntryRules.isKey(rest, planned.grounds());
        };
        return follows
                ? Optional.empty()
                : Optional.of("its effects do not follow from the order of kind "
                        + planned.grounds().order().kind());
    }

    private static Optional<Outcome.Result> outcome(Transaction tx, Digest order) {
        return EvidenceStore.outcome(tx.handle(), order)
                .flatMap(row -> SignedOutcome.parse(row.outcome()).toOptional())
                .flatMap(signed -> Outcome.parse(signed.outcome()).toOptional())
                .map(Outcome::result);
    }

    private static List<Effect> joined(List<Effect> one, List<Effect> other) {
        List<Effect> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /// Certificates may be refused for what is not in the chain: a list of known keys, the rules of lint of that
    /// day.
    private static boolean isRefused(Optional<Outcome.Result> outcome) {
        return outcome.filter(Outcome.Result.Refused.class::isInstance).isPresent();
    }
}
