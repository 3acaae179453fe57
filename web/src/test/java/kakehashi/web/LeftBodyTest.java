package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftBodyTest {
    private final WebServer server = WebServer.open(
            List.of(Listener.plain(
                    "public",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Routes.of(Route.post("/echo", 10, request -> Response.ok("text/plain", request.body()))))),
            new Metrics(),
            InstantSource.fixed(Instant.EPOCH));
    private final int port = server.port("public");

    @AfterEach
    void close() {
        server.close(Duration.ZERO);
    }

    /// The client writes all before it reads: a server that closed at once would reset the connection meanwhile.
    @Test
    void rfc9112_9_6_aClientThatSendsTooMuchReadsWhyAndMeetsNoReset() throws IOException {
        String body = "x".repeat(6 << 20);
        String plain = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        String chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("1000\r\n" + "x".repeat(1 << 12) + "\r\n").repeat(1_500) + "0\r\n\r\n";
        for (String request : List.of(plain, chunked)) {
            try (Raw raw = new Raw(port)) {
                assertThat(raw.send(request).toTheEnd())
                        .startsWith("HTTP/1.1 413")
                        .contains("content-too-large");
            }
        }
        // Who waits to be told to go on is told no, and nothing else.
        try (Raw raw = new Raw(port)) {
            raw.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
            assertThat(raw.toTheEnd()).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
        }
    }
}
