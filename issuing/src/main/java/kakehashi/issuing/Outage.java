package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import kakehashi.authority.Halt;
import kakehashi.ledger.DatabaseFailure;

/// How long the vault waits for its database. One that is away or full is waited for, however long: what is to be
/// committed is in memory and in the sealed state, nothing is signed meanwhile, and to stop would need people
/// (docs/adr/0007, "Database aborts every settle"). A database that refuses is not waited for long, nor is any once
/// the vault is being closed.
final class Outage {
    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 500;

    private final Logger log = System.getLogger(Outage.class.getName());
    private volatile boolean ending;

    /// From now on nothing is waited for long.
    void end() {
        ending = true;
    }

    /// Waits a little, after a failure.
    ///
    /// @param tried how often it was tried
    /// @return whether to try again
    boolean mayTryAgain(DatabaseFailure failure, int tried) {
        boolean away = failure.kind() == DatabaseFailure.Kind.UNAVAILABLE && !ending;
        if (!away && tried >= TRIES) {
            return false;
        }
        if (tried == 1) {
            log.log(Level.WARNING, "the vault waits for its database: {0}", failure.getMessage());
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halt("interrupted while the database was away", e);
        }
        return true;
    }

    /// Tells of something that can be done later as well.
    void later(DatabaseFailure failure, String what) {
        if (failure.kind() != DatabaseFailure.Kind.UNAVAILABLE) {
            throw failure;
        }
        log.log(Level.WARNING, "{0} waits for the database: {1}", what, failure.getMessage());
    }
}
