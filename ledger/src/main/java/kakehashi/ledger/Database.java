package kakehashi.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/// A zone's door to PostgreSQL: a pool of connections under the zone's own role.
///
/// Work runs in transactions (READ COMMITTED) and either commits as a whole or leaves nothing. An exception of the
/// work itself passes through unchanged after the rollback; one of the database comes out as [DatabaseFailure].
public final class Database implements AutoCloseable {
    private final DatabaseAccess access;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseAccess access, HikariDataSource pool) {
        this.access = access;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // Otherwise Jdbi writes the arguments of a failed statement into the exception.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /// Connects.
    ///
    /// @param connections the most that the pool holds
    /// @throws DatabaseFailure when nobody answers, the server is older than PostgreSQL 15, or the role may
    /// administer
    ///     the server
    public static Database open(DatabaseAccess access, int connections) {
        try (Connection first = ServerStore.connect(access)) {
            ServerStore.checkRights(first, access.login().role());
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("kakehashi-" + access.login().role());
        config.setJdbcUrl(access.url());
        config.setDataSourceProperties(access.properties());
        config.setUsername(access.login().role());
        config.setPassword(access.login().password().text());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setAutoCommit(true);
        try {
            return new Database(access, new HikariDataSource(config));
        } catch (HikariPool.PoolInitializationException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /// Runs the work in one transaction and answers its result after the commit.
    ///
    /// @throws DatabaseFailure when the database fails; nothing is then left of the work, unless the connection
    /// broke
    ///     during the commit itself, when it may be there: repeat only what can be repeated
    public <T> T inTransaction(Function<Transaction, T> work) {
        return withHandle(handle -> work.apply(new Transaction(handle)));
    }

    /// Runs the work in one transaction.
    ///
    /// @throws DatabaseFailure as [#inTransaction]
    public void useTransaction(Consumer<Transaction> work) {
        inTransaction(tx -> {
            work.accept(tx);
            return tx;
        });
    }

    <T> T withHandle(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /// A connection of its own beside the pool, for listening.
    Connection dedicatedConnection() throws SQLException {
        return ServerStore.connect(access);
    }

    /// Closes every connection.
    @Override
    public void close() {
        pool.close();
    }
}
