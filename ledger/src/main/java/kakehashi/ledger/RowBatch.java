package kakehashi.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// Rows for one statement, column by column: many rows take one round trip and one plan, and go in binary form.
/// Rows of several tables may go in one statement.
public final class RowBatch {
    /// A column as PostgreSQL calls its type, with a value for each row.
    private record Column(String type, Object[] values) {}

    private final List<Column> columns = new ArrayList<>();

    /// A column of octets.
    public <T> RowBatch octets(List<T> from, Function<T, Bytes> each) {
        byte[][] values = new byte[from.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = each.apply(from.get(i)).toArray();
        }
        columns.add(new Column("bytea", values));
        return this;
    }

    /// A column of whole numbers.
    public <T> RowBatch numbers(List<T> from, Function<T, Long> each) {
        columns.add(new Column("bigint", from.stream().map(each).toArray(Long[]::new)));
        return this;
    }

    /// A column of texts.
    public <T> RowBatch texts(List<T> from, Function<T, String> each) {
        columns.add(new Column("text", from.stream().map(each).toArray(String[]::new)));
        return this;
    }

    /// Runs a statement that takes the columns as arrays, in their order; does nothing when there is no row.
    public void insert(Handle handle, String statement) {
        if (isEmpty()) {
            return;
        }
        try (Update insert = handle.createUpdate(statement)) {
            for (int i = 0; i < columns.size(); i++) {
                insert.bindBySqlType(i, array(handle, columns.get(i)), Types.ARRAY);
            }
            insert.execute();
        }
    }

    /// The rows that a query finds by the columns as arrays, in their order; none when there is nothing to look
    /// for.
    public <T> List<T> find(Handle handle, String query, RowMapper<T> mapper) {
        if (isEmpty()) {
            return List.of();
        }
        try (Query select = handle.createQuery(query)) {
            for (int i = 0; i < columns.size(); i++) {
                select.bindBySqlType(i, array(handle, columns.get(i)), Types.ARRAY);
            }
            return select.map(mapper).list();
        }
    }

    private boolean isEmpty() {
        return columns.stream().allMatch(column -> column.values().length == 0);
    }

    private static Array array(Handle handle, Column column) {
        try {
            return handle.getConnection().createArrayOf(column.type(), column.values());
        } catch (SQLException e) {
            throw new IllegalStateException("the driver takes no array of " + column.type(), e);
        }
    }
}
