package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Filed;
import kakehashi.authority.Grounds;
import kakehashi.authority.OrderRule;
import kakehashi.authority.Vote;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Order;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;

/// Writes what was decided about orders into the group: entries, evidence, outcomes.
final class Settling {
    private final AuthorityState state;
    private final ChainWriter writer;
    private final VaultKeyRing keys;
    private final WaitingRoom room;

    Settling(AuthorityState state, ChainWriter writer, VaultKeyRing keys, WaitingRoom room) {
        this.state = state;
        this.writer = writer;
        this.keys = keys;
        this.room = room;
    }

    /// The cause of an entry that an order makes, with its evidence by digest.
    static Entry.Cause.Order cause(Grounds grounds, List<Vote> votes) {
        return new Entry.Cause.Order(
                grounds.digest(),
                grounds.filing().map(Filed::digest),
                votes.stream().map(Vote::signed).toList(),
                grounds.subscriberDigest());
    }

    /// Where orders wait for others.
    WaitingRoom room() {
        return room;
    }

    /// Puts the order's folder where the chain's reader will look for it.
    void keepEvidence(Grounds grounds) {
        Order order = grounds.order();
        if (state.orders().isBegun(grounds.digest())) {
            // Its folder lies there; what was approved or asked for since comes beside it.
            SignedOrder folder = SignedOrder.parse(grounds.file()).orElseThrow();
            folder.approvals().forEach(writer.group().documents()::add);
            folder.subscriber().ifPresent(writer.group().documents()::add);
        }
        writer.group()
                .orders()
                .add(new VaultStore.OrderRow(
                        grounds.digest(), order.order(), order.kind().name(), grounds.file(), writer.nextIndex()));
    }

    /// Settles an order in an entry of the given cause, together with other effects, and answers who waits for it.
    Position settle(
            Grounds grounds, Entry.Cause cause, List<Effect> effects, Outcome.Result result, List<Ticket> tickets) {
        Order order = grounds.order();
        long index = writer.nextIndex();
        Bytes outcome = outcome(grounds.digest(), result, Optional.of(index));
        List<Effect> all = new ArrayList<>(effects);
        all.add(new Effect.OrderSettled(
                order.order(),
                grounds.digest(),
                order.expiresAt(),
                Digest.of(outcome),
                grounds.filing().map(Filed::digest),
                Optional.empty()));
        Bytes signed = signed(outcome);
        writer.group()
                .outcomes()
                .add(new VaultStore.OutcomeRow(grounds.digest(), order.order(), order.expiresAt(), signed, index));
        Position position = writer.append(cause, all);
        writer.group().answer(tickets, signed);
        room.leave(order.order(), writer.group());
        return position;
    }

    /// Answers without an entry: nothing is settled, and the chain does not grow. The audit log remembers it.
    void answer(Digest digest, OrderRule rule, List<Ticket> tickets) {
        Outcome.Refusal refusal = new Outcome.Refusal(rule.id(), 0);
        Bytes outcome = outcome(digest, new Outcome.Result.Refused(List.of(refusal)), Optional.empty());
        Bytes payload = DerWriter.write(
                w -> w.sequence(s -> s.octetString(digest.octets()).utf8String(0x0c, rule.id())));
        writer.group().events().add(new AuditEvent.Salted(AuditKind.REFUSAL, payload));
        writer.group().answer(tickets, signed(outcome));
    }

    private Bytes outcome(Digest order, Outcome.Result result, Optional<Long> entry) {
        return new Outcome(
                        state.installation(),
                        order,
                        result,
                        entry,
                        writer.group().now())
                .der();
    }

    private Bytes signed(Bytes outcome) {
        return new SignedOutcome(outcome, keys.statement().sign(outcome)).der();
    }
}
