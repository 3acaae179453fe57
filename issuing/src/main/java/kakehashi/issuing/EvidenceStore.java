package kakehashi.issuing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.authority.AuthorityState;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.ledger.RowBatch;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Rows as they lie there, every column, to be compared with the chain.
final class EvidenceStore {
    /// How many rows the tables have.
    record Counts(long orders, long outcomes, long certificates, long crls) {}

    private EvidenceStore() {}

    /// All that follows in this transaction sees one state of the database.
    static void freeze(Handle handle) {
        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    static Optional<VaultStore.OrderRow> order(Handle handle, Digest digest) {
        return Optional.ofNullable(orders(handle, List.of(digest)).get(digest));
    }

    /// The orders of these digests, as far as they are there.
    static Map<Digest, VaultStore.OrderRow> orders(Handle handle, List<Digest> digests) {
        return new RowBatch()
                        .octets(digests, Digest::octets)
                        .find(
                                handle,
                                """
                        SELECT digest, order_id, kind, file, index FROM issuing.orders
                         WHERE digest = ANY (CAST(? AS bytea[]))""",
                                (row, context) -> new VaultStore.OrderRow(
                                        new Digest(Bytes.wrap(row.getBytes(1))),
                                        new Id(Bytes.wrap(row.getBytes(2))),
                                        row.getString(3),
                                        Bytes.wrap(row.getBytes(4)),
                                        row.getLong(5)))
                        .stream()
                        .collect(Collectors.toMap(VaultStore.OrderRow::digest, row -> row));
    }

    /// The folders of orders that change the installation's keys, as they lie there, the oldest first.
    static List<Bytes> ordersOfKeys(Handle handle) {
        return handle.select("SELECT file FROM issuing.orders WHERE kind = 'KEYS' ORDER BY index")
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
    }

    static Optional<VaultStore.OutcomeRow> outcome(Handle handle, Digest order) {
        return Optional.ofNullable(outcomes(handle, List.of(order)).get(order));
    }

    /// The outcomes of these orders, as far as they are there.
    static Map<Digest, VaultStore.OutcomeRow> outcomes(Handle handle, List<Digest> orders) {
        return new RowBatch()
                        .octets(orders, Digest::octets)
                        .find(
                                handle,
                                """
                        SELECT order_digest, order_id, expires_at, outcome, index FROM issuing.outcomes
                         WHERE order_digest = ANY (CAST(? AS bytea[]))""",
                                (row, context) -> new VaultStore.OutcomeRow(
                                        new Digest(Bytes.wrap(row.getBytes(1))),
                                        new Id(Bytes.wrap(row.getBytes(2))),
                                        row.getTimestamp(3).toInstant(),
                                        Bytes.wrap(row.getBytes(4)),
                                        row.getLong(5)))
                        .stream()
                        .collect(Collectors.toMap(VaultStore.OutcomeRow::order, row -> row));
    }

    static Optional<VaultStore.CertificateRow> certificate(Handle handle, Id authority, SerialNumber serial) {
        AuthorityState.SerialKey key = new AuthorityState.SerialKey(authority, serial);
        return Optional.ofNullable(certificates(handle, List.of(key)).get(key));
    }

    /// The certificates under these numbers, as far as they are there.
    static Map<AuthorityState.SerialKey, VaultStore.CertificateRow> certificates(
            Handle handle, List<AuthorityState.SerialKey> keys) {
        return new RowBatch()
                        .octets(keys, key -> key.authority().octets())
                        .octets(keys, key -> key.serial().contents())
                        .find(handle, """
                        SELECT authority, serial, digest, der, subject, not_after, order_digest, item, key_digest, index
                          FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[])) AS wanted (ca, number)
                          JOIN issuing.certificates ON authority = ca AND serial = number""", EvidenceStore::certificate)
                        .stream()
                        .collect(Collectors.toMap(
                                found -> new AuthorityState.SerialKey(found.authority(), found.serial()),
                                found -> found));
    }

    private static VaultStore.CertificateRow certificate(ResultSet row, StatementContext context) throws SQLException {
        return new VaultStore.CertificateRow(
                new Id(Bytes.wrap(row.getBytes(1))),
                new SerialNumber(Bytes.wrap(row.getBytes(2))),
                new Digest(Bytes.wrap(row.getBytes(3))),
                Bytes.wrap(row.getBytes(4)),
                row.getString(5),
                row.getTimestamp(6).toInstant(),
                new VaultStore.Origin(
                        new Digest(Bytes.wrap(row.getBytes(7))),
                        row.getInt(8),
                        new Digest(Bytes.wrap(row.getBytes(9))),
                        row.getLong(10)));
    }

    static Optional<VaultStore.CrlRow> crl(Handle handle, Id authority, BigInteger number, Digest digest) {
        return handle.select(
                        "SELECT octets, index FROM issuing.crls WHERE authority = ? AND number = ? AND digest = ?",
                        authority.octets().toArray(),
                        new BigDecimal(number),
                        digest.octets().toArray())
                .map((row, context) -> new VaultStore.CrlRow(digest, row.getLong(1), row.getLong(2)))
                .findOne();
    }

    static Counts counts(Handle handle) {
        return handle.createQuery("""
                        SELECT (SELECT count(*) FROM issuing.orders), (SELECT count(*) FROM issuing.outcomes),
                            (SELECT count(*) FROM issuing.certificates), (SELECT count(*) FROM issuing.crls)""")
                .map((row, context) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .one();
    }
}
