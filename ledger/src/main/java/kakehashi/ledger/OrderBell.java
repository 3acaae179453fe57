package kakehashi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Listens on a connection of its own for the database's notice that an order came or was settled, and rings. A
/// notice is empty and may be lost; whoever listens polls once a second too.
public final class OrderBell implements AutoCloseable {
    private static final int LISTEN_MILLIS = 500;
    private static final long RECONNECT_MILLIS = 1_000;

    private final Database database;
    private final Zone zone;
    private final Runnable ring;
    private final Thread thread;
    private volatile boolean closed;

    private OrderBell(Database database, Zone zone, Runnable ring) {
        this.database = database;
        this.zone = zone;
        this.ring = ring;
        this.thread = Thread.ofVirtual().name("orders-of-" + zone.label()).unstarted(this::listen);
    }

    /// Starts to listen.
    ///
    /// @param zone whose orders
    /// @param ring called on the bell's thread, must not block
    public static OrderBell listen(Database database, Zone zone, Runnable ring) {
        OrderBell bell = new OrderBell(database, zone, ring);
        bell.thread.start();
        return bell;
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = database.dedicatedConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(OrderStore.listen(zone));
                ring.run();
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                // The database is away: pollers find that out too; try again until it is back.
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!closed) {
            if (connection.getNotifications(LISTEN_MILLIS).length > 0) {
                ring.run();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Stops listening, within half a second.
    @Override
    public void close() {
        closed = true;
    }
}
