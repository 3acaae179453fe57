package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.files.PrivateFolder;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.OutsideServer;
import kakehashi.ledger.Password;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;
import kakehashi.terminal.HomeSettings.DatabasePlace;

/// A PostgreSQL server that stands already. It gets the roles of Kakehashi and a database for each installation,
/// and keeps them when the demonstration ends.
///
/// @param administrator a login that may make roles and databases
/// @param passwords a folder with the password of each role
/// @param mark tells the databases of this demonstration from those of another
record OutsideDemoServer(DatabaseAccess administrator, Path passwords, String mark) implements DemoServer {
    private static final int USUAL_PORT = 5432;
    private static final String SCHEME = "jdbc:postgresql:";

    /// Takes the server at an address such as `jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres&password=…`;
    /// `sslrootcert` names the trust anchors of a server on another machine.
    ///
    /// @throws DemoRefusal when it is no such address, nobody answers there, or another installation has its roles
    ///     on the server: this one would set their passwords anew
    static OutsideDemoServer of(String address, Path folder) {
        DatabaseAccess administrator = access(address);
        Path passwords = folder.resolve("database-passwords");
        try {
            boolean first = !Files.exists(passwords);
            if (first) {
                requireOwn(administrator);
            }
            if (first) {
                PrivateFolder.create(passwords);
                write(passwords.resolve(OutsideServer.OWNER));
                for (Zone zone : Zone.values()) {
                    write(passwords.resolve(zone.role()));
                }
                Files.writeString(
                        passwords.resolve("mark"), DemoOffice.random(4).toString());
            }
            return new OutsideDemoServer(administrator, passwords, Files.readString(passwords.resolve("mark")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOwn(DatabaseAccess administrator) {
        try {
            if (OutsideServer.hasRoles(administrator)) {
                throw new DemoRefusal(
                        "この PostgreSQL サーバには、別の架け橋の役割（ロール）があります。パスワードを変えてしまうので、実演専用のサーバを指定してください。",
                        "this PostgreSQL server has the roles of another Kakehashi, whose passwords would be changed;"
                                + " name one of the demonstration's own");
            }
        } catch (DatabaseFailure e) {
            throw new DemoRefusal(
                    administrator.host() + ":" + administrator.port() + " の PostgreSQL に接続できません（" + e.getMessage()
                            + "）。",
                    "no PostgreSQL can be used at " + administrator.host() + ":" + administrator.port() + " ("
                            + e.getMessage() + ")");
        }
    }

    private static void write(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, DemoOffice.random(32).toString());
    }

    private static DatabaseAccess access(String address) {
        if (!address.startsWith(SCHEME + "//")) {
            throw noAddress(address);
        }
        try {
            return access(URI.create(address.substring("jdbc:".length())));
        } catch (IllegalArgumentException e) {
            throw noAddress(address.replaceFirst("\\?.*", "") + ": " + e.getMessage());
        }
    }

    private static DemoRefusal noAddress(String what) {
        String form = SCHEME + "//HOST:PORT/DATABASE?user=…&password=…";
        return new DemoRefusal(
                "PostgreSQL のアドレスとして使えません（" + what + "）。" + form + " の形で、ほかの計算機なら &sslrootcert=FILE を付けてください。",
                "that is no address that can be used (" + what + "); write " + form
                        + ", with &sslrootcert=FILE for another machine");
    }

    private static DatabaseAccess access(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                query.put(pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        String database = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
        DatabaseAccess.Login login = new DatabaseAccess.Login(
                query.getOrDefault("user", "postgres"), Password.of(query.getOrDefault("password", "-")));
        return new DatabaseAccess(
                Optional.ofNullable(uri.getHost()).orElse("127.0.0.1"),
                uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                database.isEmpty() ? "postgres" : database,
                login,
                transport(query));
    }

    private static Transport transport(Map<String, String> query) {
        return Optional.ofNullable(query.get("sslrootcert"))
                .<Transport>map(file -> new Transport.VerifiedTls(Path.of(file)))
                .orElseGet(Transport.Loopback::new);
    }

    private String database(DemoDomain domain) {
        return "demo_" + mark + "_" + domain.folder();
    }

    private Password password(String role) {
        return Password.read(passwords.resolve(role));
    }

    @Override
    public void createDatabase(DemoDomain domain) {
        Map<Zone, Password> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            zones.put(zone, password(zone.role()));
        }
        OutsideServer.prepare(administrator, database(domain), password(OutsideServer.OWNER), zones);
    }

    @Override
    public DatabasePlace place(DemoDomain domain) {
        Optional<Path> roots = administrator.transport() instanceof Transport.VerifiedTls(Path file)
                ? Optional.of(file.toAbsolutePath())
                : Optional.empty();
        return new DatabasePlace.Outside(
                administrator.host(), administrator.port(), database(domain), roots, passwords);
    }

    @Override
    public DatabaseAccess ownerAccess(DemoDomain domain) {
        DatabaseAccess.Login owner = new DatabaseAccess.Login(OutsideServer.OWNER, password(OutsideServer.OWNER));
        return new DatabaseAccess(
                administrator.host(), administrator.port(), database(domain), owner, administrator.transport());
    }

    /// The server is not ours to stop.
    @Override
    public void close() {}
}
