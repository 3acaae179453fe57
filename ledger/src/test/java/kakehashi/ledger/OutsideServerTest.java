package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A second server, started with TLS as an administrator would, with a certificate that OpenSSL made.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideServerTest {
    private static final String DATABASE = "kakehashi";
    private static final List<RoomSchema> ROOMS =
            List.of(new RoomSchema("safe", Zone.VAULT, "kakehashi/ledger/rooms/safe"));
    private static final Password OWNER = Password.of("owner-of-the-test");
    private static final Map<Zone, Password> ZONES =
            Map.of(Zone.VAULT, Password.of("v"), Zone.OFFICE, Password.of("o"), Zone.PUBLIC, Password.of("p"));

    private EmbeddedPostgres postgres;

    @TempDir
    static Path folder;

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "OpenSSL makes the server's certificate");
        certificate("server", "localhost");
        certificate("other", "other.example");
        assertThat(TestServer.SERVER.port()).isPositive();
        Path password = Files.writeString(folder.resolve("password"), "administrator");
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(TestServer.FOLDER.resolve("server").toFile())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", password.toString())
                .setConnectConfig("password", "administrator")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_min_protocol_version", "TLSv1.3")
                .setServerConfig("ssl_cert_file", folder.resolve("server.pem").toString())
                .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                .start();
        try (Connection superuser = ServerStore.connect(access("postgres", "postgres", "administrator"));
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE dba LOGIN CREATEROLE CREATEDB PASSWORD 'dba'");
        }
        assertThat(OutsideServer.hasRoles(access("postgres", "dba", "dba"))).isFalse();
        OutsideServer.prepare(access("postgres", "dba", "dba"), DATABASE, OWNER, ZONES);
        assertThat(OutsideServer.hasRoles(access("postgres", "dba", "dba"))).isTrue();
        Migrations.run(access(DATABASE, OutsideServer.OWNER, "owner-of-the-test"), ROOMS);
    }

    @AfterAll
    void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static void certificate(String name, String host) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(
                        "/usr/bin/openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-keyout",
                        folder.resolve(name + ".key").toString(),
                        "-out",
                        folder.resolve(name + ".pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    private DatabaseAccess access(String host, String database, DatabaseAccess.Login login, String roots) {
        return new DatabaseAccess(
                host, postgres.getPort(), database, login, new Transport.VerifiedTls(folder.resolve(roots)));
    }

    private DatabaseAccess access(String database, String role, String password) {
        return access("localhost", database, new DatabaseAccess.Login(role, Password.of(password)), "server.pem");
    }

    private DatabaseAccess vault(String host, String roots) {
        return access(host, DATABASE, new DatabaseAccess.Login(Zone.VAULT.role(), ZONES.get(Zone.VAULT)), roots);
    }

    @Test
    void worksOverTls() {
        try (Database vault = Database.open(vault("localhost", "server.pem"), 2)) {
            vault.useTransaction(tx -> tx.handle().execute("INSERT INTO safe.secrets VALUES ('tls', 1)"));
            assertThat(vault.<String>inTransaction(tx -> tx.handle()
                            .createQuery("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void refusesAServerThatProvesAnotherName() {
        assertThatThrownBy(() -> Database.open(vault("127.0.0.1", "server.pem"), 1))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("proves another name than 127.0.0.1");
    }

    @Test
    void refusesAServerUnderAnotherAuthority() {
        assertThatThrownBy(() -> Database.open(vault("localhost", "other.pem"), 1))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("under none of the certificates");
        assertThatThrownBy(() -> Database.open(vault("localhost", "none.pem"), 1))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("cannot read the trust anchors");
    }

    @Test
    void refusesAServerWithoutTls() {
        DatabaseAccess plain = new DatabaseAccess(
                "localhost",
                TestServer.SERVER.port(),
                DATABASE,
                vault("localhost", "server.pem").login(),
                new Transport.VerifiedTls(folder.resolve("server.pem")));
        assertThatThrownBy(() -> Database.open(plain, 1))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("offers no TLS");
    }

    @Test
    void mayBePreparedAgainByAnAdministratorWhoIsNoSuperuser() {
        OutsideServer.prepare(access("postgres", "dba", "dba"), DATABASE, OWNER, ZONES);
        assertThat(OutsideServer.hasRoles(access("postgres", "dba", "dba"))).isTrue();
        assertThat(Migrations.run(access(DATABASE, OutsideServer.OWNER, "owner-of-the-test"), ROOMS))
                .isZero();
    }

    @Test
    void isPreparedByNobodyElse() {
        assertThatThrownBy(() -> OutsideServer.prepare(vault("localhost", "server.pem"), "another", OWNER, ZONES))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.FORBIDDEN));
        assertThatThrownBy(() -> OutsideServer.prepare(vault("localhost", "server.pem"), "x\"y", OWNER, ZONES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAServerThatIsTooOld() {
        assertThatThrownBy(() -> ServerStore.checkVersion(140_011)).hasMessageContaining("want 15 or newer");
        ServerStore.checkVersion(150_000);
    }
}
