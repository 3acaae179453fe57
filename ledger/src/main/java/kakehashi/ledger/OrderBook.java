package kakehashi.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Where zones ask each other for things. An order is written in the transaction of the state that caused it, taken
/// by one process of the zone it is addressed to, and settled once. The database stamps the sender's zone by the
/// role that logged in; no zone can read, write or forge another one's orders.
///
/// Every method acts for the zone of the transaction's database role.
public final class OrderBook {
    private final RetryPlan plan;

    /// A book whose orders are tried as the plan says.
    public OrderBook(RetryPlan plan) {
        this.plan = plan;
    }

    /// Submits an order with the transaction. The receiver is woken by its commit. An order that stands in the book
    /// already is not written again, and its outcome is answered if there is one.
    public Submission submit(Transaction tx, Order order) {
        return OrderStore.submit(tx.handle(), order);
    }

    /// Takes the order that has been due for longest and that nobody else holds.
    ///
    /// Nobody else gets it while the transaction is open. When that rolls back, or its process dies, the order is
    /// there again at once and the attempt does not count. When it commits without settling the order, the attempt
    /// counts, and others may take it after the lease: for work of several transactions.
    public Optional<TakenOrder> take(Transaction tx, Duration lease) {
        return OrderStore.take(tx.handle(), lease, plan.attempts());
    }

    /// Settles an order that is addressed to this zone. The sender is woken by the commit.
    public Settlement settle(Transaction tx, Bytes id, Bytes outcome) {
        return OrderStore.settle(tx.handle(), id, outcome);
    }

    /// Puts an order back for later, or aside when it has had its attempts.
    ///
    /// @param delay as [RetryPlan#delayAfter] says
    /// @param failure what went wrong, without data of persons; cut off after 200 characters
    /// @return true when it was set aside
    public boolean postpone(Transaction tx, TakenOrder order, Duration delay, String failure) {
        return OrderStore.postpone(tx.handle(), order, delay, plan.attempts(), failure);
    }

    /// The outcome of an order that this zone sent or was sent, once there is one.
    public Optional<Bytes> outcome(Transaction tx, Bytes id) {
        return OrderStore.outcome(tx.handle(), id);
    }

    /// The orders to this zone that were set aside, oldest first, at most 1,000.
    public List<AsideOrder> aside(Transaction tx) {
        return OrderStore.aside(tx.handle());
    }

    /// Lets an order that was set aside be tried anew, from its first attempt.
    ///
    /// @return false when no such order lies aside
    public boolean reopen(Transaction tx, Bytes id) {
        return OrderStore.reopen(tx.handle(), id);
    }

    RetryPlan plan() {
        return plan;
    }
}
