package kakehashi.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A transaction whose events become leaves of the zone's audit tree in the same commit.
public final class AuditedTransaction extends Transaction {
    private final List<AuditEvent> events = new ArrayList<>();

    private final Zone zone;

    AuditedTransaction(Handle handle, Zone zone) {
        super(handle);
        this.zone = zone;
    }

    /// Hands an event over. It gets its number when the group is written, and none if this work fails.
    ///
    /// @throws IllegalArgumentException when the zone's tree has no such kind
    public void record(AuditEvent event) {
        AuditWriter.check(event, zone);
        events.add(event);
    }

    List<AuditEvent> events() {
        return List.copyOf(events);
    }
}
