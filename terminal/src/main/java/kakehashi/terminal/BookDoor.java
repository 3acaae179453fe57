package kakehashi.terminal;

import java.time.Duration;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.Database;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Submission;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The way to a vault that runs: its order book, under the office's role, which may submit and no more.
///
/// @param seconds how long an outcome is waited for
record BookDoor(Console console, HomePlace place, int seconds) {
    private static final int POLL_MILLIS = 50;

    /// Puts an order into the book, and waits for its outcome. The book knows an order by the digest of the whole
    /// file: with one approval more it is another.
    ///
    /// @return the signed outcome, as the book has it; empty when it is not settled yet, which is told then
    Optional<Bytes> submit(Bytes body) {
        BookedOrder booked = new BookedOrder(body.sha256().slice(0, Id.OCTETS), "order", Zone.VAULT, body);
        OrderBook book = new OrderBook(RetryPlan.USUAL);
        Optional<Bytes> outcome = place.withDatabase(console, Zone.OFFICE, database -> {
            Submission submission = database.inTransaction(tx -> book.submit(tx, booked));
            return switch (submission) {
                case Submission.Settled(Bytes settled) -> Optional.of(settled);
                case Submission.Accepted accepted -> await(database, book, booked);
                case Submission.Pending pending -> await(database, book, booked);
                case Submission.Refused refused -> throw new IllegalStateException("an id of chance was taken");
            };
        });
        if (outcome.isEmpty()) {
            console.line(console.say(new Phrase(
                    "指図簿に入りましたが、まだ結果がありません。order status で確かめてください。",
                    "It stands in the order book, without an outcome yet. Ask with order status; one that fails "
                            + "again and again is shown by order aside.")));
        }
        return outcome;
    }

    private Optional<Bytes> await(Database database, OrderBook book, BookedOrder booked) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Optional<Bytes> outcome = Optional.empty();
        while (outcome.isEmpty() && System.nanoTime() < end) {
            outcome = database.inTransaction(tx -> book.outcome(tx, booked.id()));
            if (outcome.isEmpty()) {
                pause();
            }
        }
        return outcome;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
