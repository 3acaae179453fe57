package kakehashi.bench;

import com.sun.net.httpserver.HttpServer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import kakehashi.web.CacheControl;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.Representation;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;

/// A process that serves 2 kB from memory, by our server, by the library below it, or by the JDK. It says its port
/// and serves until its standard input ends.
final class WebPeer {
    private static final int OCTETS = 2048;
    private static final String TYPE = "application/ocsp-response";
    /// Kept, because a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("");

    private WebPeer() {}

    /// Serves as the server of that name.
    public static void main(String[] args) throws IOException {
        LIBRARY.setLevel(Level.WARNING);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int port = switch (args[0]) {
            case "ours" -> ours(any);
            case "page" -> page(any);
            case "helidon" -> helidon(any);
            case "jdk" -> jdk(any);
            default -> throw new IllegalArgumentException(args[0]);
        };
        System.out.println(port);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private static int ours(InetSocketAddress any) {
        Representation octets = Representation.of(TYPE, Bytes.wrap(new byte[OCTETS]), CacheControl.REVALIDATED);
        return serve(any, Route.get("/ocsp/{request*}", octets::answer));
    }

    /// A page of a table of 50 rows, made anew for each request.
    private static int page(InetSocketAddress any) {
        return serve(any, Route.get("/ocsp/{request*}", WebPages::table));
    }

    private static int serve(InetSocketAddress any, Route route) {
        Routes routes = Routes.of(route, Route.get("/livez", request -> Response.of(204)));
        return WebServer.open(List.of(Listener.plain("public", any, routes)), new Metrics(), stopped())
                .port("public");
    }

    private static InstantSource stopped() {
        return InstantSource.fixed(java.time.Instant.EPOCH);
    }

    private static int helidon(InetSocketAddress any) {
        byte[] octets = new byte[OCTETS];
        var type = io.helidon.http.HeaderValues.createCached(HeaderNames.CONTENT_TYPE, TYPE);
        return io.helidon.webserver.WebServer.builder()
                .bindAddress(any)
                .addRouting(HttpRouting.builder().any((request, response) -> {
                    response.header(type);
                    response.send(octets);
                }))
                .build()
                .start()
                .port();
    }

    private static int jdk(InetSocketAddress any) throws IOException {
        byte[] octets = new byte[OCTETS];
        HttpServer server = HttpServer.create(any, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }
}
