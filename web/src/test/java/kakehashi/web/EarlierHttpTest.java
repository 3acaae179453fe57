package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// HTTP/1.0, as OpenSSL's OCSP client speaks it.
class EarlierHttpTest {
    private static final Limits LIMITS =
            new Limits(4096, 64, 100, 100, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(20));
    private static final WebServer SERVER = WebServer.open(
            List.of(Listener.plain(
                            "public",
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            Routes.of(List.of(
                                    Route.get("/hello", request -> Response.ok("text/plain", "hello")),
                                    Route.post("/echo", 100, request -> Response.ok("application/x", request.body())))))
                    .with(LIMITS)),
            new Metrics(),
            InstantSource.fixed(Instant.EPOCH));

    private static Raw raw() throws Exception {
        return new Raw(SERVER.port("public"));
    }

    @AfterAll
    static void close() {
        SERVER.close(Duration.ZERO);
    }

    @Test
    void answersAndCloses() throws Exception {
        for (String fields : List.of("", "Host: a\r\n", "Connection: keep-alive\r\n")) {
            try (Raw raw = raw()) {
                String all =
                        raw.send("GET /hello HTTP/1.0\r\n" + fields + "\r\n").toTheEnd();
                assertThat(all)
                        .startsWith("HTTP/1.1 200")
                        .endsWith("\r\n\r\nhello")
                        .doesNotContain("chunked");
            }
        }
    }

    @Test
    void takesABodyThatComesInPieces() throws Exception {
        try (Raw raw = raw()) {
            raw.send("POST /ec");
            Thread.sleep(50);
            raw.send("ho HTTP/1.0\r\nContent-Le");
            Thread.sleep(50);
            raw.send("ngth: 5\r\n\r\n12");
            Thread.sleep(50);
            assertThat(raw.send("345").toTheEnd()).endsWith("\r\n\r\n12345");
        }
    }

    /// Sends an octet every tenth of a second until the server closes, or for a while.
    private static void drip(Raw raw) throws InterruptedException {
        try {
            for (int i = 0; i < 15; i++) {
                Thread.sleep(100);
                raw.send("x");
            }
        } catch (IOException closed) {
            // That is what is waited for.
        }
    }

    @Test
    void waitsNoLongerThanForOthers() throws Exception {
        for (String start : List.of("GET /hello HTT", "GET /hello HTTP/1.0\r\nA: ")) {
            try (Raw raw = raw()) {
                raw.send(start);
                long began = System.nanoTime();
                drip(raw);
                assertThat(System.nanoTime() - began)
                        .isLessThan(Duration.ofMillis(1500).toNanos());
            }
        }
    }

    @Test
    void refusesOtherVersionsAndHeadsThatAreTooLong() throws Exception {
        try (Raw raw = raw()) {
            assertThat(raw.send("GET /hello HTTP/0.9\r\n\r\n").answer())
                    .doesNotContain("hello\"")
                    .startsWith("HTTP/1.1 4");
        }
        try (Raw raw = raw()) {
            String head = "GET /hello HTTP/1.0\r\nA: " + "x".repeat(8192) + "\r\n\r\n";
            assertThat(raw.send(head).head()).doesNotContain("200");
        }
    }

    @Test
    void readsAHeadThatComesOctetByOctetAsItReadsItWhole() {
        byte[] whole =
                "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\nX: y\r\n\r\nrest".getBytes(StandardCharsets.US_ASCII);
        int[] next = {1};
        byte[] dripped = EarlierHttp.translated(
                Arrays.copyOf(whole, 1),
                () -> next[0] < whole.length - 4 ? new byte[] {whole[next[0]++]} : new byte[0],
                4096);
        String head = new String(EarlierHttp.translated(whole, () -> null, 4096), StandardCharsets.US_ASCII);
        assertThat(new String(dripped, StandardCharsets.US_ASCII) + "rest").isEqualTo(head);
    }
}
