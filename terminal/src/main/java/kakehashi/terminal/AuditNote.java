package kakehashi.terminal;

import java.time.InstantSource;
import kakehashi.contract.Digest;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.AuditLog;
import kakehashi.ledger.Database;
import kakehashi.ledger.Zone;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Tag;

/// What people do to an installation beside its orders, as leaves of the vault's audit tree.
///
/// @param database under the vault's role
record AuditNote(Database database, Digest installation, InstantSource clock) {
    /// Records an event. Whoever asks does so before it happens, wherever a copy is made that should hold it.
    ///
    /// @param words what the kind's description says
    void record(AuditKind kind, String... words) {
        AuditEvent event = new AuditEvent.Salted(
                kind,
                DerWriter.write(w -> w.sequence(s -> {
                    for (String word : words) {
                        s.utf8String(Tag.UTF8_STRING, word);
                    }
                })));
        try (AuditLog log = AuditLog.open(database, Zone.VAULT, installation.octets(), clock)) {
            log.inTransaction(tx -> {
                tx.record(event);
                return event;
            });
        }
    }
}
