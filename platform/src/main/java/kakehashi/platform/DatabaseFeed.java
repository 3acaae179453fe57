package kakehashi.platform;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kakehashi.contract.Digest;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Transaction;
import kakehashi.repository.FeedSource;
import kakehashi.repository.LedgerFeedSource;
import kakehashi.x509.Bytes;

/// The vault's feed in a database that may be away: a public node starts without it, and comes back to it when it
/// is there again, also at another port.
public final class DatabaseFeed implements FeedSource, AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Supplier<DatabaseAccess> access;
    private Optional<Database> open = Optional.empty();

    /// @param access how the public role reaches the database at this moment; asked anew after each failure
    public DatabaseFeed(Supplier<DatabaseAccess> access) {
        this.access = access;
    }

    @Override
    public News from(long number, int most) {
        return ask(feed -> feed.from(number, most));
    }

    @Override
    public Optional<Bytes> file(Digest digest) {
        return ask(feed -> feed.file(digest));
    }

    private <T> T ask(Function<LedgerFeedSource, T> question) {
        return with(database -> question.apply(new LedgerFeedSource(database)));
    }

    /// Does something else in the same database, as the same role.
    <T> T inTransaction(Function<Transaction, T> work) {
        return with(database -> database.inTransaction(work::apply));
    }

    private synchronized <T> T with(Function<Database, T> question) {
        if (open.isEmpty()) {
            open = Optional.of(Database.open(access.get(), CONNECTIONS));
        }
        try {
            return question.apply(open.get());
        } catch (DatabaseFailure e) {
            close();
            throw e;
        }
    }

    /// Closes the connections; the next question would open them again.
    @Override
    public synchronized void close() {
        open.ifPresent(Database::close);
        open = Optional.empty();
    }
}
