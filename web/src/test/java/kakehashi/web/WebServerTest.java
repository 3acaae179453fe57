package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Metrics metrics = new Metrics();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayGo = new CountDownLatch(1);
    private WebServer server;

    private final Routes routes = Routes.of(
            Route.get("/hello", request -> Response.ok("text/plain", "こんにちは")),
            Route.get("/octets", request -> Response.ok("application/ocsp-response", Bytes.ofHex("30030a0101"))),
            Route.get("/crl/{name}", request -> Response.ok("text/plain", request.captured("name"))),
            Route.get("/ocsp/{request*}", request -> Response.ok("text/plain", request.captured("request"))),
            Route.post("/echo", 10, request -> Response.ok("application/octet-stream", request.body())),
            Route.upload(
                    "/count",
                    1_000_000,
                    request -> Response.ok(
                            "text/plain",
                            Long.toString(request.stream().transferTo(java.io.OutputStream.nullOutputStream())))),
            Route.get("/bug", request -> {
                throw new IllegalStateException("secret of the inside");
            }),
            Route.get("/outage", request -> {
                throw new UncheckedIOException(new IOException("database at 10.0.0.1"));
            }),
            Route.get("/wait", request -> {
                entered.countDown();
                await(mayGo);
                return Response.ok("text/plain", "done");
            }),
            Route.get(
                    "/stream",
                    request -> Response.streamed("text/plain", OptionalLong.empty(), out -> {
                        out.write("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        out.flush();
                    })),
            Route.get("/large", request -> Response.ok("application/pkix-crl", Bytes.wrap(new byte[1_000_000]))),
            Route.get(
                    "/who",
                    request -> Response.ok(
                            "text/plain",
                            request.caller().address().getHostAddress() + " "
                                    + request.caller().scheme() + " "
                                    + request.caller().authority())));

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int open(Listener listener) {
        server = WebServer.open(List.of(listener), metrics, CLOCK);
        return server.port(listener.name());
    }

    private int open() {
        return open(Listener.plain("public", ANY, routes));
    }

    private int open(Limits limits) {
        return open(Listener.plain("public", ANY, routes).with(limits));
    }

    @AfterEach
    void close() {
        mayGo.countDown();
        if (server != null) {
            server.close();
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    @Test
    void answersSeveralRequestsOnOneConnection() throws IOException {
        try (Raw raw = new Raw(open())) {
            for (int i = 0; i < 3; i++) {
                assertThat(raw.send(get("/hello")).answer())
                        .startsWith("HTTP/1.1 200")
                        .endsWith("こんにちは");
            }
        }
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws IOException {
        try (Raw raw = new Raw(open())) {
            String head =
                    raw.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 15\r\n");
            assertThat(raw.send("HEAD /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .head())
                    .containsIgnoringCase("content-length: 1000000\r\n");
            assertThat(raw.send(get("/crl/a")).answer()).endsWith("\r\n\r\na");
        }
    }

    @Test
    void writesLongAndStreamedBodiesWhole() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, get("/large"))).hasSizeGreaterThan(1_000_000).containsIgnoringCase("Content-Length");
        try (Raw raw = new Raw(port)) {
            assertThat(raw.send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .toTheEnd())
                    .containsIgnoringCase("transfer-encoding: chunked")
                    .contains("\r\n3\r\nabc\r\n");
        }
    }

    @Test
    void handsOutWhatTheTemplateCaptures() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, get("/crl/%E7%B7%8F%E5%8B%99.crl"))).endsWith("総務.crl");
        assertThat(Raw.ask(port, get("/ocsp/MEEw//Pz+A%2FA%3D%3D"))).endsWith("\r\n\r\nMEEw//Pz+A/A==");
    }

    @Test
    void refusesTargetsThatClimbOrAreMalformed() throws IOException {
        int port = open();
        for (String target : List.of("/crl/..", "/crl/%2e%2e", "/crl/%zz", "/crl/%00", "/crl/%ff", "/hello?a=%f")) {
            assertThat(Raw.ask(port, get(target))).as(target).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void tellsWhatIsNotThereAndWhichMethodsAre() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, get("/nowhere")))
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json", "\"type\":\"/problems/not-found\"", "ページが見つかりません");
        assertThat(Raw.ask(port, "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("Allow: GET, HEAD, OPTIONS");
        assertThat(Raw.ask(port, "OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("Allow: POST, OPTIONS");
        assertThat(Raw.ask(port, "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 501");
    }

    @Test
    void speaksEnglishToWhoAsksForIt() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, "GET /no HTTP/1.1\r\nHost: a\r\nAccept-Language: fr, en;q=0.8, ja;q=0.5\r\n\r\n"))
                .contains("Nothing was found here")
                .containsIgnoringCase("Content-Language: en");
        assertThat(Raw.ask(port, "GET /no?lang=ja HTTP/1.1\r\nHost: a\r\nCookie: x=y; lang=en\r\n\r\n"))
                .contains("ページが見つかりません");
    }

    @Test
    void refusesBodiesThatAreTooLong() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nabc");
        assertThat(Raw.ask(port, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        String chunked = "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nabcdefghijk\r\n0\r\n\r\n";
        assertThat(Raw.ask(port, "POST /echo HTTP/1.1\r\n" + chunked)).startsWith("HTTP/1.1 413");
        assertThat(Raw.ask(port, "GET /hello HTTP/1.1\r\nContent-Length: 1\r\nHost: a\r\n\r\nx"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void streamsUploadsWithinTheirLimit() throws IOException {
        int port = open();
        String body = "x".repeat(900_000);
        assertThat(Raw.ask(port, "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + body))
                .endsWith("\r\n\r\n900000");
    }

    @Test
    void refusesFieldsLinesAndQueriesThatAreTooLong() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, "GET /hello HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("problem+json")
                .containsIgnoringCase("Connection: close");
        assertThat(Raw.ask(port, get("/hello?" + "z".repeat(9_000)))).startsWith("HTTP/1.1 4");
        assertThat(Raw.ask(port, get("/hello?" + "a=1&".repeat(63) + "a=1"))).startsWith("HTTP/1.1 200");
        assertThat(Raw.ask(port, get("/hello?" + "a=1&".repeat(64) + "a=1"))).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesRequestsThatAreNoHttp() throws IOException {
        int port = open();
        for (String nonsense : List.of(
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET /hello HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET hello HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(Raw.ask(port, nonsense)).as(nonsense).doesNotStartWith("HTTP/1.1 200");
        }
    }

    @Test
    void closesConnectionsWhoseFieldsOrLinesDrip() throws Exception {
        int port = open(new Limits(
                16_384, 64, 100, 100, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(20)));
        assertThat(drip(port, "GET /hello HTTP/1.1\r\nHost: a\r\n", "X")).isLessThan(3_000);
        assertThat(drip(port, "GET /", "h")).isLessThan(6_000);
    }

    /// Milliseconds until the server closes on a client that sends one octet after another.
    private static long drip(int port, String first, String again) throws Exception {
        long began = System.nanoTime();
        try (Raw raw = new Raw(port)) {
            raw.send(first);
            while (System.nanoTime() - began < 15_000_000_000L) {
                raw.send(again);
                Thread.sleep(100);
            }
        } catch (IOException closed) {
            // The write fails: the server has closed.
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void breaksOffWhatTakesTooLong() throws IOException {
        int port = open(
                new Limits(16_384, 64, 100, 100, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500)));
        try (Raw raw = new Raw(port)) {
            assertThat(raw.send(get("/wait")).head()).doesNotStartWith("HTTP/1.1 200");
        }
        assertThat(metrics.text()).contains("kakehashi_http_broken_off_total 1");
        assertThat(Raw.ask(port, get("/hello"))).startsWith("HTTP/1.1 200");
    }

    @Test
    void breaksOffClientsThatDoNotRead() throws Exception {
        Routes endless = Routes.of(Route.get(
                "/", request -> Response.ok("application/pkix-crl", Bytes.wrap(new byte[64 * 1024 * 1024]))));
        int port = open(Listener.plain("public", ANY, endless)
                .with(new Limits(
                        16_384, 64, 100, 100, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500))));
        try (Raw raw = new Raw(port)) {
            raw.send(get("/"));
            Thread.sleep(2_000);
            assertThat(metrics.text())
                    .contains("kakehashi_http_requests_inside 0")
                    .contains("kakehashi_http_broken_off_total 1");
        }
    }

    @Test
    void saysThatItIsFull() throws Exception {
        int port = open(
                new Limits(16_384, 64, 100, 1, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20)));
        try (Raw raw = new Raw(port)) {
            raw.send(get("/wait"));
            entered.await();
            assertThat(Raw.ask(port, get("/hello")))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 2")
                    .contains("\"retryable\":true");
            mayGo.countDown();
            assertThat(raw.answer()).endsWith("done");
        }
    }

    @Test
    void hasNoMemoryForLongBodiesWithoutEndAndAlwaysForShortOnes() throws IOException {
        Routes intake = Routes.of(Route.post(
                "/",
                1 << 20,
                request -> Response.ok("text/plain", request.body().length() + " octets")));
        BodyMemory bodies = new BodyMemory(6L * BodyMemory.SHORT);
        server = WebServer.open(List.of(Listener.plain("public", ANY, intake)), metrics, CLOCK, bodies);
        int port = server.port("public");
        String fields = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
        int twoPieces = 2 * BodyMemory.SHORT;
        String whole = fields + twoPieces + "\r\n\r\n" + "x".repeat(twoPieces);
        assertThat(Raw.ask(port, whole)).endsWith(twoPieces + " octets");
        try (Raw slow = new Raw(port)) {
            slow.send(fields + 4 * BodyMemory.SHORT + "\r\n\r\n" + "x".repeat(twoPieces));
            awaitFull(port, whole);
            assertThat(Raw.ask(port, fields + "5\r\n\r\nhello")).endsWith("5 octets");
        }
    }

    /// What the slow one took is given back when it is gone, and what was refused at once.
    private static void awaitFull(int port, String whole) throws IOException {
        String answer = Raw.ask(port, whole);
        for (int i = 0; i < 100 && !answer.startsWith("HTTP/1.1 503"); i++) {
            answer = Raw.ask(port, whole);
        }
        assertThat(answer).startsWith("HTTP/1.1 503");
    }

    @Test
    void hidesTheCauseOfABugAndNamesTheRequest() throws IOException {
        int port = open();
        String bug = Raw.ask(port, get("/bug"));
        assertThat(bug).startsWith("HTTP/1.1 500").doesNotContain("secret").containsPattern("\"requestId\":\"[0-9a-f]");
        assertThat(Raw.ask(port, get("/outage"))).startsWith("HTTP/1.1 503").doesNotContain("10.0.0.1");
    }

    @Test
    void sendsTheFieldsOfDocumentsWithDocumentsOnly() throws IOException {
        int port = open();
        assertThat(Raw.ask(port, get("/hello")))
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'")
                .containsIgnoringCase("Referrer-Policy: no-referrer")
                .containsIgnoringCase("Cross-Origin-Opener-Policy: same-origin")
                .containsIgnoringCase("Cross-Origin-Resource-Policy: same-origin")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .containsIgnoringCase("X-Request-Id: ")
                .doesNotContainIgnoringCase("Strict-Transport-Security")
                .doesNotContainIgnoringCase("Server: ");
        assertThat(Raw.ask(port, get("/octets")))
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .doesNotContainIgnoringCase("Content-Security-Policy");
    }

    @Test
    void believesForwardedFieldsFromConfiguredProxiesOnly() throws IOException {
        String request = "GET /who HTTP/1.1\r\nHost: inside\r\nX-Forwarded-For: 203.0.113.9, 198.51.100.7\r\n"
                + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: www.example.go.jp\r\nX-Request-Id: given-0001\r\n\r\n";
        String stranger = Raw.ask(open(), request);
        assertThat(stranger).endsWith("127.0.0.1 http inside").doesNotContain("given-0001");
        server.close();
        TrustedProxies proxies =
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.0/8").orElseThrow()));
        String trusted = Raw.ask(open(Listener.plain("public", ANY, routes).behind(proxies)), request);
        assertThat(trusted)
                .endsWith("198.51.100.7 https www.example.go.jp")
                .contains("given-0001")
                .containsIgnoringCase("Strict-Transport-Security: max-age=63072000");
    }

    @Test
    void servesMetricsAtAnotherPort() throws IOException {
        Routes inside = Routes.of(metrics.route());
        server = WebServer.open(
                List.of(Listener.plain("public", ANY, routes), Listener.plain("metrics", ANY, inside)), metrics, CLOCK);
        Raw.ask(server.port("public"), get("/crl/a"));
        assertThat(Raw.ask(server.port("public"), get("/metrics"))).startsWith("HTTP/1.1 404");
        assertThat(Raw.ask(server.port("metrics"), get("/metrics")))
                .contains("kakehashi_http_requests_total{listener=\"public\",method=\"GET\",route=\"/crl/{name}\","
                        + "status=\"2xx\"} 1")
                .contains("kakehashi_http_request_seconds_bucket");
    }

    @Test
    void namesTheListenerAndAddressThatCannotBeHad() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            assertThatThrownBy(() -> open(Listener.plain("public", address, routes)))
                    .isInstanceOf(BindFailed.class)
                    .hasMessageContaining("public")
                    .hasMessageContaining(":" + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void letsRequestsEndBeforeItStops() throws Exception {
        int port = open();
        try (Raw raw = new Raw(port)) {
            raw.send(get("/wait"));
            entered.await();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(8)));
            Thread.sleep(300);
            assertThat(closing).isNotDone();
            mayGo.countDown();
            assertThat(raw.answer()).containsIgnoringCase("Connection: close").endsWith("done");
            closing.get();
        }
        assertThatThrownBy(() -> new Raw(port)).isInstanceOf(IOException.class);
    }
}
