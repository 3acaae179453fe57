package kakehashi.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The one PostgreSQL server of this test run, and a database of its own for each test class.
final class TestServer {
    static final Path FOLDER = Path.of("target", "postgres");

    /// Started by the first class that needs it, stopped with the JVM. The unpacked programs stay for the next run.
    static final EmbeddedServer SERVER = start();

    private TestServer() {}

    private static EmbeddedServer start() {
        delete(FOLDER.resolve("data"));
        return EmbeddedServer.start(FOLDER, 0);
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An empty database with the ledger's schema and those of the rooms.
    static void prepare(String database, List<RoomSchema> rooms) {
        SERVER.createDatabase(database);
        Migrations.run(SERVER.ownerAccess(database), rooms);
    }

    static Database open(Zone zone, String database) {
        return Database.open(SERVER.access(zone, database), 8);
    }
}
