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
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadyDoorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
    private static final String MARK = "X-Usual: yes";
    private static final Response SAID =
            Response.ok("application/ocsp-response", Bytes.wrap(ascii("said"))).with("ETag", "\"e\"");
    private static final String READY = get("/ocsp/known");

    private final Metrics metrics = new Metrics();
    private WebServer server;
    private int port;

    /// Has an answer ready for `known`, and answers all else, and that too, the usual way.
    private static final class Known implements ReadyHandler {
        private final ReadyAnswer.Octets octets = ReadyAnswer.Octets.of(SAID);

        @Override
        public Optional<ReadyAnswer> ready(Question question) {
            if (question.octets().equals(Bytes.wrap(ascii("failing")))) {
                throw new IllegalStateException("ready");
            }
            return question.octets().equals(Bytes.wrap(ascii("known")))
                    ? Optional.of(new ReadyAnswer(octets, 7))
                    : Optional.empty();
        }

        @Override
        public Response handle(Request request) {
            return SAID.with("Cache-Control", "max-age=7, public, no-transform, must-revalidate")
                    .with("X-Usual", "yes")
                    .with("X-Body", Integer.toString(request.body().length()));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String get(String target, String... fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList()) + "\r\n";
    }

    private static String post(String body, String... fields) {
        return "POST /ocsp HTTP/1.1\r\nHost: localhost\r\n"
                + String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList()) + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @BeforeAll
    void open() {
        Known known = new Known();
        Limits limits = new Limits(
                16 * 1024, 64, 100, 100, Duration.ofMillis(400), Duration.ofSeconds(5), Duration.ofSeconds(5));
        server = WebServer.open(
                List.of(Listener.plain(
                                "public",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Routes.of(Route.post("/ocsp", 1000, known), Route.get("/ocsp/{request*}", known)))
                        .with(limits)),
                metrics,
                CLOCK);
        port = server.port("public");
    }

    @AfterAll
    void close() {
        server.close(Duration.ZERO);
    }

    private static List<String> fields(String answer) {
        return Stream.of(answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n"))
                .filter(line -> !line.startsWith("X-") || line.startsWith("X-Content"))
                .filter(line -> !line.startsWith("Date"))
                .map(line -> line.toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
    }

    @Test
    void whatIsReadyHasTheFieldsAndTheBodyOfTheUsualAnswer() throws IOException {
        try (Raw raw = new Raw(port)) {
            String ready = raw.send(READY).answer();
            String usual = raw.send(get("/ocsp/other")).answer();
            assertThat(ready).doesNotContain(MARK).contains("X-Request-Id: ").endsWith("\r\n\r\nsaid");
            assertThat(ready).contains("Date: Wed, 01 Apr 2026 00:00:00 GMT");
            assertThat(usual).contains(MARK);
            assertThat(fields(ready)).isEqualTo(fields(usual));
        }
        assertThat(Raw.ask(port, post("known"))).doesNotContain(MARK).endsWith("said");
        assertThat(metrics.text()).contains("route=\"/ocsp\"").doesNotContain("NaN");
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() throws IOException {
        try (Raw raw = new Raw(port)) {
            raw.send(READY + get("/ocsp/other") + READY + post("abc") + READY);
            for (boolean usual : new boolean[] {false, true, false, true, false}) {
                assertThat(raw.answer().contains(MARK)).isEqualTo(usual);
            }
        }
    }

    /// Were the body taken for a request, a proxy that shares the connection would give its answer to somebody
    /// else.
    @Test
    void aBodyIsNeverTakenForARequest() throws IOException {
        String body = READY + READY;
        try (Raw raw = new Raw(port)) {
            String whole = post(body);
            int cut = whole.indexOf("\r\n\r\n") + 4;
            for (int at : new int[] {whole.length(), cut, cut + 1, cut + READY.length(), cut + READY.length() + 1}) {
                raw.send(whole.substring(0, at));
                pause();
                raw.send(whole.substring(at) + get("/ocsp/after"));
                assertThat(raw.answer()).contains("X-Body: " + body.length());
                assertThat(raw.answer()).contains("X-Body: 0");
                assertThat(raw.send(READY).answer()).doesNotContain(MARK);
            }
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-None-Match: \"e\"",
                "Range: bytes=0-1",
                "X-Request-Id: abcdefgh",
                "x-forwarded-proto: https",
                "IF-MODIFIED-SINCE: Wed, 01 Apr 2026 00:00:00 GMT",
                "Connection: keep-alive"
            })
    void whatBearsOnTheAnswerGoesToTheHandler(String field) throws IOException {
        try (Raw raw = new Raw(port)) {
            assertThat(raw.send(get("/ocsp/known", field)).answer()).contains(MARK);
            assertThat(raw.send(get("/ocsp/known", "User-Agent: x", "Accept: */*"))
                            .answer())
                    .doesNotContain(MARK);
        }
    }

    @Test
    void aConnectionThatTheClientWantsClosedIsClosed() throws IOException {
        try (Raw raw = new Raw(port)) {
            assertThat(raw.send(get("/ocsp/known", "Connection: close")).toTheEnd())
                    .contains(MARK);
        }
    }

    /// RFC 9112 §6.1, §6.3: one length and no other framing, or the message is not to be trusted.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nknown",
                "POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nknown",
                "POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nknown",
                "POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nknown",
                "GET /ocsp/known HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /ocsp/known HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n",
                "GET /ocsp/known HTTP/1.1\r\nX: y\r\n\r\n",
                "GET /ocsp/known HTTP/1.0\r\nHost: a\r\n\r\n",
                "GET /ocsp/known HTTP/1.1\nHost: a\n\n",
                "GET /ocsp/known  HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void whatIsNotPlainIsForTheLibrary(String request) {
        byte[] octets = ascii(request);
        assertThat(PlainHead.read(octets)).isEmpty();
    }

    @Test
    void aHandlerThatFailsIsAskedTheUsualWay() throws IOException {
        assertThat(Raw.ask(port, get("/ocsp/failing")))
                .startsWith("HTTP/1.1 200")
                .contains(MARK);
    }

    /// The library counts a connection as idle since the last request that it saw.
    @Test
    void aConnectionThatIsAnsweredIsNotIdle() throws IOException {
        long end = System.nanoTime() + 900_000_000L;
        try (Raw raw = new Raw(port)) {
            while (System.nanoTime() < end) {
                assertThat(raw.send(READY).answer()).endsWith("said");
                pause();
            }
            assertThat(raw.send(get("/ocsp/other")).answer()).contains(MARK);
        }
    }
}
