package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Grounds;
import kakehashi.authority.ItemPlan;
import kakehashi.authority.OrderRule;
import kakehashi.authority.RevocationOrders;
import kakehashi.authority.Vote;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;

/// What becomes of signatures that were asked for and not recorded, and of the orders that wanted them
/// (docs/adr/0007, Recovered and Taken again).
final class Recovery {
    /// "After three attempts of an item it is settled as refused, `done` items revoked."
    private static final int MOST_LOST = 3;

    private final AuthorityState state;
    private final ChainWriter writer;
    private final Settling settling;
    private final Documents documents;
    private final Consumer<VaultTask.Planned> again;
    private final FlightBounds bounds;

    /// @param again where orders go that must be planned anew
    Recovery(
            AuthorityState state,
            ChainWriter writer,
            Settling settling,
            Documents documents,
            Consumer<VaultTask.Planned> again) {
        this.state = state;
        this.writer = writer;
        this.settling = settling;
        this.documents = documents;
        this.again = again;
        this.bounds = new FlightBounds(state.burnt());
    }

    /// How many certificates may be at the token.
    FlightBounds bounds() {
        return bounds;
    }

    /// "Every `intended` without `issued` or `burnt` is closed before anything else is signed."
    void closeOpenIntents() {
        for (AuthorityState.OpenIntent intent : state.openIntents()) {
            burn(
                    intent.position(),
                    intent.intended().authority(),
                    intent.intended().serial());
        }
    }

    /// "A token's error has perhaps signed: same rule, and burnt at once, without a restart."
    void burn(Position intent, ItemPlan.Ready ready) {
        burn(intent, ready.authority(), ready.serial());
    }

    private void burn(Position intent, Id authority, kakehashi.x509.SerialNumber serial) {
        writer.append(new Entry.Cause.Recovery(intent), List.of(new Effect.Burnt(authority, serial)));
        bounds.burnt(writer.group().now());
    }

    /// Why an order that asks for certificates does not go to the token again; empty when it may.
    Optional<OrderRule> refusal(Grounds grounds) {
        if (state.orders().isBegun(grounds.digest()) && AuthorityOrders.isOfCas(grounds.body())) {
            return Optional.of(OrderRule.INTERRUPTED);
        }
        return state.orders().lost(grounds.order().order()) >= MOST_LOST
                ? Optional.of(OrderRule.TOO_MANY_ATTEMPTS)
                : Optional.empty();
    }

    /// While issuing is stopped, orders that wait for the token are answered, and none is settled: they may come
    /// again.
    void turnAway(OrderWork work) {
        settling.room().leave(work.grounds().order().order(), writer.group());
        settling.answer(work.grounds().digest(), OrderRule.ISSUING_STOPPED, work.tickets());
    }

    /// Refuses an order that lost too much; what it was issued is revoked.
    void refuse(Grounds grounds, List<Vote> votes, OrderRule rule, Ticket ticket) {
        List<Effect> revoked = RevocationOrders.ofIssued(
                state,
                grounds.order(),
                documents
                        .certificates(state.orders().issued(grounds.order().order()))
                        .values(),
                writer.group().now());
        settling.keepEvidence(grounds);
        settling.settle(grounds, Settling.cause(grounds, votes), revoked, refused(rule), List.of(ticket));
    }

    private static Outcome.Result refused(OrderRule rule) {
        return new Outcome.Result.Refused(List.of(new Outcome.Refusal(rule.id(), 0)));
    }

    /// Lets an order that was begun before go on: "a quota is not taken twice for one order", and "items with
    /// `issued` stay".
    void goOn(OrderWork work) {
        Grounds grounds = work.grounds();
        if (state.orders().isBegun(grounds.digest())) {
            work.takeFirst();
            documents
                    .certificates(state.orders().issued(grounds.order().order()))
                    .forEach(work::recover);
        }
    }

    /// Ends the work on an order that lost a signature: it is taken again, or refused for good.
    void end(OrderWork work, Position intent) {
        Id order = work.grounds().order().order();
        settling.room().leave(order, writer.group());
        boolean ofCas = AuthorityOrders.isOfCas(work.grounds().body());
        if (!ofCas && state.orders().lost(order) < MOST_LOST) {
            work.tickets()
                    .forEach(ticket -> writer.group()
                            .after()
                            .add(() -> again.accept(new VaultTask.Planned(work.planned(), ticket))));
            return;
        }
        settling.settle(
                work.grounds(),
                new Entry.Cause.Recovery(intent),
                RevocationOrders.ofIssued(
                        state,
                        work.grounds().order(),
                        work.issued(),
                        writer.group().now()),
                refused(ofCas ? OrderRule.INTERRUPTED : OrderRule.TOO_MANY_ATTEMPTS),
                work.tickets());
    }
}
