package kakehashi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The tables of the audit trees.
final class AuditStore {
    /// Every level of this many is stored; the nodes between are computed.
    static final int STORED_LEVELS = 8;

    /// What one transaction adds to a tree.
    static final class Added {
        private final List<Long> indices = new ArrayList<>();
        private final List<byte[]> leaves = new ArrayList<>();
        private final List<byte[]> hashes = new ArrayList<>();
        private final List<Long> payloadIndices = new ArrayList<>();
        private final List<byte[]> salts = new ArrayList<>();
        private final List<byte[]> payloads = new ArrayList<>();
        private final List<Integer> nodeLevels = new ArrayList<>();
        private final List<Long> nodeIndices = new ArrayList<>();
        private final List<byte[]> nodes = new ArrayList<>();

        void leaf(long index, Bytes leaf) {
            indices.add(index);
            leaves.add(leaf.toArray());
        }

        void payload(long index, Bytes salt, Bytes payload) {
            payloadIndices.add(index);
            salts.add(salt.toArray());
            payloads.add(payload.toArray());
        }

        void node(int level, long index, Bytes hash) {
            if (level == 0) {
                hashes.add(hash.toArray());
            } else if (level % STORED_LEVELS == 0) {
                nodeLevels.add(level);
                nodeIndices.add(index);
                nodes.add(hash.toArray());
            }
        }
    }

    /// A payload with its salt.
    record StoredPayload(long index, Bytes salt, Bytes payload) {}

    private static final String HEAD = "SELECT size, edge FROM ledger.audit_head WHERE zone = ?";
    private static final String LOCK = "SELECT size, edge FROM ledger.lock_audit_head(?)";
    /// One round trip: the rows of a group come as arrays, and the head goes with them.
    private static final String ADD = """
            WITH l AS (INSERT INTO ledger.audit_leaf (zone, leaf_index, leaf, hash)
                       SELECT ?, n.i, n.leaf, n.hash
                         FROM unnest(?::bigint[], ?::bytea[], ?::bytea[]) AS n (i, leaf, hash)),
                 p AS (INSERT INTO ledger.audit_payload (zone, leaf_index, salt, payload)
                       SELECT ?, n.i, n.salt, n.payload
                         FROM unnest(?::bigint[], ?::bytea[], ?::bytea[]) AS n (i, salt, payload)),
                 t AS (INSERT INTO ledger.audit_node (zone, level, node_index, hash)
                       SELECT ?, n.level, n.i, n.hash
                         FROM unnest(?::smallint[], ?::bigint[], ?::bytea[]) AS n (level, i, hash))
            UPDATE ledger.audit_head SET size = ?, edge = ? WHERE zone = ?""";
    private static final String NODE =
            "SELECT hash FROM ledger.audit_node WHERE zone = ? AND level = ? AND node_index >= ? AND node_index < ?"
                    + " ORDER BY node_index";
    private static final String HASHES_FROM_TO =
            "SELECT hash FROM ledger.audit_leaf WHERE zone = ? AND leaf_index >= ? AND leaf_index < ?"
                    + " ORDER BY leaf_index";
    private static final String LEAVES_FROM =
            "SELECT leaf FROM ledger.audit_leaf WHERE zone = ? AND leaf_index >= ? ORDER BY leaf_index LIMIT ?";
    private static final String LEAF = "SELECT leaf FROM ledger.audit_leaf WHERE zone = ? AND leaf_index = ?";
    private static final String LEAVES = "SELECT leaf FROM ledger.audit_leaf WHERE zone = ? ORDER BY leaf_index";
    private static final String LEAF_HASHES = "SELECT hash FROM ledger.audit_leaf WHERE zone = ? ORDER BY leaf_index";
    private static final String PAYLOADS =
            "SELECT leaf_index, salt, payload FROM ledger.audit_payload WHERE zone = ? ORDER BY leaf_index";
    private static final String PAYLOAD = "SELECT payload FROM ledger.audit_payload WHERE zone = ? AND leaf_index = ?";
    private static final int FETCH = 1_000;

    private AuditStore() {}

    /// Takes the turn among the zone's processes until the transaction ends. Nothing when the head row cannot be
    /// one.
    static Optional<RightEdge> lockEdge(Handle handle, Zone zone) {
        return edge(handle, LOCK, zone);
    }

    static Optional<RightEdge> edge(Handle handle, Zone zone) {
        return edge(handle, HEAD, zone);
    }

    private static Optional<RightEdge> edge(Handle handle, String query, Zone zone) {
        return handle.select(query, zone.label())
                .map((row, context) -> RightEdge.of(row.getLong(1), Bytes.wrap(row.getBytes(2))))
                .one();
    }

    /// Writes what was added, and the edge of the tree that it makes.
    static void add(Connection connection, Zone zone, Added added, RightEdge edge) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            int at = bind(statement, 0, zone, "bigint", added.indices);
            at = bind(statement, at, "bytea", added.leaves);
            at = bind(statement, at, "bytea", added.hashes);
            at = bind(statement, at, zone, "bigint", added.payloadIndices);
            at = bind(statement, at, "bytea", added.salts);
            at = bind(statement, at, "bytea", added.payloads);
            at = bind(statement, at, zone, "smallint", added.nodeLevels);
            at = bind(statement, at, "bigint", added.nodeIndices);
            at = bind(statement, at, "bytea", added.nodes);
            statement.setLong(++at, edge.size());
            statement.setBytes(++at, edge.toBytes().toArray());
            statement.setString(++at, zone.label());
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("the audit tree of " + zone.label() + " has no head row");
            }
        }
    }

    private static int bind(PreparedStatement statement, int at, Zone zone, String type, List<?> values)
            throws SQLException {
        statement.setString(at + 1, zone.label());
        return bind(statement, at + 1, type, values);
    }

    private static int bind(PreparedStatement statement, int at, String type, List<?> values) throws SQLException {
        // Typed arrays go in binary form, others as text.
        Object[] array = switch (type) {
            case "bytea" -> values.toArray(byte[][]::new);
            case "bigint" -> values.toArray(Long[]::new);
            default -> values.toArray(Integer[]::new);
        };
        statement.setArray(at + 1, statement.getConnection().createArrayOf(type, array));
        return at + 1;
    }

    /// The hashes of the whole subtrees of a stored level; fewer when rows are gone.
    static List<Bytes> hashes(Handle handle, Zone zone, int level, long from, long to) {
        return (level == 0
                        ? handle.select(HASHES_FROM_TO, zone.label(), from, to)
                        : handle.select(NODE, zone.label(), level, from, to))
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
    }

    static List<Bytes> leavesFrom(Handle handle, Zone zone, long from, int most) {
        return handle.select(LEAVES_FROM, zone.label(), from, most)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
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
