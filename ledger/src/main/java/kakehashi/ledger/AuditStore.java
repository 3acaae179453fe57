package kakehashi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The tables of the audit trees.
final class AuditStore {
    /// A leaf with what lies beside it.
    record NewLeaf(long index, Bytes leaf, Bytes salt, Bytes payload) {}

    /// The hash of a whole subtree.
    record NewNode(int level, long index, Bytes hash) {}

    /// A payload with its salt.
    record StoredPayload(long index, Bytes salt, Bytes payload) {}

    private static final String HEAD = "SELECT size, edge FROM ledger.audit_head WHERE zone = ?";
    private static final String ADD_LEAF = "INSERT INTO ledger.audit_leaf (zone, leaf_index, leaf) VALUES (?, ?, ?)";
    private static final String ADD_PAYLOAD =
            "INSERT INTO ledger.audit_payload (zone, leaf_index, salt, payload) VALUES (?, ?, ?, ?)";
    private static final String ADD_NODE =
            "INSERT INTO ledger.audit_node (zone, level, node_index, hash) VALUES (?, ?, ?, ?)";
    private static final String NODE =
            "SELECT hash FROM ledger.audit_node WHERE zone = ? AND level = ? AND node_index = ?";
    private static final String LEAF = "SELECT leaf FROM ledger.audit_leaf WHERE zone = ? AND leaf_index = ?";
    private static final String LEAVES = "SELECT leaf FROM ledger.audit_leaf WHERE zone = ? ORDER BY leaf_index";
    private static final String LEAF_HASHES =
            "SELECT hash FROM ledger.audit_node WHERE zone = ? AND level = 0 ORDER BY node_index";
    private static final String PAYLOADS =
            "SELECT leaf_index, salt, payload FROM ledger.audit_payload WHERE zone = ? ORDER BY leaf_index";
    private static final String PAYLOAD = "SELECT payload FROM ledger.audit_payload WHERE zone = ? AND leaf_index = ?";
    private static final String ERASE = "DELETE FROM ledger.audit_payload WHERE zone = ? AND leaf_index = ?";
    private static final int FETCH = 1_000;

    private AuditStore() {}

    /// Takes the turn among the zone's processes until the transaction ends. Nothing when the head row cannot be
    /// one.
    static Optional<RightEdge> lockEdge(Handle handle, Zone zone) {
        return edge(handle, HEAD + " FOR UPDATE", zone);
    }

    static Optional<RightEdge> edge(Handle handle, Zone zone) {
        return edge(handle, HEAD, zone);
    }

    private static Optional<RightEdge> edge(Handle handle, String query, Zone zone) {
        return handle.select(query, zone.label())
                .map((row, context) -> RightEdge.of(row.getLong(1), Bytes.wrap(row.getBytes(2))))
                .one();
    }

    static void writeEdge(Handle handle, Zone zone, RightEdge edge) {
        handle.execute(
                "UPDATE ledger.audit_head SET size = ?, edge = ? WHERE zone = ?",
                edge.size(),
                edge.toBytes().toArray(),
                zone.label());
    }

    static void add(Connection connection, Zone zone, List<NewLeaf> leaves, List<NewNode> nodes) throws SQLException {
        try (PreparedStatement leaf = connection.prepareStatement(ADD_LEAF);
                PreparedStatement payload = connection.prepareStatement(ADD_PAYLOAD);
                PreparedStatement node = connection.prepareStatement(ADD_NODE)) {
            for (NewLeaf added : leaves) {
                addRow(leaf, zone.label(), added.index(), added.leaf().toArray());
                addRow(
                        payload,
                        zone.label(),
                        added.index(),
                        added.salt().toArray(),
                        added.payload().toArray());
            }
            for (NewNode added : nodes) {
                addRow(
                        node,
                        zone.label(),
                        added.level(),
                        added.index(),
                        added.hash().toArray());
            }
            leaf.executeBatch();
            payload.executeBatch();
            node.executeBatch();
        }
    }

    private static void addRow(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    /// The hash of a whole subtree; nothing when its row is gone.
    static Optional<Bytes> node(Handle handle, Zone zone, int level, long index) {
        return one(handle, NODE, zone.label(), level, index);
    }

    static Optional<Bytes> leaf(Handle handle, Zone zone, long index) {
        return one(handle, LEAF, zone.label(), index);
    }

    static Optional<Bytes> payload(Handle handle, Zone zone, long index) {
        return one(handle, PAYLOAD, zone.label(), index);
    }

    private static Optional<Bytes> one(Handle handle, String query, Object... arguments) {
        return handle.select(query, arguments)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .findOne();
    }

    static void erase(Handle handle, Zone zone, long index) {
        handle.execute(ERASE, zone.label(), index);
    }

    static void eachLeaf(Handle handle, Zone zone, Consumer<Bytes> each) {
        eachColumn(handle, LEAVES, zone, each);
    }

    static void eachLeafHash(Handle handle, Zone zone, Consumer<Bytes> each) {
        eachColumn(handle, LEAF_HASHES, zone, each);
    }

    private static void eachColumn(Handle handle, String query, Zone zone, Consumer<Bytes> each) {
        handle.select(query, zone.label())
                .setFetchSize(FETCH)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .forEach(each);
    }

    static void eachPayload(Handle handle, Zone zone, Consumer<StoredPayload> each) {
        handle.select(PAYLOADS, zone.label())
                .setFetchSize(FETCH)
                .map((row, context) ->
                        new StoredPayload(row.getLong(1), Bytes.wrap(row.getBytes(2)), Bytes.wrap(row.getBytes(3))))
                .forEach(each);
    }

    static List<String> checkpoints(Handle handle, Zone zone) {
        return handle.select("SELECT note FROM ledger.audit_checkpoint WHERE zone = ? ORDER BY size", zone.label())
                .mapTo(String.class)
                .list();
    }

    static void addCheckpoint(Handle handle, Zone zone, Checkpoint checkpoint) {
        handle.execute(
                "INSERT INTO ledger.audit_checkpoint (zone, size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                zone.label(),
                checkpoint.head().size(),
                checkpoint.note());
    }

    /// Makes every query of the transaction see the same moment.
    static void freeze(Handle handle) {
        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
}
