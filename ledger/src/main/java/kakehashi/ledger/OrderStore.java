package kakehashi.ledger;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The order book's functions in the database.
final class OrderStore {
    private static final String SUBMIT = "SELECT answer, known_outcome FROM ledger.submit_order(?, ?, ?, ?)";
    private static final String TAKE =
            "SELECT id, kind, from_zone, body, attempt FROM ledger.take_order(make_interval(secs => ?), ?)";
    private static final String TAKE_MANY =
            "SELECT id, kind, from_zone, body, attempt FROM ledger.take_orders(make_interval(secs => ?), ?, ?)";
    private static final String SETTLE_MANY =
            "SELECT a.answer FROM unnest(ledger.settle_orders(?, ?)) WITH ORDINALITY AS a (answer, place)"
                    + " ORDER BY a.place";
    private static final String ASIDE =
            "SELECT id, kind, from_zone, submitted_at, attempts, failure FROM ledger.orders_aside()";

    private OrderStore() {}

    static Submission submit(Handle handle, BookedOrder order) {
        return handle.select(
                        SUBMIT,
                        order.id().toArray(),
                        order.kind(),
                        order.to().label(),
                        order.body().toArray())
                .map((row, context) -> submission(row))
                .one();
    }

    private static Submission submission(ResultSet row) throws SQLException {
        String answer = row.getString(1);
        return switch (answer) {
            case "accepted" -> new Submission.Accepted();
            case "pending" -> new Submission.Pending();
            case "settled" -> new Submission.Settled(bytes(row, 2));
            case "refused" -> new Submission.Refused();
            default -> throw new IllegalStateException("the order book answers " + answer);
        };
    }

    static List<TakenOrder> takeMany(Handle handle, int most, Duration lease, int mostAttempts) {
        return handle.select(TAKE_MANY, seconds(lease), mostAttempts, most)
                .map((row, context) -> taken(row))
                .list();
    }

    private static TakenOrder taken(ResultSet row) throws SQLException {
        return new TakenOrder(
                bytes(row, 1), row.getString(2), Zone.ofLabel(row.getString(3)), bytes(row, 4), row.getInt(5));
    }

    static boolean hold(Handle handle, TakenOrder order) {
        return handle.select("SELECT ledger.hold_order(?, ?)", order.id().toArray(), order.attempt())
                .mapTo(Boolean.class)
                .one();
    }

    static Map<Bytes, Settlement> settleMany(Handle handle, SequencedMap<Bytes, Bytes> outcomes) {
        SequencedMap<Bytes, Settlement> settled = new LinkedHashMap<>();
        try (PreparedStatement statement = handle.getConnection().prepareStatement(SETTLE_MANY)) {
            statement.setArray(1, octets(handle, outcomes.sequencedKeySet()));
            statement.setArray(2, octets(handle, outcomes.sequencedValues()));
            try (ResultSet answers = statement.executeQuery()) {
                for (Bytes id : outcomes.sequencedKeySet()) {
                    answers.next();
                    settled.put(id, settlement(answers.getString(1)));
                }
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        return settled;
    }

    private static Array octets(Handle handle, Collection<Bytes> each) throws SQLException {
        return handle.getConnection()
                .createArrayOf("bytea", each.stream().map(Bytes::toArray).toArray(byte[][]::new));
    }

    private static Settlement settlement(String answer) {
        return switch (answer) {
            case "settled" -> Settlement.SETTLED;
            case "same" -> Settlement.SAME;
            case "different" -> Settlement.DIFFERENT;
            case "not_open" -> Settlement.NOT_OPEN;
            case "unknown" -> Settlement.UNKNOWN;
            default -> throw new IllegalStateException("the order book answers " + answer);
        };
    }

    static int forget(Handle handle, Duration age, int most) {
        return handle.select("SELECT ledger.forget_orders(make_interval(secs => ?), ?)", seconds(age), most)
                .mapTo(Integer.class)
                .one();
    }

    static boolean postpone(Handle handle, TakenOrder order, Duration delay, int mostAttempts, String why) {
        return handle.select(
                        "SELECT ledger.postpone_order(?, make_interval(secs => ?), ?, ?)",
                        order.id().toArray(),
                        seconds(delay),
                        mostAttempts,
                        why)
                .mapTo(Boolean.class)
                .one();
    }

    static Optional<Bytes> outcome(Handle handle, Bytes id) {
        return handle.select(
                        "SELECT outcome FROM ledger.order_outcome(?) outcome WHERE outcome IS NOT NULL", id.toArray())
                .map((row, context) -> bytes(row, 1))
                .findOne();
    }

    static List<AsideOrder> aside(Handle handle) {
        return handle.select(ASIDE)
                .map((row, context) -> new AsideOrder(
                        bytes(row, 1),
                        row.getString(2),
                        Zone.ofLabel(row.getString(3)),
                        row.getTimestamp(4).toInstant(),
                        row.getInt(5),
                        row.getString(6)))
                .list();
    }

    static boolean reopen(Handle handle, Bytes id) {
        return handle.select("SELECT ledger.reopen_order(?)", id.toArray())
                .mapTo(Boolean.class)
                .one();
    }

    /// The command that makes a connection hear of the zone's orders.
    static String listen(Zone zone) {
        return "LISTEN kakehashi_orders_" + zone.label();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Bytes bytes(ResultSet row, int column) throws SQLException {
        return Bytes.wrap(row.getBytes(column));
    }
}
