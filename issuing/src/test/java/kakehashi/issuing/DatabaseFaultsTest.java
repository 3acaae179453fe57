package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kakehashi.contract.IssueBody;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.testkit.SmallDisk;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database is killed, or its disk is full, while the vault issues: nothing is lost, nothing is issued twice,
/// and it goes on when the database is back.
@Tag("faults")
class DatabaseFaultsTest {
    private static final int ORDERS = 12;
    private static final int DISK_MEGABYTES = 320;

    /// The programs are unpacked by the first server of a process: that must not be one whose folder goes away.
    @BeforeAll
    static void startTheServerOfTheOtherTests() {
        assertThat(TestVault.ownerAccess("postgres")).isNotNull();
    }

    private static List<SignedOrder> orders(AttackScene scene) {
        List<SignedOrder> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            List<IssueBody.Item> items =
                    List.of(scene.item("a" + i + ".example.go.jp"), scene.item("b" + i + ".example.go.jp"));
            orders.add(scene.office.issue(TestOffice.ROOT, items, scene.now()));
        }
        return orders;
    }

    /// SIGKILL, to the server and all its helpers at once.
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

    private static int port(Path folder) throws IOException {
        return Integer.parseInt(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3)
                .strip());
    }

    private static void closeQuietly(EmbeddedServer server) {
        try {
            server.close();
        } catch (RuntimeException dead) {
            return;
        }
    }

    /// Orders that met the outage before they were taken up are laid before the vault again, as the order book
    /// does.
    private static void goOn(AttackScene scene, List<SignedOrder> orders, List<CompletableFuture<Bytes>> answers) {
        answers.forEach(answer -> answer.handle((done, failure) -> done).join());
        assertThat(scene.vault.authority.halted()).isEmpty();
        CrashTest.verify(scene, orders);
    }

    @Test
    void losesNothingWhenTheDatabaseIsKilled(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("postgres");
        EmbeddedServer server = EmbeddedServer.start(home, 0);
        int port = port(home);
        try (AttackScene scene = AttackScene.over(server, "killed")) {
            List<SignedOrder> orders = orders(scene);
            List<CompletableFuture<Bytes>> answers = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                answers.add(scene.vault.authority.submit(orders.get(i).der()));
                if (i == 2) {
                    answers.getFirst().join();
                } else if (i == 6) {
                    kill(home);
                }
            }
            Thread.sleep(1_000);
            closeQuietly(server);
            server = EmbeddedServer.start(home, port);
            goOn(scene, orders, answers);
        } finally {
            closeQuietly(server);
        }
    }

    @Test
    void losesNothingWhenTheDatabasesDiskIsFull(@TempDir Path folder) throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), DISK_MEGABYTES);
        assumeTrue(mounted.isPresent(), "no disk can be mounted here: that takes root");
        Path home = mounted.get().folder().resolve("postgres");
        EmbeddedServer server = EmbeddedServer.start(home, 0);
        int port = port(home);
        try (SmallDisk disk = mounted.get();
                AttackScene scene = AttackScene.over(server, "full")) {
            List<SignedOrder> orders = orders(scene);
            disk.fill();
            List<CompletableFuture<Bytes>> answers = orders.stream()
                    .map(order -> scene.vault.authority.submit(order.der()))
                    .toList();
            Thread.sleep(4_000);
            assertThat(scene.vault.authority.halted()).isEmpty();
            disk.free();
            if (port != portOr(home, 0)) {
                // A server whose log cannot grow stops; whoever runs it starts it again.
                closeQuietly(server);
                server = EmbeddedServer.start(home, port);
            }
            goOn(scene, orders, answers);
            closeQuietly(server);
        } finally {
            closeQuietly(server);
        }
    }

    private static int portOr(Path home, int otherwise) {
        try {
            return port(home);
        } catch (IOException | IndexOutOfBoundsException gone) {
            return otherwise;
        }
    }
}
