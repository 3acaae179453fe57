package kakehashi.ledger;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The rows of the feed.
final class FeedStore {
    private FeedStore() {}

    /// @return whether there was no row of this number
    static boolean addBatch(Handle handle, long number, Bytes batch) {
        return handle.execute(
                        "INSERT INTO ledger.feed_batches (number, batch) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
                        number,
                        batch.toArray())
                == 1;
    }

    static void replaceBatch(Handle handle, long number, Bytes batch) {
        handle.execute("UPDATE ledger.feed_batches SET batch = ? WHERE number = ?", batch.toArray(), number);
    }

    static List<Bytes> batchesAfter(Handle handle, long number, int most) {
        return handle.select(
                        "SELECT batch FROM ledger.feed_batches WHERE number > ? ORDER BY number LIMIT ?", number, most)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
    }

    static long lastNumber(Handle handle) {
        return handle.select("SELECT coalesce(max(number), 0) FROM ledger.feed_batches")
                .mapTo(Long.class)
                .one();
    }

    static void addFile(Handle handle, Bytes digest, Bytes content) {
        handle.execute("""
                INSERT INTO ledger.feed_files (digest, content) VALUES (?, ?)
                ON CONFLICT (digest) DO UPDATE SET content = excluded.content
                    WHERE feed_files.content <> excluded.content""", digest.toArray(), content.toArray());
    }

    static Optional<Bytes> file(Handle handle, Bytes digest) {
        return handle.select("SELECT content FROM ledger.feed_files WHERE digest = ?", digest.toArray())
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .findOne();
    }

    static void setPulse(Handle handle, Bytes pulse) {
        handle.execute("""
                INSERT INTO ledger.feed_pulse (pulse) VALUES (?)
                ON CONFLICT (only_row) DO UPDATE SET pulse = excluded.pulse""", pulse.toArray());
    }

    static Optional<Bytes> pulse(Handle handle) {
        return handle.select("SELECT pulse FROM ledger.feed_pulse")
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .findOne();
    }
}
