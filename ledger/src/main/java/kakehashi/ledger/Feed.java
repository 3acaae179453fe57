package kakehashi.ledger;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The way from the vault to the public zone: signed batches under numbers without gaps, files that batches name by
/// digest, and the newest pulse. Only the vault's role can write. This keeps and hands out octets; who reads them
/// checks signatures and numbers, for the database is not believed (docs/adr/0006).
public final class Feed {
    private Feed() {}

    /// Adds a batch, once its chain entry is committed.
    ///
    /// @param number 1 for the first, then one more each time
    /// @return what lies there under this number instead, and stays; empty when the batch was added or is there
    public static Optional<Bytes> publish(Transaction tx, long number, Bytes signedBatch) {
        return FeedStore.addBatch(tx.handle(), number, signedBatch)
                ? Optional.empty()
                : FeedStore.batchesAfter(tx.handle(), number - 1, 1).stream()
                        .filter(other -> !other.equals(signedBatch))
                        .findFirst();
    }

    /// Puts a batch in the place of what lies there under its number and is none of the vault's.
    public static void replace(Transaction tx, long number, Bytes signedBatch) {
        FeedStore.replaceBatch(tx.handle(), number, signedBatch);
    }

    /// Adds a file under the SHA-256 of its content, also where something else lies under it.
    public static void publishFile(Transaction tx, Bytes content) {
        FeedStore.addFile(tx.handle(), content.sha256(), content);
    }

    /// Puts the newest pulse in the place of the one before.
    public static void pulse(Transaction tx, Bytes signedPulse) {
        FeedStore.setPulse(tx.handle(), signedPulse);
    }

    /// The batches after a number, in their order.
    ///
    /// @param number the last one that the caller has; 0 when it has none
    /// @param most how many to answer at most
    public static List<Bytes> after(Transaction tx, long number, int most) {
        return FeedStore.batchesAfter(tx.handle(), number, most);
    }

    /// The highest number that was published; 0 when none was.
    public static long lastNumber(Transaction tx) {
        return FeedStore.lastNumber(tx.handle());
    }

    /// The file with this SHA-256. What the database answers is compared with it.
    public static Optional<Bytes> file(Transaction tx, Bytes digest) {
        return FeedStore.file(tx.handle(), digest)
                .filter(content -> content.sha256().equals(digest));
    }

    /// The newest pulse.
    public static Optional<Bytes> latestPulse(Transaction tx) {
        return FeedStore.pulse(tx.handle());
    }
}
