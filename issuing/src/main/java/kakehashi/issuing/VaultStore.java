package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.ledger.RowBatch;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.jdbi.v3.core.Handle;

/// The rows of the chain of authority, its evidence, and what was issued.
final class VaultStore {
    /// The head row: where the chain ends, and the epoch of the node that wrote last.
    record HeadRow(Position position, long epoch) {}

    /// The entries of one commit as they were made, and the signed head over the last.
    record GroupRow(long first, long last, Bytes entries, Bytes signedHead) {}

    /// The evidence of an order.
    record OrderRow(Digest digest, Id order, String kind, Bytes file, long index) {}

    /// What an order was answered.
    record OutcomeRow(Digest order, Id orderId, java.time.Instant expiresAt, Bytes outcome, long index) {}

    /// A certificate that was issued.
    record CertificateRow(
            Id authority,
            SerialNumber serial,
            Digest digest,
            Bytes der,
            String subject,
            java.time.Instant notAfter,
            Origin origin) {}

    /// Which item of which order made a certificate, under whose key, and the entry that recorded it.
    record Origin(Digest order, int item, Digest key, long index) {}

    private static final String HEAD = "SELECT index, digest, epoch FROM issuing.head";

    private static final String ADD_ROWS = """
            WITH orders AS (
                INSERT INTO issuing.orders (digest, order_id, kind, file, index)
                SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS bytea[]),
                        CAST(? AS bigint[]))
                ON CONFLICT (digest) DO NOTHING),
            outcomes AS (
                INSERT INTO issuing.outcomes (order_digest, order_id, expires_at, outcome, index)
                SELECT o.digest, o.id, to_timestamp(o.expires), o.outcome, o.index
                  FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bigint[]), CAST(? AS bytea[]),
                        CAST(? AS bigint[])) AS o (digest, id, expires, outcome, index))
            INSERT INTO issuing.certificates
                (authority, serial, digest, der, subject, not_after, order_digest, item, key_digest, index)
            SELECT c.ca, c.serial, c.digest, c.der, c.subject, to_timestamp(c.until), c.ord, c.item, c.key, c.index
              FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[]),
                    CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bytea[]), CAST(? AS bigint[]),
                    CAST(? AS bytea[]), CAST(? AS bigint[]))
                AS c (ca, serial, digest, der, subject, until, ord, item, key, index)""";

    private VaultStore() {}

    /// The head row, locked until the transaction ends.
    static Optional<HeadRow> lockHead(Handle handle) {
        return head(handle, HEAD + " FOR UPDATE");
    }

    static Optional<HeadRow> head(Handle handle) {
        return head(handle, HEAD);
    }

    private static Optional<HeadRow> head(Handle handle, String query) {
        return handle.select(query)
                .map((row, context) -> new HeadRow(
                        new Position(row.getLong(1), new Digest(Bytes.wrap(row.getBytes(2)))), row.getLong(3)))
                .findOne();
    }

    static void addHead(Handle handle, HeadRow head) {
        handle.execute(
                "INSERT INTO issuing.head (index, digest, epoch) VALUES (?, ?, ?)",
                head.position().index(),
                head.position().digest().octets().toArray(),
                head.epoch());
    }

    static void moveHead(Handle handle, HeadRow head) {
        handle.execute(
                "UPDATE issuing.head SET index = ?, digest = ?, epoch = ?",
                head.position().index(),
                head.position().digest().octets().toArray(),
                head.epoch());
    }

    /// Moves the head from where the caller left it, and keeps it locked until the transaction ends.
    ///
    /// @return whether it was there; nothing is changed when not
    static boolean moveHead(Handle handle, HeadRow from, HeadRow to) {
        return handle.execute(
                        """
                        UPDATE issuing.head SET index = ?, digest = ?, epoch = ?
                         WHERE index = ? AND digest = ? AND epoch = ?""",
                        to.position().index(),
                        to.position().digest().octets().toArray(),
                        to.epoch(),
                        from.position().index(),
                        from.position().digest().octets().toArray(),
                        from.epoch())
                == 1;
    }

    static void addGroup(Handle handle, GroupRow group) {
        handle.execute(
                """
                INSERT INTO issuing.entry_groups (first_index, last_index, entries, signed_head)
                VALUES (?, ?, ?, ?)""",
                group.first(),
                group.last(),
                group.entries().toArray(),
                group.signedHead().toArray());
    }

    /// The group of the genesis entry.
    static Optional<GroupRow> firstGroup(Handle handle) {
        return handle.select(
                        "SELECT first_index, last_index, entries, signed_head FROM issuing.entry_groups WHERE first_index = 0")
                .map((row, context) -> new GroupRow(
                        row.getLong(1), row.getLong(2), Bytes.wrap(row.getBytes(3)), Bytes.wrap(row.getBytes(4))))
                .findOne();
    }

    /// The group that has an entry.
    static Optional<GroupRow> groupWith(Handle handle, long index) {
        return handle.select("""
                        SELECT first_index, last_index, entries, signed_head FROM issuing.entry_groups
                        WHERE first_index <= ? AND last_index >= ? ORDER BY first_index DESC LIMIT 1""", index, index)
                .map((row, context) -> new GroupRow(
                        row.getLong(1), row.getLong(2), Bytes.wrap(row.getBytes(3)), Bytes.wrap(row.getBytes(4))))
                .findOne();
    }

    /// Every group from the one with this entry on, in order, without holding more than some in memory.
    static void eachGroup(Handle handle, long fromIndex, Consumer<GroupRow> each) {
        try (var rows = handle
                .select("""
                        SELECT first_index, last_index, entries, signed_head FROM issuing.entry_groups
                        WHERE last_index >= ? ORDER BY first_index""", fromIndex)
                .setFetchSize(200)
                .map((row, context) -> new GroupRow(
                        row.getLong(1), row.getLong(2), Bytes.wrap(row.getBytes(3)), Bytes.wrap(row.getBytes(4))))
                .stream()) {
            rows.forEach(each);
        }
    }

    static void addDocument(Handle handle, Bytes document) {
        handle.execute(
                "INSERT INTO issuing.documents (digest, bytes) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
                document.sha256().toArray(),
                document.toArray());
    }

    static Optional<Bytes> document(Handle handle, Digest digest) {
        return one(
                handle,
                "SELECT bytes FROM issuing.documents WHERE digest = ?",
                digest.octets().toArray());
    }

    /// The evidence of an order, as it lies there: who uses it compares its digest.
    static Optional<Bytes> orderFile(Handle handle, Digest digest) {
        return one(
                handle,
                "SELECT file FROM issuing.orders WHERE digest = ?",
                digest.octets().toArray());
    }

    static Optional<Bytes> outcome(Handle handle, Digest order) {
        return one(
                handle,
                "SELECT outcome FROM issuing.outcomes WHERE order_digest = ?",
                order.octets().toArray());
    }

    /// Adds what a group settled, begun orders and issued certificates, in one round trip.
    static void addRows(
            Handle handle, List<OrderRow> orders, List<OutcomeRow> outcomes, List<CertificateRow> certificates) {
        new RowBatch()
                .octets(orders, order -> order.digest().octets())
                .octets(orders, order -> order.order().octets())
                .texts(orders, OrderRow::kind)
                .octets(orders, OrderRow::file)
                .numbers(orders, OrderRow::index)
                .octets(outcomes, outcome -> outcome.order().octets())
                .octets(outcomes, outcome -> outcome.orderId().octets())
                .numbers(outcomes, outcome -> outcome.expiresAt().getEpochSecond())
                .octets(outcomes, OutcomeRow::outcome)
                .numbers(outcomes, OutcomeRow::index)
                .octets(certificates, row -> row.authority().octets())
                .octets(certificates, row -> row.serial().contents())
                .octets(certificates, row -> row.digest().octets())
                .octets(certificates, CertificateRow::der)
                .texts(certificates, CertificateRow::subject)
                .numbers(certificates, row -> row.notAfter().getEpochSecond())
                .octets(certificates, row -> row.origin().order().octets())
                .numbers(certificates, row -> (long) row.origin().item())
                .octets(certificates, row -> row.origin().key().octets())
                .numbers(certificates, row -> row.origin().index())
                .insert(handle, ADD_ROWS);
    }

    /// The certificate with this number as it lies there. It proves itself by its CA's signature.
    static Optional<Bytes> certificate(Handle handle, Id authority, SerialNumber serial) {
        return one(
                handle,
                "SELECT der FROM issuing.certificates WHERE authority = ? AND serial = ?",
                authority.octets().toArray(),
                serial.contents().toArray());
    }

    /// The certificate with this digest, compared with it.
    static Optional<Bytes> certificate(Handle handle, Digest digest) {
        return one(
                        handle,
                        "SELECT der FROM issuing.certificates WHERE digest = ?",
                        digest.octets().toArray())
                .filter(der -> Digest.of(der).equals(digest));
    }

    /// A certificate for a key that was asked for.
    record OfKey(Id authority, Bytes der) {}

    /// A certificate of each subject that a key was certified for.
    static List<OfKey> certificatesOfKey(Handle handle, KeyIdentity key) {
        return handle.select(
                        """
                        SELECT DISTINCT ON (subject) authority, der FROM issuing.certificates
                        WHERE key_digest IN (?, ?) LIMIT 10""",
                        key.key().octets().toArray(),
                        key.written().octets().toArray())
                .map((row, context) -> new OfKey(new Id(Bytes.wrap(row.getBytes(1))), Bytes.wrap(row.getBytes(2))))
                .list();
    }

    /// The evidence of the orders by which a key was certified, the newest first.
    static List<Bytes> ordersOfKey(Handle handle, KeyIdentity key) {
        return handle.select(
                        """
                        SELECT file FROM issuing.orders WHERE digest IN
                            (SELECT order_digest FROM issuing.certificates WHERE key_digest IN (?, ?))
                        ORDER BY index DESC LIMIT 1000""",
                        key.key().octets().toArray(),
                        key.written().octets().toArray())
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .list();
    }

    static void addCrl(Handle handle, Id authority, java.math.BigInteger number, CrlRow row) {
        handle.execute(
                "INSERT INTO issuing.crls (authority, number, digest, octets, index) VALUES (?, ?, ?, ?, ?)",
                authority.octets().toArray(),
                new java.math.BigDecimal(number),
                row.digest().octets().toArray(),
                row.octets(),
                row.index());
    }

    /// Which file a CRL is, and the entry that recorded it.
    record CrlRow(Digest digest, long octets, long index) {}

    /// The CRLs of a CA that have its highest number.
    static List<Digest> newestCrls(Handle handle, Id authority) {
        return handle.select(
                        """
                SELECT digest FROM issuing.crls WHERE authority = ? AND number =
                    (SELECT max(number) FROM issuing.crls WHERE authority = ?) ORDER BY octets DESC, digest""", authority.octets().toArray(), authority.octets().toArray())
                .map((row, context) -> new Digest(Bytes.wrap(row.getBytes(1))))
                .list();
    }

    static List<Archive.RecordedCrl> crls(Handle handle, int most) {
        return handle.select("""
                SELECT authority, number, digest, octets, index FROM issuing.crls
                ORDER BY index DESC, number DESC, digest LIMIT ?""", most)
                .map((row, context) -> new Archive.RecordedCrl(
                        new Id(Bytes.wrap(row.getBytes(1))),
                        row.getBigDecimal(2).toBigIntegerExact(),
                        new Digest(Bytes.wrap(row.getBytes(3))),
                        row.getLong(4),
                        row.getLong(5)))
                .list();
    }

    /// Deletes the evidence of an order; the chain says that it was erased.
    static void erase(Handle handle, Digest digest) {
        handle.execute(
                "DELETE FROM issuing.orders WHERE digest = ?", digest.octets().toArray());
    }

    /// Deletes the feed's files of certificates that ended before a time, or were revoked for good.
    ///
    /// @return how many, at most as many as asked for
    static int deleteEndedFiles(Handle handle, java.time.Instant before, int most) {
        return handle.execute("""
                DELETE FROM ledger.feed_files WHERE digest IN (
                    SELECT file.digest
                      FROM ledger.feed_files AS file JOIN issuing.certificates AS c ON c.digest = file.digest
                     WHERE c.not_after < to_timestamp(?) OR EXISTS (
                            SELECT FROM issuing.revocations AS r
                             WHERE r.authority = c.authority AND r.serial = c.serial AND r.status <> 'held')
                     LIMIT ?)""", before.getEpochSecond(), most);
    }

    private static Optional<Bytes> one(Handle handle, String query, Object... arguments) {
        return handle.select(query, arguments)
                .map((row, context) -> Bytes.wrap(row.getBytes(1)))
                .findFirst();
    }
}
