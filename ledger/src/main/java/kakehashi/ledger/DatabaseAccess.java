package kakehashi.ledger;

import java.util.Properties;
import java.util.Set;

/// Where a database is and as whom to log in.
///
/// @param host a host name or address; [Transport.Loopback] takes loopback addresses only
/// @param port the TCP port
/// @param database the name of the database
/// @param login the role and its password
/// @param transport how the connection is protected
public record DatabaseAccess(String host, int port, String database, Login login, Transport transport) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /// A role of PostgreSQL and its password.
    public record Login(String role, Password password) {}

    /// @throws IllegalArgumentException when a connection without TLS would leave this machine
    public DatabaseAccess {
        if (transport instanceof Transport.Loopback && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("the database at " + host + " needs TLS: it is on another machine");
        }
    }

    /// The same server and database as somebody else.
    public DatabaseAccess as(Login other) {
        return new DatabaseAccess(host, port, database, other, transport);
    }

    /// The address for the driver, without any secret.
    String url() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + literal + ":" + port + "/" + database;
    }

    /// What the driver is told beside the address.
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", login.role());
        properties.setProperty("password", login.password().text());
        // The driver would put every bound value of a failed statement into its exception.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "kakehashi");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        switch (transport) {
            case Transport.Loopback() -> properties.setProperty("sslmode", "disable");
            case Transport.VerifiedTls(var roots) -> {
                properties.setProperty("sslmode", "verify-full");
                properties.setProperty("sslrootcert", roots.toString());
                properties.setProperty("channelBinding", "require");
            }
        }
        return properties;
    }
}
