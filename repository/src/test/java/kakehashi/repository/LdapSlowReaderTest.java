package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Clients of LDAP that ask and do not read. The repository's own clock stands still in this scene: only the
/// monotonic clock tells how long somebody takes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapSlowReaderTest {
    private static final String CA = "ou=BridgeCA,o=Japanese Government,c=JP";

    private PublishedScene scene;
    private LdapDoor door;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = new PublishedScene(folder, List.of());
    }

    private void openDoor(Duration idle) {
        LdapLimits few = new LdapLimits(4, 16 * 1024, 200, 256L << 20, idle);
        door = new LdapDoor(scene.repository.state(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), few);
    }

    @AfterEach
    void closeDoor() {
        door.close();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private static byte[] message(int id, ProtocolOp operation) {
        return new LDAPMessage(id, operation).encode().encode();
    }

    private static byte[] searches(int count) throws LDAPException, IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Filter any = Filter.create("(objectClass=*)");
        for (int id = 1; id <= count; id++) {
            all.write(message(
                    id,
                    new SearchRequestProtocolOp(
                            CA, SearchScope.BASE, DereferencePolicy.NEVER, 0, 0, false, any, List.of("*"))));
        }
        return all.toByteArray();
    }

    private void awaitClients(int count) throws InterruptedException {
        for (int i = 0; i < 1_000 && door.clients() != count; i++) {
            Thread.sleep(5);
        }
        assertThat(door.clients()).isEqualTo(count);
    }

    @Test
    void closesThoseWhoAskAndDoNotReadWhateverTheWallClockSays() throws Exception {
        openDoor(Duration.ofMillis(200));
        AtomicBoolean refused = new AtomicBoolean();
        byte[] questions = searches(1_000);
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
            Thread asking = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        client.getOutputStream().write(questions);
                    }
                } catch (IOException e) {
                    refused.set(true);
                }
            });
            awaitClients(1);
            awaitClients(0);
            asking.join();
        }
        assertThat(refused).isTrue();
    }

    @Test
    void rfc4511_4_11_abandonedSearchesCostNothingAndSayNothing() throws Exception {
        openDoor(Duration.ofSeconds(20));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 5_000; i++) {
                all.write(message(7, new AbandonRequestProtocolOp(7)));
            }
            all.write(searches(1));
            client.setSoTimeout(5_000);
            client.getOutputStream().write(all.toByteArray());
            // The first thing that is said answers the search.
            byte[] head = client.getInputStream().readNBytes(9);
            assertThat(head[0]).isEqualTo((byte) 0x30);
            assertThat(new String(client.getInputStream().readNBytes(60), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .containsIgnoringCase("BridgeCA");
        }
    }

    @Test
    void thoseWhoComeWhenAllPlacesAreTakenAreClosedAndTheOthersGoOn() throws Exception {
        openDoor(Duration.ofSeconds(20));
        try (LDAPConnection first = new LDAPConnection("localhost", door.port())) {
            for (int i = 0; i < 20; i++) {
                try (Socket crowd = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                    crowd.getOutputStream().write(searches(1));
                }
            }
            assertThat(first.getEntry(CA)).isNotNull();
        }
    }
}
