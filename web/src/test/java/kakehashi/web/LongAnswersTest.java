package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

/// Clients that ask for long answers of their own and do not read them.
class LongAnswersTest {
    private static final int LONG = 24 << 20;
    private static final String GET = "GET /own HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String MESSAGE = "POST /message HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";

    private static Response own(int octets) {
        return Response.ok("application/scvp-cv-response", Bytes.wrap(new byte[octets]))
                .with("Cache-Control", "no-store");
    }

    @Test
    void thoseWhoDoNotReadLongAnswersTakeABoundedMemory() throws IOException {
        Routes routes = Routes.of(
                Route.get("/own", request -> own(LONG)),
                Route.message("/message", 10, request -> own(request.body().at(0) == 'l' ? LONG : 10)),
                Route.get(
                        "/shared",
                        request -> Response.ok("application/pkix-crl", Bytes.wrap(new byte[LONG]))
                                .with("Cache-Control", "public, max-age=60")));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (WebServer server = WebServer.open(
                List.of(Listener.plain("public", any, routes)),
                new Metrics(),
                InstantSource.fixed(Instant.EPOCH),
                new BodyMemory(LONG + 1000))) {
            int port = server.port("public");
            try (Raw slow = new Raw(port)) {
                assertThat(slow.send(MESSAGE + "long").head()).startsWith("HTTP/1.1 200");
                assertThat(Raw.ask(port, GET)).startsWith("HTTP/1.1 503");
                assertThat(Raw.ask(port, MESSAGE + "long")).startsWith("HTTP/1.1 503");
                assertThat(Raw.ask(port, MESSAGE + "tiny")).startsWith("HTTP/1.1 200");
                try (Raw reader = new Raw(port)) {
                    assertThat(reader.send("GET /shared HTTP/1.1\r\nHost: a\r\n\r\n")
                                    .head())
                            .startsWith("HTTP/1.1 200");
                }
                assertThat(slow.octets(LONG)).isEqualTo(LONG);
                assertThat(slow.send(MESSAGE + "tiny").head()).startsWith("HTTP/1.1 200");
            }
            try (Raw next = new Raw(port)) {
                assertThat(next.send(GET).head()).startsWith("HTTP/1.1 200");
            }
        }
    }
}
