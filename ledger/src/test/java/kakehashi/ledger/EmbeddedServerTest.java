package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    private static final EmbeddedServer SERVER = TestServer.SERVER;

    private static Map<String, String> settings(List<String> names) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = ServerStore.connect(SERVER.access(Zone.OFFICE, "postgres"));
                Statement statement = connection.createStatement()) {
            for (String name : names) {
                var row = statement.executeQuery("SHOW " + name);
                row.next();
                settings.put(name, row.getString(1));
            }
        }
        return settings;
    }

    @Test
    void relaxesNothingForSpeed() throws SQLException {
        Map<String, String> wanted = Map.of(
                "fsync", "on",
                "full_page_writes", "on",
                "synchronous_commit", "on",
                "data_checksums", "on",
                "password_encryption", "scram-sha-256",
                "listen_addresses", "127.0.0.1");
        assertThat(settings(List.copyOf(wanted.keySet()))).containsAllEntriesOf(wanted);
    }

    @Test
    void trustsNobodyWithoutAPassword() throws IOException {
        List<String> rules = Files.readAllLines(TestServer.FOLDER.resolve("data/pg_hba.conf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(rules).isNotEmpty().allMatch(rule -> rule.endsWith("scram-sha-256"));
    }

    @Test
    void showsItsFolderToNobodyElse() throws IOException {
        for (String folder : List.of(".", "data", "secrets")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TestServer.FOLDER.resolve(folder))))
                    .as(folder)
                    .isEqualTo("rwx------");
        }
        for (String secret : List.of("postgres", "kakehashi_owner", "kakehashi_vault", "kakehashi_office")) {
            Path file = TestServer.FOLDER.resolve("secrets").resolve(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> EmbeddedServer.start(TestServer.FOLDER, 0))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("in use by another server process");
    }

    @Test
    void refusesAPortThatIsTaken(@TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedServer.start(folder.resolve("db"), other.getLocalPort()))
                    .isInstanceOf(DatabaseFailure.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " on 127.0.0.1 is taken");
        }
    }

    @Test
    void refusesAPasswordFileThatOthersRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Password.read(file)).hasMessageContaining("0600");
    }
}
