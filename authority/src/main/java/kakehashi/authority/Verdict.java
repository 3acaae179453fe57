package kakehashi.authority;

import java.util.List;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Outcome;
import kakehashi.x509.Bytes;

/// What the vault decides about an order.
public sealed interface Verdict {
    /// Nothing is settled and the chain does not change: the order may come again, with more (record 3, Refusals).
    record NotYet(OrderRule rule) implements Verdict {}

    /// It was settled before, and is answered as it was then.
    record Repeated() implements Verdict {}

    /// It is settled as refused.
    record Refused(List<Outcome.Refusal> refusals) implements Verdict {
        static Refused of(OrderRule rule) {
            return new Refused(List.of(new Outcome.Refusal(rule.id(), 0)));
        }
    }

    /// It is settled by these effects.
    ///
    /// @param effects what changes
    /// @param documents the bytes that the effects name by digest
    /// @param done the digests of its outcome
    record Effects(List<Effect> effects, List<Bytes> documents, List<Digest> done) implements Verdict {
        static Effects of(Effect... effects) {
            return new Effects(List.of(effects), List.of(), List.of());
        }
    }

    /// The certificates may be signed; the order is settled with the last of them.
    ///
    /// @param first effects of the entry that intends the first of them
    record Certificates(List<ItemPlan.Ready> items, List<Effect> first) implements Verdict {}

    /// A CRL is to be made at once.
    record MakeCrl() implements Verdict {}

    /// A key is to be made in the token.
    record MakeKey() implements Verdict {}
}
