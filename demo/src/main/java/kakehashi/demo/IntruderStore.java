package kakehashi.demo;

import java.util.Optional;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.Database;
import kakehashi.ledger.Leaf;
import kakehashi.x509.Bytes;

/// What an intruder does who owns the database: he edits rows behind the vault's back, and puts them back when the
/// demonstration has shown what became of it.
final class IntruderStore {
    private final Database owner;

    IntruderStore(Database owner) {
        this.owner = owner;
    }

    /// The document in which these octets stand, such as an officer's key in the genesis.
    Bytes documentWith(Bytes octets) {
        return owner.inTransaction(tx -> tx.handle()
                .select("SELECT bytes FROM issuing.documents WHERE position(? IN bytes) > 0", octets.toArray())
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .one());
    }

    /// The officer's statement in the vault's register in which these octets stand.
    Bytes officerWith(Bytes octets) {
        return owner.inTransaction(tx -> tx.handle()
                .select("SELECT statement FROM issuing.officers WHERE position(? IN statement) > 0", octets.toArray())
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .one());
    }

    /// Puts another statement in the place of an officer's.
    void replaceOfficer(Bytes these, Bytes other) {
        owner.useTransaction(tx -> tx.handle()
                .execute(
                        "UPDATE issuing.officers SET statement = ? WHERE statement = ?",
                        other.toArray(),
                        these.toArray()));
    }

    /// Puts other bytes where these lie.
    void replaceDocument(Bytes these, Bytes other) {
        owner.useTransaction(tx -> tx.handle()
                .execute("UPDATE issuing.documents SET bytes = ? WHERE bytes = ?", other.toArray(), these.toArray()));
    }

    /// The head of the chain is moved back by one entry, as if the last had never been.
    void moveHead(long by) {
        owner.useTransaction(tx -> tx.handle().execute("UPDATE issuing.head SET index = index + ?", by));
    }

    /// A leaf of the vault's audit tree.
    Bytes leaf(long index) {
        return owner.inTransaction(tx -> tx.handle()
                .select("SELECT leaf FROM ledger.audit_leaf WHERE zone = 'vault' AND leaf_index = ?", index)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .one());
    }

    /// Writes other octets into a leaf.
    void replaceLeaf(long index, Bytes octets) {
        owner.useTransaction(tx -> tx.handle()
                .execute(
                        "UPDATE ledger.audit_leaf SET leaf = ? WHERE zone = 'vault' AND leaf_index = ?",
                        octets.toArray(),
                        index));
    }

    /// Writes an order to the vault into the book, as if the office had sent it.
    void putOrder(Bytes id, Bytes body) {
        owner.useTransaction(tx -> {
            tx.handle()
                    .execute(
                            "INSERT INTO ledger.orders (id, kind, from_zone, to_zone, body)"
                                    + " VALUES (?, 'issue', 'office', 'vault', ?)",
                            id.toArray(),
                            body.toArray());
            tx.handle().execute("SELECT pg_notify('kakehashi_orders_vault', '')");
        });
    }

    /// What the vault answered to such an order; empty as long as it has not.
    Optional<Bytes> outcome(Bytes id) {
        return owner.inTransaction(tx -> tx.handle()
                .select("SELECT outcome FROM ledger.orders WHERE id = ? AND outcome IS NOT NULL", id.toArray())
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .findFirst());
    }

    /// How many refusals stand in the vault's audit tree.
    long refusals() {
        return owner.inTransaction(tx -> tx
                .handle()
                .select("SELECT leaf FROM ledger.audit_leaf WHERE zone = 'vault'")
                .map((row, context) -> Leaf.parse(Bytes.wrap(row.getBytes(1))).orElseThrow())
                .stream()
                .filter(leaf -> leaf.kind().equals(AuditKind.REFUSAL.label()))
                .count());
    }
}
