package kakehashi.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import kakehashi.x509.Bytes;

/// Where zones ask each other for things. An order is written in the transaction of the state that caused it, taken
/// by one process of the zone it is addressed to, and settled once. The database stamps the sender's zone by the
/// role that logged in; no zone can read, write or forge another one's orders.
///
/// Every method acts for the zone of the transaction's database role.
public final class OrderBook {
    private static final int MOST_AT_ONCE = 1_000;

    private final RetryPlan plan;

    /// A book whose orders are tried as the plan says.
    public OrderBook(RetryPlan plan) {
        this.plan = plan;
    }

    /// Submits an order with the transaction. The receiver is woken by its commit. An order that stands in the book
    /// already is not written again, and its outcome is answered if there is one.
    public Submission submit(Transaction tx, BookedOrder order) {
        return OrderStore.submit(tx.handle(), order);
    }

    /// Takes the orders that have been due for longest and that nobody else holds, at most so many, in one
    /// statement.
    ///
    /// Nobody else gets them while the transaction is open. When that rolls back, or its process dies, they are
    /// there again at once and the attempt does not count. When it commits without settling one, the attempt
    /// counts, and others may take that one after the lease: for work of several transactions.
    ///
    /// @param most 1 to 1,000
    /// @return the one that has been due for longest first; empty when none is due
    /// @throws IllegalArgumentException when `most` is out of range
    public List<TakenOrder> takeMany(Transaction tx, int most, Duration lease) {
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new IllegalArgumentException("takes 1 to " + MOST_AT_ONCE + " orders at once, not " + most);
        }
        return OrderStore.takeMany(tx.handle(), most, lease, plan.attempts());
    }

    /// Locks an order that an earlier transaction took, so that nobody else takes it until this one ends, even when
    /// its lease is over.
    ///
    /// @return false when it is ours no more: settled, set aside or taken again since
    public boolean hold(Transaction tx, TakenOrder order) {
        return OrderStore.hold(tx.handle(), order);
    }

    /// Settles orders that are addressed to this zone, in one statement. Each sender is woken by the commit once.
    ///
    /// @param outcomes by the orders' ids
    /// @return what came of each, in the map's order
    public Map<Bytes, Settlement> settleMany(Transaction tx, SequencedMap<Bytes, Bytes> outcomes) {
        return OrderStore.settleMany(tx.handle(), outcomes);
    }

    /// Puts an order back for later, as the plan says, or aside when it has had its attempts. Nothing happens to
    /// one that is ours no more.
    ///
    /// @param failure what went wrong, without data of persons; cut off after 200 characters
    /// @return true when it was set aside
    public boolean postpone(Transaction tx, TakenOrder order, String failure) {
        Duration delay = plan.delayAfter(order.attempt(), ThreadLocalRandom.current());
        return hold(tx, order) && OrderStore.postpone(tx.handle(), order, delay, plan.attempts(), failure);
    }

    /// The outcome of an order that this zone sent or was sent, once there is one.
    public Optional<Bytes> outcome(Transaction tx, Bytes id) {
        return OrderStore.outcome(tx.handle(), id);
    }

    /// Forgets orders to this zone that were settled so long ago. One that comes again is a new one then: the
    /// receiver must refuse it by its own time.
    ///
    /// @param most at most so many
    /// @return how many
    public int forget(Transaction tx, Duration age, int most) {
        return OrderStore.forget(tx.handle(), age, most);
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
}
