package kakehashi.platform;

import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The order book as the public role reaches it.
public final class BookedRenewals implements RenewalDesk {
    private final DatabaseFeed database;
    private final OrderBook book = new OrderBook(RetryPlan.USUAL);

    /// @param database the feed's database, whose order book it is
    public BookedRenewals(DatabaseFeed database) {
        this.database = database;
    }

    @Override
    public void submit(Id order, SignedOrder folder) {
        BookedOrder booked = new BookedOrder(order.octets(), "issue", Zone.VAULT, folder.der());
        database.inTransaction(tx -> book.submit(tx, booked));
    }

    @Override
    public Optional<Bytes> outcome(Id order) {
        return database.inTransaction(tx -> book.outcome(tx, order.octets()));
    }

    @Override
    public Optional<Bytes> file(Digest digest) {
        return database.file(digest);
    }
}
