package kakehashi.issuing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.jdbi.v3.core.Handle;

/// Rows as they lie there, every column, to be compared with the chain.
final class EvidenceStore {
    /// How many rows the tables have.
    record Counts(long orders, long outcomes, long certificates, long crls) {}

    /// A certificate's row with its column `digest`.
    record FoundCertificate(Digest digest, VaultStore.CertificateRow row) {}

    private EvidenceStore() {}

    /// All that follows in this transaction sees one state of the database.
    static void freeze(Handle handle) {
        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    static Optional<VaultStore.OrderRow> order(Handle handle, Digest digest) {
        return handle.select(
                        "SELECT order_id, kind, file, index FROM issuing.orders WHERE digest = ?",
                        digest.octets().toArray())
                .map((row, context) -> new VaultStore.OrderRow(
                        digest,
                        new Id(Bytes.wrap(row.getBytes(1))),
                        row.getString(2),
                        Bytes.wrap(row.getBytes(3)),
                        row.getLong(4)))
                .findOne();
    }

    /// The folders of orders that change the installation's keys, as they lie there, the oldest first.
    static List<Bytes> ordersOfKeys(Handle handle) {
        return handle.select("SELECT file FROM issuing.orders WHERE kind = 'KEYS' ORDER BY index")
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
    }

    static Optional<VaultStore.OutcomeRow> outcome(Handle handle, Digest order) {
        return handle.select(
                        "SELECT order_id, expires_at, outcome, index FROM issuing.outcomes WHERE order_digest = ?",
                        order.octets().toArray())
                .map((row, context) -> new VaultStore.OutcomeRow(
                        order,
                        new Id(Bytes.wrap(row.getBytes(1))),
                        row.getTimestamp(2).toInstant(),
                        Bytes.wrap(row.getBytes(3)),
                        row.getLong(4)))
                .findOne();
    }

    static Optional<FoundCertificate> certificate(Handle handle, Id authority, SerialNumber serial) {
        return handle.select(
                        """
                        SELECT digest, der, subject, not_after, order_digest, item, key_digest, index
                        FROM issuing.certificates WHERE authority = ? AND serial = ?""", authority.octets().toArray(), serial.contents().toArray())
                .map((row, context) -> new FoundCertificate(
                        new Digest(Bytes.wrap(row.getBytes(1))),
                        new VaultStore.CertificateRow(
                                authority,
                                serial,
                                Bytes.wrap(row.getBytes(2)),
                                row.getString(3),
                                row.getTimestamp(4).toInstant(),
                                new VaultStore.Origin(
                                        new Digest(Bytes.wrap(row.getBytes(5))),
                                        row.getInt(6),
                                        new Digest(Bytes.wrap(row.getBytes(7))),
                                        row.getLong(8)))))
                .findOne();
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
