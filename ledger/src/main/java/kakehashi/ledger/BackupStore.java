package kakehashi.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// What a backup asks of the database, as its owner.
final class BackupStore {
    /// A table of ours.
    ///
    /// @param name with its schema, fit for a command
    /// @param columns as a list for COPY
    record Table(String name, String columns) {}

    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname),
                   string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                 AND a.attgenerated = ''
             WHERE c.relkind = 'r' AND n.nspname = ANY (?) AND c.relname <> 'flyway_schema_history'
             GROUP BY 1 ORDER BY 1""";
    private static final String SEQUENCES = """
            SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 0) FROM pg_sequences
             WHERE schemaname = ANY (?) ORDER BY 1""";
    private static final String HISTORY_OF = "SELECT version || ':' || checksum FROM %s.flyway_schema_history"
            + " WHERE success AND version IS NOT NULL ORDER BY installed_rank";

    private BackupStore() {}

    /// Makes everything that follows see one moment, until the connection is closed.
    static void freeze(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        owner.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        owner.setReadOnly(true);
    }

    /// The first statement settles which moment that is.
    static void settleMoment(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("SELECT pg_current_snapshot()");
        }
    }

    static List<Table> tables(Connection owner, List<String> schemas) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = owner.prepareStatement(TABLES)) {
            statement.setArray(1, owner.createArrayOf("text", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new Table(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return tables;
    }

    /// Refuses a database with sequences: their state is not in rows, so a copy would give numbers out twice.
    static void refuseSequences(Connection owner, List<String> schemas) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(SEQUENCES)) {
            statement.setArray(1, owner.createArrayOf("text", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw DatabaseFailure.notUsable("the sequence " + rows.getString(1) + " cannot be backed up");
                }
            }
        }
    }

    /// Which migrations made a schema, with their checksums.
    static List<String> history(Connection owner, String schema) throws SQLException {
        List<String> history = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(String.format(HISTORY_OF, schema))) {
            while (rows.next()) {
                history.add(schema + ":" + rows.getString(1));
            }
        }
        return history;
    }

    static void copyOut(Connection owner, Table table, OutputStream to) throws SQLException, IOException {
        copies(owner)
                .copyOut(
                        "COPY (SELECT " + table.columns() + " FROM " + table.name() + ") TO STDOUT (FORMAT binary)",
                        to);
    }

    static void copyIn(Connection owner, Table table, InputStream from) throws SQLException, IOException {
        copies(owner).copyIn("COPY " + table.name() + " (" + table.columns() + ") FROM STDIN (FORMAT binary)", from);
    }

    private static CopyManager copies(Connection owner) throws SQLException {
        return owner.unwrap(PGConnection.class).getCopyAPI();
    }

    /// Empties what the migrations filled; foreign keys are checked when everything is there again.
    static void empty(Connection owner, List<Table> tables) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("TRUNCATE "
                    + String.join(", ", tables.stream().map(Table::name).toList()));
        }
    }

    /// How many rows a restore would overwrite that no migration wrote: whether somebody worked with the database.
    static boolean isUsed(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT 1 FROM ledger.orders) OR EXISTS (SELECT 1 FROM ledger.audit_head WHERE size > 0)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// The tables in an order in which every foreign key finds its row.
    static List<Table> parentsFirst(Connection owner, List<Table> tables) throws SQLException {
        List<Table> ordered = new ArrayList<>();
        List<Table> left = new ArrayList<>(tables);
        while (!left.isEmpty()) {
            int before = left.size();
            List<String> waiting = left.stream().map(Table::name).toList();
            for (Table table : List.copyOf(left)) {
                if (parents(owner, table).stream().noneMatch(waiting::contains)) {
                    ordered.add(table);
                    left.remove(table);
                }
            }
            if (left.size() == before) {
                throw DatabaseFailure.notUsable("foreign keys run in a circle among " + waiting);
            }
        }
        return ordered;
    }

    private static List<String> parents(Connection owner, Table table) throws SQLException {
        List<String> parents = new ArrayList<>();
        try (PreparedStatement statement = owner.prepareStatement("""
                SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM pg_constraint k
                  JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE k.contype = 'f' AND k.conrelid = ?::regclass AND k.confrelid <> k.conrelid""")) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    parents.add(rows.getString(1));
                }
            }
        }
        return parents;
    }
}
