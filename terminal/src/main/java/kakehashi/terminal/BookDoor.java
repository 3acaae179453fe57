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
    private static final long FIRST_POLL_MILLIS = 5;
    private static final long LAST_POLL_MILLIS = 80;

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
                case Submission.Refused refused -> submitElsewhere(database, book, body);
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

    /// Whoever may write into the book and has seen the order can lay another one under its number first. Then it
    /// goes under a number of chance.
    private Optional<Bytes> submitElsewhere(Database database, OrderBook book, Bytes body) {
        BookedOrder booked = new BookedOrder(Chance.octets(Id.OCTETS), "order", Zone.VAULT, body);
        console.err()
                .println(console.say(new Phrase(
                        "指図簿では、この指図の番号に別の内容が入っていました。別の番号で入れます。何者が入れたかを調べてください。",
                        "Something else lay in the order book under this order's number. It is submitted under another; find "
                                + "out who laid that there.")));
        return database.inTransaction(tx -> book.submit(tx, booked)) instanceof Submission.Refused
                ? Optional.empty()
                : await(database, book, booked);
    }

    private Optional<Bytes> await(Database database, OrderBook book, BookedOrder booked) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Optional<Bytes> outcome = Optional.empty();
        long millis = FIRST_POLL_MILLIS;
        while (outcome.isEmpty() && System.nanoTime() < end) {
            outcome = database.inTransaction(tx -> book.outcome(tx, booked.id()));
            if (outcome.isEmpty()) {
                pause(millis);
                millis = Math.min(2 * millis, LAST_POLL_MILLIS);
            }
        }
        return outcome;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
