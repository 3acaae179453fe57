package kakehashi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.postgresql.ds.PGSimpleDataSource;

/// Brings the schemas of a database up to date: the ledger's own first, then every room's.
///
/// Each schema has its own history table. A migration that has run and was edited since stops everything; nothing
/// is ever cleaned or run backwards.
public final class Migrations {
    private static final String OWN_LOCATION = "kakehashi/ledger/migrations";

    private Migrations() {}

    /// Runs what has not run yet.
    ///
    /// @param owner the database's owner, never a zone's role
    /// @return how many migrations ran
    /// @throws DatabaseFailure when one fails or an earlier one was changed; the failing one has left nothing
    /// behind
    public static int run(DatabaseAccess owner, List<RoomSchema> rooms) {
        try {
            int ran = migrate(owner, "ledger", OWN_LOCATION, Map.of());
            for (RoomSchema room : rooms) {
                ran += migrate(
                        owner,
                        room.schema(),
                        room.location(),
                        Map.of("role", room.zone().role()));
                grantUse(owner, room);
            }
            return ran;
        } catch (FlywayException e) {
            DatabaseFailure failure = DatabaseFailure.notUsable("a migration did not run; it is the cause");
            failure.initCause(e);
            throw failure;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static int migrate(DatabaseAccess owner, String schema, String location, Map<String, String> words) {
        MigrateResult result = Flyway.configure()
                .dataSource(source(owner))
                .schemas(schema)
                .locations("classpath:" + location)
                .failOnMissingLocations(true)
                .placeholders(words)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load()
                .migrate();
        return result.migrationsExecuted;
    }

    private static PGSimpleDataSource source(DatabaseAccess access) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(access.url());
        for (String name : access.properties().stringPropertyNames()) {
            set(source, name, access.properties().getProperty(name));
        }
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException e) {
            throw new IllegalArgumentException("the driver knows no property " + name, e);
        }
    }

    private static void grantUse(DatabaseAccess owner, RoomSchema room) throws SQLException {
        try (Connection connection = ServerStore.connect(owner)) {
            ServerStore.grantUse(connection, room);
        }
    }
}
