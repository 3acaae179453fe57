package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kakehashi.web.AddressConnections.Welcome;
import org.junit.jupiter.api.Test;

/// How many connections one address may have at once.
class AddressConnectionsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String HELLO = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Metrics metrics = new Metrics();
    private int port = 1024;

    private WebServer open(ConnectionShare share, TrustedProxies proxies) {
        Routes routes = Routes.of(Route.get("/hello", request -> Response.ok("text/plain", "hello")));
        Listener listener = Listener.plain("public", ANY, routes).behind(proxies);
        return WebServer.open(List.of(listener.with(Limits.DEFAULT.with(share))), metrics, CLOCK);
    }

    private static ConnectionShare atMost(int connections) {
        return new ConnectionShare(connections, List.of());
    }

    private Welcome enter(AddressConnections door, String address, Channel channel) throws IOException {
        return door.enter(new InetSocketAddress(InetAddress.getByName(address), port++), channel);
    }

    @Test
    void rfc6585_4_tellsOneConnectionTooManySoAndServesTheNextWhenOneLeaves() throws Exception {
        try (WebServer server = open(atMost(2), TrustedProxies.NONE)) {
            int at = server.port("public");
            try (Raw silent = new Raw(at);
                    Raw first = new Raw(at)) {
                assertThat(first.send(HELLO).answer()).startsWith("HTTP/1.1 200");
                silent.send("");
                assertThat(Raw.ask(at, HELLO))
                        .startsWith("HTTP/1.1 429")
                        .contains("Retry-After: 5", "Connection: close", "application/problem+json")
                        .contains("/problems/address-connections", "\"retryable\":true");
                assertThat(metrics.text())
                        .contains("kakehashi_address_connections_refused_total{door=\"public\"} 1")
                        .contains("kakehashi_address_connections_most{door=\"public\"}");
            }
            String next = Raw.ask(at, HELLO);
            for (int i = 0; i < 100 && next.startsWith("HTTP/1.1 429"); i++) {
                Thread.sleep(10);
                next = Raw.ask(at, HELLO);
            }
            assertThat(next).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void closesWithoutAWordWhatComesBeyondThoseThatAreTold() throws Exception {
        List<Socket> held = new ArrayList<>();
        try (WebServer server = open(atMost(1), TrustedProxies.NONE)) {
            for (int i = 0; i < 5; i++) {
                held.add(new Socket("localhost", server.port("public")));
            }
            try (Raw last = new Raw(server.port("public"))) {
                assertThat(last.toTheEnd()).isEmpty();
            }
            for (Socket one : held) {
                one.close();
            }
        }
    }

    @Test
    void countsNoConnectionsOfTrustedProxies() throws Exception {
        TrustedProxies loopback =
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.0/8").orElseThrow()));
        try (WebServer server = open(atMost(1), loopback);
                Raw first = new Raw(server.port("public"));
                Raw second = new Raw(server.port("public"))) {
            assertThat(first.send(HELLO).answer()).startsWith("HTTP/1.1 200");
            assertThat(second.send(HELLO).answer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void rfc6177_2_oneNetworkOfIpv6IsOneAddressAndEveryAddressOfIpv4Another() throws IOException {
        AddressConnections door = new AddressConnections("test", atMost(1));
        Channel open = Pipe.open().source();

        assertThat(enter(door, "2001:db8:1:2::1", open)).isEqualTo(Welcome.SERVED);
        assertThat(enter(door, "2001:db8:1:2:ffff::9", open)).isEqualTo(Welcome.TOLD);
        assertThat(enter(door, "2001:db8:1:3::1", open)).isEqualTo(Welcome.SERVED);
        assertThat(enter(door, "192.0.2.1", open)).isEqualTo(Welcome.SERVED);
        assertThat(enter(door, "192.0.2.2", open)).isEqualTo(Welcome.SERVED);
        open.close();
    }

    @Test
    void forgetsConnectionsThatHaveEndedHoweverManyAddressesThereWere() throws IOException {
        AddressConnections door = new AddressConnections("test", atMost(3));
        Channel ended = Pipe.open().source();
        ended.close();

        for (int i = 0; i < 5_000; i++) {
            assertThat(enter(door, "198.51." + i / 250 + "." + i % 250, ended)).isEqualTo(Welcome.SERVED);
        }
        assertThat(door.visitors()).isLessThan(2_048);
    }
}
