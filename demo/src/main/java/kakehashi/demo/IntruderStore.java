package kakehashi.demo;

import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;

/// What an intruder does who owns the database: he edits rows behind the vault's back, and puts them back when the
/// demonstration has shown what became of it.
final class IntruderStore {
    private final Database owner;

    IntruderStore(Database owner) {
        this.owner = owner;
    }

    /// The genesis document, in which the first officers and their keys stand.
    Bytes genesis() {
        return owner.inTransaction(tx -> tx.handle()
                .select("""
                        SELECT bytes FROM issuing.documents
                        ORDER BY octet_length(bytes) DESC LIMIT 1""")
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .one());
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
}
