package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerRestartTest {
    static final List<RoomSchema> ROOMS = List.of(new RoomSchema("safe", Zone.VAULT, "kakehashi/ledger/rooms/safe"));

    private static String kept(EmbeddedServer server) {
        try (Database vault = Database.open(server.access(Zone.VAULT, "kept"), 1)) {
            return vault.inTransaction(tx -> tx.handle()
                    .createQuery("SELECT string_agg(name, ' ') FROM safe.secrets")
                    .mapTo(String.class)
                    .one());
        }
    }

    @Test
    void keepsItsDataWhenItsProcessIsKilledAndStopsWhatThatLeftBehind(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("db"));
        // Saves unpacking the programs once more.
        Path programs = TestServer.FOLDER.resolve("server").toAbsolutePath();
        assertThat(TestServer.SERVER.port()).isPositive();
        Files.createSymbolicLink(home.resolve("server"), programs);
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingServer.class.getName(),
                        home.toString())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isEqualTo(9);
        long orphan = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedServer again = EmbeddedServer.start(home, 0)) {
            assertThat(kept(again)).isEqualTo("kept");
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
        try (EmbeddedServer third = EmbeddedServer.start(home, 0)) {
            assertThat(kept(third)).isEqualTo("kept");
        }
        Files.delete(home.resolve("server"));
    }
}
