package kakehashi.authority;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Position;

/// What entries of the chain may say, beside what an order's judgement tells: what came by itself, what the token
/// answered, what a crash left.
public final class EntryRules {
    private EntryRules() {}

    /// What is wrong with the recording of a CRL.
    public static Optional<String> faultOfCrl(Effect.CrlIssued crl, AuthorityState before) {
        boolean intended = before.find(crl.authority())
                .filter(issuer -> issuer.crlNumber().compareTo(crl.number()) >= 0)
                .isPresent();
        return intended ? Optional.empty() : Optional.of("a CRL that was not intended");
    }

    /// What is wrong with an entry that came by itself.
    public static Optional<String> faultOfSchedule(Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            boolean fits = switch (effect) {
                case Effect.Batch batch -> batch.number() == before.batch() + 1;
                case Effect.CrlIntended crl -> isNext(crl, before);
                case Effect other -> false;
            };
            if (!fits) {
                return Optional.of("nothing that comes by itself");
            }
        }
        return Optional.empty();
    }

    /// Whether a CRL takes the number after the last.
    public static boolean isNext(Effect.CrlIntended crl, AuthorityState before) {
        return before.find(crl.authority())
                .filter(issuer -> crl.number().equals(issuer.crlNumber().add(BigInteger.ONE)))
                .isPresent();
    }

    /// "Only open intents can be burnt"; an order that lost too much ends refused, with what it was issued revoked.
    public static Optional<String> faultOfRecovery(Position intent, Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            boolean fits = switch (effect) {
                case Effect.Burnt burnt ->
                    before.isOpen(burnt.authority(), burnt.serial())
                            && before.openIntent(burnt.authority(), burnt.serial())
                                    .position()
                                    .equals(intent);
                case Effect.OrderSettled settled -> before.orders().isBegun(settled.digest());
                case Effect.Revoked revoked -> before.find(revoked.authority()).isPresent();
                case Effect other -> false;
            };
            if (!fits) {
                return Optional.of("a recovery of what was not open");
            }
        }
        return Optional.empty();
    }

    /// What is wrong with a takeover: it may say what became of a group that was lost, and nothing else.
    public static Optional<String> faultOfTakeover(Id node, Entry entry, AuthorityState before) {
        List<Effect> effects = entry.effects();
        boolean fits = !effects.isEmpty()
                && effects.getFirst().equals(new Effect.Node(node))
                && effects.stream().skip(1).allMatch(effect -> isOfLostGroup(effect, node, before))
                && before.genesis().nodes().contains(node);
        return fits ? Optional.empty() : Optional.of("a takeover by a node that genesis does not name");
    }

    /// Whether an entry that goes on has such effects only beside the node that is in charge from then on.
    private static boolean isOfLostGroup(Effect effect, Id node, AuthorityState before) {
        return switch (effect) {
            case Effect.Intended intended ->
                intended.order().equals(node)
                        && intended.toBeSigned().equals(FeedMaker.NONE)
                        && !before.isOpen(intended.authority(), intended.serial());
            case Effect.CrlIntended(Id authority, BigInteger number) -> isAhead(authority, number, before);
            case Effect other -> false;
        };
    }

    /// Whether a CRL number is higher than a CA has used.
    public static boolean isAhead(Id authority, BigInteger number, AuthorityState state) {
        return state.find(authority)
                .filter(issuer -> issuer.crlNumber().compareTo(number) < 0)
                .isPresent();
    }

    /// Whether the first entry of an order has the effects that come once, then intents.
    public static boolean isBeginning(List<Effect> effects, Verdict.Certificates granted) {
        int first = granted.first().size();
        return effects.size() > first
                && effects.subList(0, first).equals(granted.first())
                && effects.stream().skip(first).allMatch(Effect.Intended.class::isInstance);
    }

    /// Whether an order of a CRL takes the next number.
    public static boolean isCrl(List<Effect> effects, AuthorityState before) {
        return effects.size() == 1 && effects.getFirst() instanceof Effect.CrlIntended crl && isNext(crl, before);
    }

    /// Whether a key was made as the order asks. The key itself is the token's word.
    public static boolean isKey(List<Effect> effects, Grounds grounds) {
        return grounds.body() instanceof CaBody.Key(Id authority, String parameters)
                && effects.size() == 1
                && effects.getFirst() instanceof Effect.AuthorityKey made
                && made.authority().equals(authority)
                && made.parameters().equals(Digest.of(AuthorityOrders.text(parameters)));
    }
}
