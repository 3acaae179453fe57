package kakehashi.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Roles and databases of a server, as its administrator sees them; and what a role may do.
final class ServerStore {
    /// The oldest PostgreSQL that we run on, as `server_version_num`.
    static final int OLDEST = 150_000;

    private static final String ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";
    private static final String DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = ?";
    private static final String RIGHTS = """
            SELECT current_setting('server_version_num')::int,
                   rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
              FROM pg_roles WHERE rolname = session_user""";

    private ServerStore() {}

    static Connection connect(DatabaseAccess access) throws SQLException {
        try {
            return DriverManager.getConnection(access.url(), access.properties());
        } catch (SQLException e) {
            throw access.transport() instanceof Transport.VerifiedTls tls ? TlsRefusal.of(e, access, tls) : e;
        }
    }

    /// Makes the role, which may log in and nothing else, where it is missing, and sets its password. The password
    /// leaves this process only as a SCRAM verifier.
    static void ensureRole(Connection administrator, DatabaseAccess.Login login) throws SQLException {
        if (!exists(administrator, ROLE_EXISTS, login.role())) {
            execute(
                    administrator,
                    "CREATE ROLE " + quoted(login.role())
                            + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS");
        }
        administrator
                .unwrap(PGConnection.class)
                .alterUserPassword(login.role(), login.password().text().toCharArray(), "scram-sha-256");
    }

    static boolean hasRole(Connection administrator, String role) throws SQLException {
        return exists(administrator, ROLE_EXISTS, role);
    }

    /// Makes the database, owned by the role, where it is missing.
    static void ensureDatabase(Connection administrator, String database, String owner) throws SQLException {
        if (exists(administrator, DATABASE_EXISTS, database)) {
            return;
        }
        // Who is no superuser must be a member of the role to give it something, for this moment only.
        execute(administrator, "GRANT " + quoted(owner) + " TO CURRENT_USER");
        execute(administrator, "CREATE DATABASE " + quoted(database) + " OWNER " + quoted(owner));
        execute(administrator, "REVOKE ALL ON DATABASE " + quoted(database) + " FROM PUBLIC");
        for (Zone zone : Zone.values()) {
            execute(administrator, "GRANT CONNECT ON DATABASE " + quoted(database) + " TO " + quoted(zone.role()));
        }
        execute(administrator, "REVOKE " + quoted(owner) + " FROM CURRENT_USER");
    }

    /// Writes all that is changed to the disk.
    static void checkpoint(Connection superuser) throws SQLException {
        execute(superuser, "CHECKPOINT");
    }

    /// Lets the room's role name the schema; what it may do there its migrations say.
    static void grantUse(Connection owner, RoomSchema room) throws SQLException {
        execute(
                owner,
                "GRANT USAGE ON SCHEMA " + quoted(room.schema()) + " TO "
                        + quoted(room.zone().role()));
    }

    /// Refuses a server that is too old.
    static void checkVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int")) {
            row.next();
            checkVersion(row.getInt(1));
        }
    }

    static void checkVersion(int version) {
        if (version < OLDEST) {
            throw DatabaseFailure.notUsable("PostgreSQL " + version + " is too old; want 15 or newer");
        }
    }

    /// Refuses a server that is too old, and a role that could do more than a zone needs.
    static void checkRights(Connection connection, String role) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RIGHTS)) {
            row.next();
            checkVersion(row.getInt(1));
            if (row.getBoolean(2)) {
                throw DatabaseFailure.notUsable("the role " + role
                        + " may administer the server; a zone's role must not be superuser nor make roles");
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
