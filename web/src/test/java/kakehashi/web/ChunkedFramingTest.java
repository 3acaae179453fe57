package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 9112 §7.1, as it says and no other way.
class ChunkedFramingTest {
    private static final List<String> RIGHT = List.of(
            "0\r\n\r\n",
            "3\r\nabc\r\n0\r\n\r\n",
            "00000003\r\nabc\r\nA\r\n0123456789\r\na\r\n0123456789\r\n000\r\n\r\n",
            "3;x=\"y\"\r\n\r\n0\r\n0;z\r\n\r\n",
            "1\r\n\r\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n");
    private static final List<String> WRONG = List.of(
            "+3\r\nabc\r\n0\r\n\r\n",
            "-3\r\nabc\r\n0\r\n\r\n",
            " 3\r\nabc\r\n0\r\n\r\n",
            "0x3\r\nabc\r\n0\r\n\r\n",
            "\r\n",
            ";x\r\n\r\n",
            "3\nabc\r\n0\r\n\r\n",
            "3\r\nabcde0\r\n\r\n",
            "3\r\nabc\n0\r\n\r\n",
            "3\r\nabc\r0\r\n\r\n",
            "3\r\nabc\r\n0\r\n\n",
            "3;\u0000\r\nabc\r\n0\r\n\r\n",
            "000000003\r\nabc\r\n0\r\n\r\n",
            "\uff13\r\nabc\r\n0\r\n\r\n",
            "3;" + "x".repeat(5_000) + "\r\nabc\r\n0\r\n\r\n");

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Given in pieces of so many octets.
    private static boolean holds(String body, int piece) {
        ChunkedFraming framing = new ChunkedFraming();
        byte[] all = octets(body);
        for (int from = 0; from < all.length; from += piece) {
            if (!framing.takes(Arrays.copyOf(all, Math.min(all.length, from + piece)), from)) {
                return false;
            }
        }
        return framing.isDone();
    }

    @Test
    void rfc9112_7_1_takesTheGrammarAndNothingElseHoweverItComes() {
        for (int piece : List.of(1, 2, 3, 100_000)) {
            assertThat(RIGHT).allSatisfy(body -> assertThat(holds(body, piece)).isTrue());
            assertThat(WRONG).allSatisfy(body -> assertThat(holds(body, piece)).isFalse());
        }
        assertThat(holds(RIGHT.getFirst() + "\u0000 of the next request", 5)).isTrue();
    }

    @Test
    void aServerRefusesWhatTheLibraryWouldTake() throws IOException {
        Routes routes = Routes.of(Route.post("/echo", 100, request -> Response.ok("text/plain", request.body())));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (WebServer server = WebServer.open(
                List.of(Listener.plain("public", any, routes)), new Metrics(), InstantSource.fixed(Instant.EPOCH))) {
            int port = server.port("public");
            String head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
            for (String body : WRONG) {
                assertThat(Raw.ask(port, head + body)).as(body).startsWith("HTTP/1.1 400");
            }
            // The library takes no extensions and no trailers, which nobody sends.
            for (String body : RIGHT.subList(0, 3)) {
                assertThat(Raw.ask(port, head + body)).as(body).startsWith("HTTP/1.1 200");
            }
            // One after the other on one connection, at once and in pieces that come apart.
            try (Raw raw = new Raw(port)) {
                raw.send(head + RIGHT.get(1) + head + RIGHT.get(1) + head + "3\r\nab");
                assertThat(raw.answer()).endsWith("abc");
                assertThat(raw.answer()).endsWith("abc");
                raw.send("c\r\n0\r").send("\n\r\n" + head);
                assertThat(raw.answer()).endsWith("abc");
                assertThat(raw.send("3\r\nabc").send("0\r\n\r\n").answer()).startsWith("HTTP/1.1 400");
            }
        }
    }
}
