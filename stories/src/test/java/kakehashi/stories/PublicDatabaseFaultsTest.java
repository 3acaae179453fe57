package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.Zone;
import kakehashi.platform.DatabaseFeed;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositorySettings;
import kakehashi.testkit.SmallDisk;
import kakehashi.testkit.TestCa;
import kakehashi.web.PageLayout;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A public node over a real database that is killed, or whose disk is full: it goes on answering, says what is
/// wrong, and catches up when the database is back.
@Tag("faults")
class PublicDatabaseFaultsTest {
    private static final String DATABASE = "feed";
    private static final Instant END = Instant.parse("2035-01-01T00:00:00Z");
    private static final int DISK_MEGABYTES = 256;

    private final ServedFeed vault = new ServedFeed();
    private final TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");
    private long published;

    private static SerialNumber serial(long number) {
        return SerialNumber.of(java.math.BigInteger.valueOf(number));
    }

    private Repository node(Path folder, DatabaseFeed feed) {
        RepositorySettings settings = new RepositorySettings(
                vault.pin, folder.resolve("node"), Optional.empty(), LdapLimits.DEFAULT, List.of());
        Repository node = new Repository(settings, feed, PageLayout.PLAIN, InstantSource.system());
        node.start();
        return node;
    }

    /// The vault says that a certificate was issued.
    private void issue(long number) {
        Batch.Item status = new Batch.Item.Status(ServedFeed.CA, serial(number), new Change.Issued(Digest.ZERO, END));
        if (number == 1) {
            vault.publish(
                    new Batch.Item.Certificate(ServedFeed.CA, ca.certificate().der()), status);
        } else {
            vault.publish(status);
        }
    }

    /// Writes what the database lacks.
    private void write(EmbeddedServer server) {
        try (Database database = Database.open(server.access(Zone.VAULT, DATABASE), 1)) {
            List<Bytes> batches = vault.from(published + 1, 100).batches();
            database.useTransaction(tx -> {
                for (int i = 0; i < batches.size(); i++) {
                    Feed.publish(tx, published + 1 + i, batches.get(i));
                }
            });
            published += batches.size();
        }
    }

    private static void await(Repository node, long number) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!knows(node, number) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(knows(node, number)).isTrue();
    }

    private static boolean knows(Repository node, long number) {
        return node.feed().status(ServedFeed.CA, serial(number)).equals(Optional.of(new SerialStatus.Issued(END)));
    }

    private static void awaitFault(Repository node) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (node.following().failure().get().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(node.following().failure().get())
                .hasValueSatisfying(why -> assertThat(why).contains("the feed cannot be read"));
    }

    private static void kill(Path folder) throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.addFirst(server);
        all.forEach(ProcessHandle::destroyForcibly);
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(10);
        }
    }

    private static void closeQuietly(EmbeddedServer server) {
        try {
            server.close();
        } catch (RuntimeException dead) {
            return;
        }
    }

    @Test
    void goesOnWhenTheDatabaseIsKilledAndCatchesUp(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("postgres");
        EmbeddedServer server = EmbeddedServer.start(home, 0);
        server.createDatabase(DATABASE);
        Migrations.run(server.ownerAccess(DATABASE), List.of());
        issue(1);
        write(server);
        // The server of a home may have another port after each start.
        try (DatabaseFeed feed = new DatabaseFeed(() -> EmbeddedServer.reach(home, Zone.PUBLIC, DATABASE)
                        .orElseThrow(() -> new IllegalStateException("no server runs")));
                Repository node = node(folder, feed)) {
            await(node, 1);
            kill(home);
            awaitFault(node);
            assertThat(knows(node, 1)).isTrue();
            assertThat(node.ready().failure().get()).isEmpty();
            issue(2);
            closeQuietly(server);
            server = EmbeddedServer.start(home, 0);
            write(server);
            await(node, 2);
            assertThat(node.following().failure().get()).isEmpty();
        } finally {
            closeQuietly(server);
        }
    }

    @Test
    void goesOnWhenTheDatabasesDiskIsFullAndCatchesUp(@TempDir Path folder) throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), DISK_MEGABYTES);
        assumeTrue(mounted.isPresent(), "no disk can be mounted here: that takes root");
        Path home = mounted.get().folder().resolve("postgres");
        try (SmallDisk disk = mounted.get();
                EmbeddedServer server = EmbeddedServer.start(home, 0)) {
            server.createDatabase(DATABASE);
            Migrations.run(server.ownerAccess(DATABASE), List.of());
            issue(1);
            write(server);
            try (DatabaseFeed feed = new DatabaseFeed(() -> server.access(Zone.PUBLIC, DATABASE));
                    Repository node = node(folder, feed)) {
                await(node, 1);
                disk.fill();
                for (int number = 2; number < 200; number++) {
                    issue(number);
                }
                // For real: "could not extend file: No space left on device".
                assertThatThrownBy(() -> fill(server))
                        .isInstanceOfSatisfying(
                                DatabaseFailure.class,
                                failure -> assertThat(failure.sqlState()).isEqualTo("53100"));
                assertThat(knows(node, 1)).isTrue();
                disk.free();
                write(server);
                await(node, 100);
            }
        }
    }

    /// Files until there is no room.
    private static void fill(EmbeddedServer server) {
        try (Database database = Database.open(server.access(Zone.VAULT, DATABASE), 1)) {
            byte[] chance = new byte[4_000_000];
            for (int i = 0; i < 100; i++) {
                new java.util.Random(i).nextBytes(chance);
                Bytes file = Bytes.wrap(chance.clone());
                database.useTransaction(tx -> Feed.publishFile(tx, file));
            }
        }
    }
}
