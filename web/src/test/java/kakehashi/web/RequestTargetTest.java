package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The forms of a request's target (RFC 9112 §3.2), and answers that have no body (RFC 9110 §8.6).
class RequestTargetTest {
    private static final WebServer SERVER = WebServer.open(
            List.of(Listener.plain(
                    "public",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Routes.of(
                            Route.get("/", request -> Response.ok("text/plain", "root of " + host(request))),
                            Route.get("/who", request -> Response.ok("text/plain", host(request))),
                            Route.get("/same", request -> Response.of(304).with("ETag", "\"a\"")),
                            Route.post("/echo", 100, request -> Response.ok("application/x", request.body())),
                            Route.message("/quiet", 100, request -> Response.of(204))))),
            new Metrics(),
            InstantSource.fixed(Instant.EPOCH));

    private static String host(Request request) {
        return request.caller().scheme() + " " + request.caller().authority() + " "
                + request.header("host").orElse("") + " "
                + request.query().first("a").orElse("");
    }

    @AfterAll
    static void close() {
        SERVER.close(Duration.ZERO);
    }

    private static String ask(String line) throws IOException {
        return Raw.ask(SERVER.port("public"), line + "\r\nHost: inside\r\n\r\n");
    }

    @Test
    void rfc9112_3_2_2_takesTheAbsoluteFormAndItsHostInPlaceOfTheField() throws IOException {
        assertThat(ask("GET http://www.example.go.jp:8080/who?a=b HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nhttp www.example.go.jp:8080 www.example.go.jp:8080 b");
        assertThat(ask("GET HTTP://[2001:db8::1]/who HTTP/1.1")).endsWith("\r\n\r\nhttp [2001:db8::1] [2001:db8::1] ");
        assertThat(ask("GET http://a HTTP/1.1")).endsWith("\r\n\r\nroot of http a a ");
        assertThat(ask("GET http://a?a=c HTTP/1.1")).endsWith("\r\n\r\nroot of http a a c");
        assertThat(ask("GET http://a/who HTTP/1.0")).endsWith("\r\n\r\nhttp a a ");
        assertThat(Raw.ask(
                        SERVER.port("public"), "POST http://a/echo HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\n\r\nhi"))
                .endsWith("\r\n\r\nhi");
    }

    @Test
    void refusesOtherServersThanCanBeAndPathsThatClimb() throws IOException {
        for (String target : List.of(
                "http:///who",
                "http://:80/who",
                "http://user@a/who",
                "http://a:b/who",
                "http://a\\b/who",
                "ftp://a/who",
                "https://a/who",
                "http:/who",
                "//a/who",
                "a:80",
                "http://a/../who",
                "*")) {
            assertThat(ask("GET " + target + " HTTP/1.1")).as(target).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void rfc9112_3_2_4_tellsOfTheServerAsAWhole() throws IOException {
        assertThat(ask("OPTIONS * HTTP/1.1"))
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("Allow: GET, HEAD, POST, OPTIONS\r\n");
        assertThat(ask("POST * HTTP/1.1")).startsWith("HTTP/1.1 400");
    }

    @Test
    void rfc9110_8_6_saysNoLengthOfWhatHasNoBody() throws IOException {
        try (Raw raw = new Raw(SERVER.port("public"))) {
            for (String line : List.of("OPTIONS /who", "GET /same", "HEAD /same", "OPTIONS *")) {
                assertThat(raw.send(line + " HTTP/1.1\r\nHost: a\r\n\r\n").head())
                        .as(line)
                        .containsPattern("^HTTP/1.1 (204|304)")
                        .doesNotContainIgnoringCase("Content-Length")
                        .doesNotContainIgnoringCase("Transfer-Encoding");
            }
            assertThat(raw.send("POST /quiet HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
                            .head())
                    .startsWith("HTTP/1.1 204")
                    .doesNotContainIgnoringCase("Content-Length");
            assertThat(raw.send("GET /who HTTP/1.1\r\nHost: a\r\n\r\n").answer())
                    .containsIgnoringCase("Content-Length: 9\r\n");
        }
    }

    @Test
    void clientsGoOnAfterAnAnswerWithoutALength() throws Exception {
        URI same = URI.create("http://localhost:" + SERVER.port("public") + "/same");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                HttpRequest request = HttpRequest.newBuilder(same)
                        .timeout(Duration.ofSeconds(5))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                                .statusCode())
                        .isEqualTo(304);
            }
        }
    }
}
