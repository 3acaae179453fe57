package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kakehashi.web.Assets;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile octets on a connection of HTTP. Messages are answered without the library where a request is plain
/// (docs/adr/0022), so two listeners get the same octets: one may answer plainly, the other leaves everything to
/// the library. Both must see the same requests with the same bodies: where they do not, one request can hide in
/// another.
class HttpFuzzTest {
    private static final Logger QUIET = Logger.getLogger("");
    private static final String TYPE = "application/octet-stream";
    private static final int MOST_BODY = 1_000;
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final Queue<Throwable> UNCAUGHT = Wire.uncaught();
    private static final WebServer SERVER = open();

    private static WebServer open() {
        QUIET.setLevel(Level.OFF);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<Route> plain = List.of(
                Route.message("/message", MOST_BODY, HttpFuzzTest::told), Route.get("/file", HttpFuzzTest::told));
        List<Route> library =
                List.of(Route.post("/message", MOST_BODY, HttpFuzzTest::told), Route.get("/file", HttpFuzzTest::told));
        return WebServer.open(
                List.of(
                        Listener.plain("plain", any, Routes.of(with(plain))),
                        Listener.plain("library", any, Routes.of(with(library)))),
                new Metrics(),
                () -> Seeds.NOW);
    }

    private static List<Route> with(List<Route> routes) {
        List<Route> all = new ArrayList<>(Assets.routes());
        all.addAll(routes);
        return all;
    }

    private static Response told(Request request) {
        SEEN.add(String.join(
                " ",
                request.method().name(),
                request.rawPath(),
                request.header("Host").orElse("-"),
                request.header("Content-Type").orElse("-"),
                request.header("X-Twice").orElse("-"),
                request.body().toString()));
        return Response.ok(TYPE, request.body());
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @MethodSource("requests")
    @FuzzTest(maxDuration = "60s")
    void httpConnection(byte[] input) {
        List<String> plain = seen("plain", input);
        List<String> library = seen("library", input);
        expect(plain.equals(library), "seen " + plain + " but by the library " + library);
        Wire.expectNone(UNCAUGHT);
    }

    private static List<String> seen(String listener, byte[] input) {
        SEEN.clear();
        byte[] back = Wire.exchange(SERVER.port(listener), input);
        expect(
                back.length < 5 || new String(back, 0, 5, StandardCharsets.US_ASCII).equals("HTTP/"),
                "an answer that is none");
        expect(!new String(back, StandardCharsets.ISO_8859_1).contains("HTTP/1.1 500"), "a fault within");
        return List.copyOf(SEEN);
    }

    static Stream<byte[]> requests() {
        String post = "POST /message HTTP/1.1\r\nHost: a\r\nContent-Type: " + TYPE + "\r\nContent-Length: 3\r\n\r\nabc";
        String get = "GET /file?a=%20b HTTP/1.1\r\nHost: a\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\n";
        return Stream.of(
                        post,
                        post + get + post,
                        "POST /message HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n",
                        "POST /message HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx" + get,
                        "POST /message HTTP/1.0\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nxy" + get,
                        "POST /message HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                        "GET http://a/file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + post,
                        get.replace("X-Twice: 1\r\n", "X-Twice: 1\r\n folded\r\n"),
                        "HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n" + post)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
