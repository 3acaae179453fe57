package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// What the order book says to an order that is submitted.
public sealed interface Submission {
    /// It is new, and stands in the book when the transaction commits.
    record Accepted() implements Submission {}

    /// The very same order stands in the book and is not settled yet.
    record Pending() implements Submission {}

    /// The very same order has been settled, with this outcome.
    record Settled(Bytes outcome) implements Submission {}

    /// The id stands for an order of other bytes, kind, sender or receiver. Nothing was written.
    record Refused() implements Submission {}
}
