package kakehashi.authority;

import java.util.List;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Outcome;
import kakehashi.x509.Bytes;

/// What the vault decides about an order.
public sealed interface Verdict {
    /// Nothing is settled and the chain does not change: the order may come again, with more (record 3, Refusals).
    ///
    /// @param details what is missing, for one rule; mostly nothing
    record NotYet(OrderRule rule, List<String> details) implements Verdict {
        /// Nothing more is known.
        public NotYet(OrderRule rule) {
            this(rule, List.of());
        }

        /// The refusals of its outcome: one for each detail.
        public List<Outcome.Refusal> refusals() {
            return details.isEmpty()
                    ? List.of(new Outcome.Refusal(rule.id(), 0))
                    : details.stream()
                            .map(detail -> new Outcome.Refusal(rule.id() + ": " + detail, 0))
                            .toList();
        }
    }

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
