package kakehashi.ledger;

import java.sql.Connection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A transaction that is open: what stores write through. It ends with the work it was handed to, and must not be
/// kept.
public sealed class Transaction permits AuditedTransaction {
    private final Handle handle;

    Transaction(Handle handle) {
        this.handle = handle;
    }

    /// For the statements of a `*Store`. Whoever has it must neither commit nor roll back.
    public final Handle handle() {
        return handle;
    }

    /// The connection itself, for COPY and other things that need the driver.
    public final Connection connection() {
        return handle.getConnection();
    }

    /// Runs work that may fail without failing the transaction: what it wrote is undone, and the exception
    /// answered.
    ///
    /// @return the exception with which the work ended, if it did
    public final Optional<RuntimeException> attempt(Runnable work) {
        String savepoint = "attempt";
        handle.savepoint(savepoint);
        try {
            work.run();
            handle.releaseSavepoint(savepoint);
            return Optional.empty();
        } catch (RuntimeException e) {
            handle.rollbackToSavepoint(savepoint);
            return Optional.of(e);
        }
    }
}
