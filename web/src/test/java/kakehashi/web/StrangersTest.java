package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What anybody may send, whatever it is, fills no log: an access log has a line for each request, the log of
/// warnings has none.
class StrangersTest {
    private static final List<String> REQUESTS = List.of(
            "G\u00c9T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u00e9\u00e9\u00e9",
            "\u00e9\u00e9\u00e9 / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u00ff / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET\u00ff / HTTP/1.1\r\nHost: a\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u3042 / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GETGETGETGETGET\u00c9 / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\u00c9\r\nHost: a\r\n\r\n",
            "GET / HTTP/\u00c9.1\r\nHost: a\r\n\r\n",
            "GET /?\u00c9 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a#\u00c9 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET \u00c9 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u00c9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: \u00c9=\u00c9\r\nAccept: \u00c9\r\nAccept-Language: \u00c9;q=\r\nIf-None-Match: \u00c9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
            "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nH\u00f6st: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\u0000\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nxyz\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef0\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "GET\r\n\r\n",
            "\r\n\r\n\r\n",
            "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET http://b\u00e9/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nExpect: \u00e9\r\nContent-Length: 1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: \u00e9\r\n\r\n",
            "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(5_000) + "\r\n");

    @Test
    void leaveNoWarningWhateverTheySend() throws IOException {
        Routes routes = Routes.of(
                Route.get("/", request -> Response.ok("text/plain", "")),
                Route.post("/echo", 10, request -> Response.ok("application/octet-stream", request.body())));
        Limits impatient = new Limits(
                16 * 1024, 64, 100, 100, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(200));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Warnings warnings = new Warnings();
                WebServer server = WebServer.open(
                        List.of(
                                Listener.plain("public", any, routes),
                                Listener.plain("impatient", any, routes).with(impatient)),
                        new Metrics(),
                        InstantSource.fixed(Instant.EPOCH))) {
            for (String request : REQUESTS) {
                try (Raw raw = new Raw(server.port("public"))) {
                    assertThat(raw.send(request).half().toTheEnd()).doesNotContain("HTTP/1.1 5");
                }
            }
            for (String start : List.of(
                    "GET / HTTP/1.1\r\nHost",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx")) {
                try (Raw raw = new Raw(server.port("impatient"))) {
                    raw.send(start).toTheEnd();
                }
            }
            server.close(Duration.ZERO);
            assertThat(warnings.told()).isEmpty();
        }
    }
}
