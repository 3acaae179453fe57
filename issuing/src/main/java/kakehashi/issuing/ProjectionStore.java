package kakehashi.issuing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/// What the chain says, in rows for people and searches. No decision reads them; [Scrubber] compares them.
final class ProjectionStore {
    private ProjectionStore() {}

    static void write(Handle handle, Projection.Rows rows) {
        batch(handle, """
                INSERT INTO issuing.officers (officer, person, roles, not_after, in_force, statement)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (officer) DO UPDATE SET person = excluded.person,
                    roles = excluded.roles, not_after = excluded.not_after, in_force = excluded.in_force,
                    statement = excluded.statement""", rows.officers().stream().map(row -> new Object[] {
            row.officer().toArray(),
            row.person().toArray(),
            row.roles(),
            Timestamp.from(row.notAfter()),
            row.inForce(),
            row.statement().toArray()
        }));
        batch(handle, """
                INSERT INTO issuing.profiles (digest, profile, in_force, bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET in_force = excluded.in_force""", rows.profiles().stream().map(row -> new Object[] {
            row.digest().toArray(),
            row.profile().toArray(),
            row.inForce(),
            row.bytes().toArray()
        }));
        batch(handle, """
                INSERT INTO issuing.authorisations (authorisation, orders_left, stopped, statement)
                VALUES (?, ?, ?, ?) ON CONFLICT (authorisation) DO UPDATE SET orders_left = excluded.orders_left,
                    stopped = excluded.stopped""", rows.authorisations().stream().map(row -> new Object[] {
            row.authorisation().toArray(),
            row.left(),
            row.stopped(),
            row.statement().toArray()
        }));
        batch(handle, """
                INSERT INTO issuing.crl_numbers (authority, number) VALUES (?, ?)
                ON CONFLICT (authority) DO UPDATE SET number = excluded.number""", rows.crlNumbers().stream().map(row ->
                new Object[] {row.authority().toArray(), row.number()}));
        writeRevocations(handle, rows);
    }

    private static void writeRevocations(Handle handle, Projection.Rows rows) {
        batch(handle, """
                INSERT INTO issuing.revocations (authority, serial, status, at, reason) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (authority, serial) DO UPDATE SET status = excluded.status, at = excluded.at,
                    reason = excluded.reason""", rows.revocations().stream().map(row -> new Object[] {
            row.authority().toArray(), row.serial().toArray(), row.status(), Timestamp.from(row.at()), row.reason()
        }));
        batch(
                handle,
                "DELETE FROM issuing.revocations WHERE authority = ? AND serial = ?",
                rows.released().stream().map(key -> new Object[] {
                    key.authority().octets().toArray(), key.serial().contents().toArray()
                }));
    }

    private static void batch(Handle handle, String statement, Stream<Object[]> rows) {
        PreparedBatch batch = handle.prepareBatch(statement);
        rows.forEach(batch::add);
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void eachOfficer(Handle handle, Consumer<Projection.OfficerRow> each) {
        each(
                handle,
                "SELECT officer, person, roles, not_after, in_force, statement FROM issuing.officers",
                (row, context) -> new Projection.OfficerRow(
                        bytes(row, 1), bytes(row, 2), row.getString(3), time(row, 4), row.getBoolean(5), bytes(row, 6)),
                each);
    }

    static void eachProfile(Handle handle, Consumer<Projection.ProfileRow> each) {
        each(
                handle,
                "SELECT digest, profile, in_force, bytes FROM issuing.profiles",
                (row, context) ->
                        new Projection.ProfileRow(bytes(row, 1), bytes(row, 2), row.getBoolean(3), bytes(row, 4)),
                each);
    }

    static void eachAuthorisation(Handle handle, Consumer<Projection.AuthorisationRow> each) {
        each(
                handle,
                "SELECT authorisation, orders_left, stopped, statement FROM issuing.authorisations",
                (row, context) -> new Projection.AuthorisationRow(
                        bytes(row, 1), row.getLong(2), row.getBoolean(3), bytes(row, 4)),
                each);
    }

    static void eachCrlNumber(Handle handle, Consumer<Projection.CrlNumberRow> each) {
        each(
                handle,
                "SELECT authority, number FROM issuing.crl_numbers",
                (row, context) -> new Projection.CrlNumberRow(bytes(row, 1), new BigDecimal(row.getString(2))),
                each);
    }

    static void eachRevocation(Handle handle, Consumer<Projection.RevocationRow> each) {
        each(
                handle,
                "SELECT authority, serial, status, at, reason FROM issuing.revocations",
                (row, context) -> new Projection.RevocationRow(
                        bytes(row, 1), bytes(row, 2), row.getString(3), time(row, 4), row.getInt(5)),
                each);
    }

    private static <T> void each(Handle handle, String query, RowMapper<T> mapper, Consumer<T> each) {
        try (Stream<T> rows = handle.createQuery(query).setFetchSize(1_000).map(mapper).stream()) {
            rows.forEach(each);
        }
    }

    private static Bytes bytes(ResultSet row, int column) throws SQLException {
        return Bytes.wrap(row.getBytes(column));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
