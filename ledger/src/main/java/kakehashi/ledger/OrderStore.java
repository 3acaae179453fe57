package kakehashi.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The order book's functions in the database.
final class OrderStore {
    private static final String SUBMIT = "SELECT answer, known_outcome FROM ledger.submit_order(?, ?, ?, ?)";
    private static final String TAKE =
            "SELECT id, kind, from_zone, body, attempt FROM ledger.take_order(make_interval(secs => ?), ?)";
    private static final String ASIDE =
            "SELECT id, kind, from_zone, submitted_at, attempts, failure FROM ledger.orders_aside()";

    private OrderStore() {}

    static Submission submit(Handle handle, Order order) {
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

    static Optional<TakenOrder> take(Handle handle, Duration lease, int mostAttempts) {
        return handle.select(TAKE, seconds(lease), mostAttempts)
                .map((row, context) -> new TakenOrder(
                        bytes(row, 1), row.getString(2), Zone.ofLabel(row.getString(3)), bytes(row, 4), row.getInt(5)))
                .findOne();
    }

    static Settlement settle(Handle handle, Bytes id, Bytes outcome) {
        String answer = handle.select("SELECT ledger.settle_order(?, ?)", id.toArray(), outcome.toArray())
                .mapTo(String.class)
                .one();
        return switch (answer) {
            case "settled" -> Settlement.SETTLED;
            case "same" -> Settlement.SAME;
            case "different" -> Settlement.DIFFERENT;
            case "not_open" -> Settlement.NOT_OPEN;
            case "unknown" -> Settlement.UNKNOWN;
            default -> throw new IllegalStateException("the order book answers " + answer);
        };
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
