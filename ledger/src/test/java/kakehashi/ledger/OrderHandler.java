package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// What an [OrderTaker] does with orders, in the transaction in which they are settled.
@FunctionalInterface
interface OrderHandler {
    /// Does what the order asks and answers its outcome. A "no" is an outcome; an exception undoes what was written
    /// and has the order tried again later.
    Bytes handle(Transaction tx, TakenOrder order);
}
