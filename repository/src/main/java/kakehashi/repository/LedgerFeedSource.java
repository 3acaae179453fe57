package kakehashi.repository;

import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.x509.Bytes;

/// The feed as it lies in the database.
///
/// @param database under the role of the public zone
public record LedgerFeedSource(Database database) implements FeedSource {
    @Override
    public News from(long number, int most) {
        return database.inTransaction(tx ->
                new News(Feed.after(tx, Math.max(0, number - 1), most), Feed.latestPulse(tx)));
    }

    @Override
    public Optional<Bytes> file(Digest digest) {
        return database.inTransaction(tx -> Feed.file(tx, digest.octets()));
    }
}
