package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainDoorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
    /// With this field a request is not plain, and goes to the library.
    private static final String NOT_PLAIN = "Connection: keep-alive\r\n";

    private final Metrics metrics = new Metrics();
    private WebServer server;
    private int port;

    /// Says what it sees, and whether it was asked without the library.
    private static Response handle(Request request) {
        String body = new String(request.body().toArray(), StandardCharsets.US_ASCII);
        boolean plain = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(f -> f.getClassName().endsWith("PlainDoor")));
        Response response = switch (body) {
            case "fault" -> throw new IllegalStateException("made to fail");
            case "down" -> throw new UncheckedIOException(new IOException("made to fail"));
            case "late" -> late();
            case "none" -> Response.of(204);
            case "long" -> Response.ok("application/octet-stream", Bytes.wrap(new byte[200_000]));
            default -> Response.ok("application/json", seen(request) + body);
        };
        return response.with("X-Way", plain ? "plain" : "library")
                .with("Cache-Control", "no-cache")
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "origin")
                .with("Set-Cookie", "a=1")
                .with("Set-Cookie", "b=2");
    }

    private static Response late() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Response.of(204);
    }

    private static String seen(Request request) {
        return String.join(
                "|",
                request.method().name(),
                request.rawPath(),
                request.caller().toString(),
                request.header("accept").orElse("-"),
                request.header("X-Twice").orElse("-"),
                request.header("X").orElse("-"),
                request.cookie("c").orElse("-"),
                request.language().code());
    }

    @BeforeAll
    void open() {
        Limits limits = new Limits(
                16 * 1024, 64, 100, 100, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500));
        server = WebServer.open(
                List.of(Listener.plain(
                                "public",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Routes.of(Route.message("/message", 1000, PlainDoorTest::handle)))
                        .with(limits)),
                metrics,
                CLOCK);
        port = server.port("public");
    }

    @AfterAll
    void close() {
        server.close(Duration.ZERO);
    }

    private static String post(String body, String fields) {
        return "POST /message HTTP/1.1\r\nHost: there:1\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static List<String> fields(String answer) {
        return Stream.of(answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n"))
                .filter(line -> !line.startsWith("X-Way") && !line.startsWith("X-Request") && !line.startsWith("Date"))
                .map(line -> line.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept: text/html\r\nAccept-Language: en\r\nCookie: b=0; c=1\r\nX-Twice: 1\r\nX-twice:  2 \r\n"
            })
    void aMessageIsAnsweredAsTheLibraryWould(String more) throws IOException {
        for (String body : List.of("said", "none", "long")) {
            String plain = Raw.ask(port, post(body, more));
            String usual = Raw.ask(port, post(body, more + NOT_PLAIN));
            assertThat(plain)
                    .contains("X-Way: plain")
                    .contains("X-Request-Id: ")
                    .contains("Date: Wed, 01 Apr 2026");
            assertThat(usual).contains("X-Way: library");
            assertThat(fields(plain)).isEqualTo(fields(usual));
            assertThat(body(plain)).isEqualTo(body(usual));
        }
        assertThat(metrics.text()).contains("route=\"/message\",status=\"2xx\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fault", "down"})
    void aHandlerThatFailsIsToldAsAProblem(String body) throws IOException {
        String plain = Raw.ask(port, post(body, ""));
        assertThat(plain)
                .startsWith(
                        body.equals("fault")
                                ? "HTTP/1.1 500 Internal Server Error"
                                : "HTTP/1.1 503 Service Unavailable")
                .contains("application/problem+json");
        assertThat(fields(plain)).isEqualTo(fields(Raw.ask(port, post(body, NOT_PLAIN))));
    }

    @Test
    void messagesThatComeTogetherAreAnsweredInTheirOrder() throws IOException {
        try (Raw raw = new Raw(port)) {
            raw.send(post("one", "") + post("two", NOT_PLAIN) + post("three", ""));
            assertThat(raw.answer()).contains("X-Way: plain").endsWith("one");
            assertThat(raw.answer()).contains("X-Way: library").endsWith("two");
            assertThat(raw.answer()).contains("X-Way: plain").endsWith("three");
        }
    }

    @Test
    void whatIsTooLongOrToAnotherPathIsForTheLibrary() throws IOException {
        assertThat(Raw.ask(port, post("x".repeat(1001), ""))).startsWith("HTTP/1.1 413");
        assertThat(Raw.ask(port, post("x", "").replace("/message", "/message?a=b")))
                .contains("X-Way: library");
        assertThat(Raw.ask(port, post("x", "").replace("/message", "/massage"))).startsWith("HTTP/1.1 404");
    }

    @Test
    void whoTakesTooLongIsBrokenOff() throws IOException {
        long began = System.nanoTime();
        try (Raw raw = new Raw(port)) {
            assertThat(raw.send(post("late", "")).toTheEnd()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        assertThat(metrics.text()).contains("kakehashi_http_broken_off_total 1");
    }
}
