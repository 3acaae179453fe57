package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kakehashi.web.ConnectionShare;
import kakehashi.web.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Who may stay connected to the directory, and what its clients are counted by.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapConnectionsTest {
    private PublishedScene scene;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = new PublishedScene(folder, List.of());
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    void closesAConnectionThatSaysNothingAndKeepsOneThatDoes() throws Exception {
        LdapLimits limits = new LdapLimits(10, 1024, 10, 1 << 20, Duration.ofMillis(400));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (LdapDoor door = new LdapDoor(scene.repository.state(), any, limits);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), door.port());
                LDAPConnection asking = new LDAPConnection("localhost", door.port())) {
            silent.setSoTimeout(50);
            int octet = 0;
            for (int i = 0; i < 100 && octet == 0; i++) {
                assertThat(asking.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
                try {
                    octet = silent.getInputStream().read();
                } catch (SocketTimeoutException stillOpen) {
                    continue;
                }
            }
            assertThat(octet).isEqualTo(-1);
            assertThat(asking.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
        }
    }

    @Test
    void rfc4511_4_4_1_tellsAnAddressThatItHasItsShareOfTheConnections() throws Exception {
        LdapLimits limits = new LdapLimits(10, 1024, 10, 1 << 20, Duration.ofSeconds(30));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Metrics metrics = new Metrics();
        LdapLimits one = limits.with(new ConnectionShare(1, List.of()));
        try (LdapDoor door = new LdapDoor(scene.repository.state(), any, one);
                LDAPConnection first = new LDAPConnection("localhost", door.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            door.measure(metrics);
            second.setSoTimeout(10_000);
            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("1.3.6.1.4.1.1466.20036");
            assertThat(first.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThat(metrics.text()).contains("kakehashi_address_connections_refused_total{door=\"ldap\"} 1");
        }
    }

    @Test
    void countsSearchesByWhatTheyCameTo() throws Exception {
        LdapLimits limits = new LdapLimits(10, 1024, 10, 1 << 20, Duration.ofSeconds(30));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Metrics metrics = new Metrics();
        try (LdapDoor door = new LdapDoor(scene.repository.state(), any, limits);
                LDAPConnection client = new LDAPConnection("localhost", door.port())) {
            door.measure(metrics);
            for (int i = 0; i < 2; i++) {
                assertThat(client.getEntry("ou=BridgeCA,o=Japanese Government,c=JP", "cACertificate;binary"))
                        .isNotNull();
            }
            // The one thread of a connection has counted what came before when it answers this.
            assertThat(client.getEntry("ou=nobody,c=JP")).isNull();
        }
        assertThat(metrics.text().lines())
                .contains(
                        "kakehashi_ldap_searches_total{result=\"success\"} 2",
                        "kakehashi_ldap_searches_total{result=\"noSuchObject\"} 1",
                        "kakehashi_ldap_searches_total{result=\"busy\"} 0");
    }

    @Test
    void tellsWhoComesTooManyAndTakesTheNextWhenOneLeaves() throws Exception {
        LdapLimits limits = new LdapLimits(1, 1024, 10, 1 << 20, Duration.ofSeconds(30));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (LdapDoor door = new LdapDoor(scene.repository.state(), any, limits)) {
            try (LDAPConnection first = new LDAPConnection("localhost", door.port());
                    Socket second = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                assertThat(first.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
                second.setSoTimeout(10_000);
                // RFC 4511 §4.4.1
                assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .contains("1.3.6.1.4.1.1466.20036");
                assertThat(door.clients()).isEqualTo(1);
            }
            for (int i = 0; i < 200 && door.clients() > 0; i++) {
                Thread.sleep(10);
            }
            try (LDAPConnection next = new LDAPConnection("localhost", door.port())) {
                assertThat(next.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
            }
        }
    }
}
