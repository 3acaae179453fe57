package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPortsTest {
    @TempDir
    Path folder;

    private static ServerSocket occupied(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /// Two neighbouring ports that are free now.
    private static int freePair() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (ServerSocket first = occupied(0);
                    ServerSocket next = occupied(first.getLocalPort() + 1)) {
                assertThat(next.isBound()).isTrue();
                return first.getLocalPort();
            } catch (IOException | IllegalArgumentException taken) {
                assertThat(i).isLessThan(99);
            }
        }
        throw new AssertionError("no two free ports side by side");
    }

    @Test
    void takesTheWishedPortAndTheNextForLdapAndKeepsThem() throws IOException {
        int wished = freePair();
        DemoPorts first = DemoPorts.of(folder, wished);
        assertThat(first).isEqualTo(new DemoPorts(wished, wished + 1, Optional.empty()));
        // A later run stays where the certificates point, whatever is wished then.
        assertThat(DemoPorts.of(folder, 1)).isEqualTo(first);
    }

    @Test
    void takesOthersAndSaysSoWhenEitherIsOccupied() throws IOException {
        for (int offset : List.of(0, 1)) {
            int wished = freePair();
            Path own = java.nio.file.Files.createDirectory(folder.resolve("at-" + offset));
            try (ServerSocket occupied = occupied(wished + offset)) {
                DemoPorts others = DemoPorts.of(own, wished);
                assertThat(List.of(others.http(), others.ldap())).doesNotContain(occupied.getLocalPort());
                assertThat(others.moved()).contains(wished + ", " + (wished + 1));
                DemoPorts again = DemoPorts.of(own, wished);
                assertThat(List.of(again.http(), again.ldap())).containsExactly(others.http(), others.ldap());
            }
        }
    }

    @Test
    void movesFromThePortsOfTheLastRunThatSomebodyElseHasTaken() throws IOException {
        DemoPorts before = DemoPorts.of(folder, freePair());
        try (ServerSocket occupied = occupied(before.ldap())) {
            DemoPorts moved = DemoPorts.of(folder, before.http());
            assertThat(moved.ldap()).isNotEqualTo(occupied.getLocalPort());
            assertThat(moved.moved()).contains(before.http() + ", " + before.ldap());
        }
    }
}
