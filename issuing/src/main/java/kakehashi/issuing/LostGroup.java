package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.EntryRules;
import kakehashi.authority.FeedMaker;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.SealedState;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.x509.DerWriter;

/// A group that was about to be committed when the vault ended, and is not in the database. Nearly always it never
/// was. Whoever owns the database may have taken it away again, in the moment before the vault had sealed that it
/// was there; then its serial numbers were at the token, and its CRL numbers on lists. So none of them is used
/// again.
///
/// @param known the sealed state that speaks of it
record LostGroup(SealedState known) {
    /// What the entry that goes on without it says beside the node: serial numbers that are to be burnt, as
    /// intended of the node's own; CRL numbers that are passed over.
    ///
    /// @param node the node, in the place of an order
    List<Effect> effects(AuthorityState state, Id node) {
        List<Effect> effects = new ArrayList<>();
        for (SealedState.Open open : known.open()) {
            boolean unknown = state.find(open.authority())
                    .filter(issuer -> issuer.revocations().status(open.serial()).isEmpty())
                    .isPresent();
            if (unknown && !state.isOpen(open.authority(), open.serial())) {
                effects.add(new Effect.Intended(
                        open.authority(),
                        open.serial(),
                        FeedMaker.NONE,
                        FeedMaker.NONE,
                        open.notAfter(),
                        Effect.Holder.END_ENTITY,
                        node,
                        0,
                        1));
            }
        }
        for (SealedState.CrlNumber last : known.crlNumbers()) {
            if (EntryRules.isAhead(last.authority(), last.number(), state)) {
                effects.add(new Effect.CrlIntended(last.authority(), last.number()));
            }
        }
        return effects;
    }

    /// In a sentence, for the log and the audit tree.
    String sentence() {
        return "a group that was about to be committed is not there, entry "
                + known.pending().orElseThrow().index()
                + ": it never was, or the database was put back; its numbers are not used again";
    }

    AuditEvent leaf() {
        return new AuditEvent.Salted(AuditKind.REFUSAL, DerWriter.write(w -> w.utf8String(0x0c, sentence())));
    }

    /// The one that a start has found; empty when there is none.
    static Optional<LostGroup> of(Opening opening) {
        return opening.chain().pending() == Chain.Pending.LOST
                ? Optional.of(new LostGroup(opening.seal().newest()))
                : Optional.empty();
    }
}
