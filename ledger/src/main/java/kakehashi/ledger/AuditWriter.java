package kakehashi.ledger;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kakehashi.x509.Bytes;

/// Appends leaves to a zone's tree within a transaction that is open: for a writer with a group commit of its own.
/// Everybody else uses [AuditLog], which groups works and calls this.
///
/// It takes the tree's head row, which must be the transaction's last lock: call it once, at the end. Two round
/// trips, however many leaves. One instance is used by one thread at a time.
public final class AuditWriter {
    private static final int SALT = 32;

    private final Zone zone;
    private final Bytes installation;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();

    /// A writer of that zone's tree.
    ///
    /// @param zone the zone of the database's role
    /// @param installation the digest of the genesis entry, 32 octets
    public AuditWriter(Zone zone, Bytes installation, InstantSource clock) {
        this.zone = zone;
        this.installation = installation;
        this.clock = clock;
    }

    /// Whose tree this writes.
    public Zone zone() {
        return zone;
    }

    /// Refuses an event of a kind that does not stand in the zone's tree.
    static void check(AuditEvent event, Zone zone) {
        if (!event.kind().standsIn(zone)) {
            throw new IllegalArgumentException(
                    "no leaf of the kind " + event.kind().label() + " stands in the tree of the zone " + zone.label());
        }
    }

    /// Numbers the events in their order and writes their leaves; they are there when the transaction commits.
    ///
    /// @return the tree as it is then
    /// @throws IllegalArgumentException when a kind does not stand in this zone's tree; nothing is written
    /// @throws IllegalStateException when somebody changed the head row so that it cannot be one
    /// @throws DatabaseFailure when the head row is locked for more than 2 seconds, or the database fails
    public TreeHead append(Transaction tx, List<AuditEvent> events) {
        events.forEach(event -> check(event, zone));
        RightEdge edge = AuditStore.lockEdge(tx.handle(), zone)
                .orElseThrow(
                        () -> new IllegalStateException("the audit tree's head row was changed: nothing is written"));
        if (events.isEmpty()) {
            return edge.head();
        }
        AuditStore.Added added = new AuditStore.Added();
        byte[] salts = new byte[SALT * events.size()];
        chance.nextBytes(salts);
        Bytes allSalts = Bytes.wrap(salts);
        Instant at = clock.instant();
        for (int i = 0; i < events.size(); i++) {
            Bytes salt = allSalts.slice(SALT * i, SALT * (i + 1));
            Leaf.Content content = content(events.get(i), salt, edge.size(), added);
            Bytes leaf = new Leaf(
                            installation,
                            zone,
                            edge.size(),
                            at,
                            events.get(i).kind().label(),
                            content)
                    .der();
            added.leaf(edge.size(), leaf);
            edge.append(MerkleTree.leafHash(leaf), added::node);
        }
        try {
            AuditStore.add(tx.connection(), zone, added, edge);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        return edge.head();
    }

    private static Leaf.Content content(AuditEvent event, Bytes salt, long index, AuditStore.Added added) {
        return switch (event) {
            case AuditEvent.Salted(var kind, var payload) -> {
                added.payload(index, salt, payload);
                yield new Leaf.Commitment(Leaf.commitment(salt, payload));
            }
            case AuditEvent.Entry(long position, var digest) -> new Leaf.Entry(position, digest);
        };
    }
}
