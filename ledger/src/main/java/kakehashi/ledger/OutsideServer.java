package kakehashi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/// A PostgreSQL server that somebody else runs, 15 or newer: makes there what Kakehashi needs.
public final class OutsideServer {
    /// The role that owns the database and runs migrations; no zone's process uses it.
    public static final String OWNER = "kakehashi_owner";

    private OutsideServer() {}

    /// Makes the owner's role, the zones' roles and the database where they are missing, and sets the passwords. It
    /// leaves everything else on the server alone, and may be run again.
    ///
    /// @param administrator a login that may make roles and databases, on the database `postgres`; used only here
    /// @param database the name of the database, of lower-case letters, digits and underscores
    /// @param owner the password of [#OWNER]
    /// @param zones each zone's password
    /// @throws DatabaseFailure when nobody answers, the server does not prove its name, it is older than PostgreSQL
    ///     15, or the login may not do that
    /// @throws IllegalArgumentException when a zone has no password, or the name is none
    public static void prepare(
            DatabaseAccess administrator, String database, Password owner, Map<Zone, Password> zones) {
        if (!database.matches("[a-z][a-z0-9_]{0,62}") || zones.size() != Zone.values().length) {
            throw new IllegalArgumentException("not a database with a password for each zone: " + database);
        }
        try (Connection connection = ServerStore.connect(administrator)) {
            ServerStore.checkVersion(connection);
            ServerStore.ensureRole(connection, new DatabaseAccess.Login(OWNER, owner));
            for (Zone zone : Zone.values()) {
                ServerStore.ensureRole(connection, new DatabaseAccess.Login(zone.role(), zones.get(zone)));
            }
            ServerStore.ensureDatabase(connection, database, OWNER);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /// Whether a server has Kakehashi's roles already: whoever prepares it sets their passwords.
    ///
    /// @throws DatabaseFailure when nobody answers
    public static boolean hasRoles(DatabaseAccess administrator) {
        try (Connection connection = ServerStore.connect(administrator)) {
            return ServerStore.hasRole(connection, OWNER);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }
}
