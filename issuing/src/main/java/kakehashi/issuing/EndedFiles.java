package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import kakehashi.ledger.Database;

/// The files of certificates that no public node shows any more: their time is over, or they were revoked for good
/// (docs/adr/0006, Certificates of end entities). They are copies; the certificates stay among the vault's own.
public final class EndedFiles {
    private static final int AT_ONCE = 10_000;

    /// A node's clock may be behind.
    private static final Duration LATER = Duration.ofDays(1);

    private EndedFiles() {}

    /// Takes them out of the feed.
    ///
    /// @return how many they were
    public static long delete(Database database, Instant now) {
        long all = 0;
        int some = AT_ONCE;
        while (some == AT_ONCE) {
            some = database.inTransaction(tx -> VaultStore.deleteEndedFiles(tx.handle(), now.minus(LATER), AT_ONCE));
            all += some;
        }
        return all;
    }
}
