package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kakehashi.testkit.TestBalancer;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two public nodes in processes of their own behind a balancer; one is killed under load.
@Tag("faults")
class TwoNodesTest {
    private static final int CLIENTS = 8;

    @TempDir
    Path folder;

    private final FeedScene vault = new FeedScene();

    /// A node with its port.
    private record Node(Process process, int port) {}

    private Node start(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.write(own.resolve("entry"), vault.pin.entry().toArray());
        Files.write(own.resolve("genesis"), vault.pin.genesis().toArray());
        try (FeedFollower follower =
                new FeedFollower(vault.pin, own.resolve("node"), vault, InstantSource.fixed(FeedScene.NOW))) {
            follower.poll();
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        own.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String port = process.inputReader(StandardCharsets.UTF_8).readLine();
        return new Node(process, Integer.parseInt(port));
    }

    @Test
    void aKilledNodeCostsNoMoreThanTheRequestsThatItWasWorkingOn() throws IOException, InterruptedException {
        TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");
        Crl list = ca.crl();
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(list));
        Node one = start("one");
        Node two = start("two");
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicReference<Boolean> going = new AtomicReference<>(true);
        try (TestBalancer balancer = TestBalancer.open(List.of(one.port, two.port))) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofVirtual().start(() -> {
                    while (going.get()) {
                        (isAnswered(balancer.port(), list) ? answered : failed).incrementAndGet();
                    }
                }));
            }
            await(answered, 400);
            assertThat(failed).hasValue(0);
            one.process.destroyForcibly().waitFor();
            await(answered, answered.get() + 400);
            going.set(false);
            for (Thread client : clients) {
                client.join();
            }
            // Each client has one request in flight.
            assertThat(failed.get()).isLessThanOrEqualTo(CLIENTS);
            assertThat(balancer.wasLost(one.port)).isTrue();
        } finally {
            one.process.destroyForcibly();
            two.process.destroyForcibly();
        }
    }

    private static void await(AtomicInteger count, int goal) throws InterruptedException {
        for (int i = 0; i < 6_000 && count.get() < goal; i++) {
            Thread.sleep(5);
        }
        assertThat(count).hasValueGreaterThanOrEqualTo(goal);
    }

    /// Whether the list comes whole, on a connection of its own.
    private static boolean isAnswered(int port, Crl list) {
        String request =
                "GET /ca/" + FeedScene.CA + "/crl.crl HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String body = new String(list.der().toArray(), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 200") && answer.endsWith("\r\n\r\n" + body);
        } catch (IOException e) {
            return false;
        }
    }
}
