package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole story over a PostgreSQL server that stands already, by a login that may make roles and databases.
@Tag("faults")
class OutsideDemoRunTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("server"))
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig(
                        "pwfile",
                        Files.writeString(folder.resolve("password"), "administrator")
                                .toString())
                .setConnectConfig("password", "administrator")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    private static String address(EmbeddedPostgres server, String role) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=" + role + "&password=" + role;
    }

    private int run(EmbeddedPostgres server, String data) {
        PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> args =
                List.of("--once", "--data", folder.resolve(data).toString(), "--database", address(server, "dba"));
        return Demo.run(args, to, to, InstantSource.system(), Locale.ENGLISH);
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void playsTheStoryOverAServerThatStandsAndLeavesAnothersAlone() throws IOException, SQLException {
        try (EmbeddedPostgres server = server()) {
            try (Connection superuser = DriverManager.getConnection(
                            address(server, "administrator").replace("user=administrator", "user=postgres"));
                    Statement statement = superuser.createStatement()) {
                statement.execute("CREATE ROLE dba LOGIN CREATEROLE CREATEDB PASSWORD 'dba'");
            }
            assertThat(run(server, "data")).as(text()).isZero();
            assertThat(text()).contains(" steps held (").doesNotContain("✗");
            assertThat(databases(server)).hasSize(DemoDomain.values().length);
            assertThat(folder.resolve("data/postgres")).doesNotExist();

            said.reset();
            assertThat(run(server, "other")).as(text()).isEqualTo(64);
            assertThat(text()).contains("has the roles of another Kakehashi");
        }
    }

    private static List<String> databases(EmbeddedPostgres server) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection dba = DriverManager.getConnection(address(server, "dba"));
                Statement statement = dba.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT datname FROM pg_database WHERE datname LIKE 'demo\\_%' ORDER BY 1")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }
}
