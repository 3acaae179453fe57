package kakehashi.issuing;

import java.lang.System.Logger.Level;
import java.util.List;
import kakehashi.authority.Halt;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;

/// A stop is a leaf of the audit tree, if the database still takes one.
record StopLeaf(Database database, AuditWriter audit) {
    /// The leaf of what the vault does not take.
    static AuditEvent leaf(String sentence) {
        Bytes payload = DerWriter.write(w -> w.utf8String(0x0c, sentence));
        return new AuditEvent.Salted(AuditKind.REFUSAL, payload);
    }

    void write(Halt reason) {
        try {
            database.useTransaction(tx -> audit.append(tx, List.of(leaf(reason.getMessage()))));
        } catch (RuntimeException e) {
            System.getLogger(StopLeaf.class.getName())
                    .log(Level.ERROR, "the stop could not be recorded: " + e.getMessage());
        }
    }
}
