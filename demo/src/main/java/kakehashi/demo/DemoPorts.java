package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.profiles.Publication;

/// Where an installation of the demonstration listens, on the loopback address.
///
/// @param http of the web server
/// @param ldap of the directory
/// @param moved the earlier ports, which certificates still name and somebody else has taken; empty when all is as
///     it was
record DemoPorts(int http, int ldap, Optional<String> moved) {
    /// The ports of an earlier run, where they are still free; otherwise the wished ones or any others, which are
    /// remembered.
    ///
    /// @param wished the port of the web server at the first run, if it is free; that of LDAP is the next one
    static DemoPorts of(Path folder, int wished) {
        Path file = folder.resolve("ports");
        try {
            if (!Files.exists(file)) {
                return remember(file, isFree(wished) && isFree(wished + 1), wished, Optional.empty());
            }
            String[] known = Files.readString(file).strip().split(" ");
            int http = Integer.parseInt(known[0]);
            int ldap = Integer.parseInt(known[1]);
            return isFree(http) && isFree(ldap)
                    ? new DemoPorts(http, ldap, Optional.empty())
                    : remember(file, false, wished, Optional.of(http + ", " + ldap));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemoPorts remember(Path file, boolean asWished, int wished, Optional<String> before)
            throws IOException {
        DemoPorts ports = asWished
                ? new DemoPorts(wished, wished + 1, Optional.empty())
                : new DemoPorts(free(), free(), before.or(() -> Optional.of(wished + ", " + (wished + 1))));
        Files.writeString(file, ports.http + " " + ports.ldap + "\n");
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Where a CA of this installation publishes.
    Publication publication(Id ca) {
        return new Publication(Optional.of(url("/ca/" + ca)), Optional.of(directory()), Optional.of(url("/ocsp")));
    }

    /// An address of the web server.
    String url(String path) {
        return "http://127.0.0.1:" + http + path;
    }

    /// The address of the directory.
    String directory() {
        return "ldap://127.0.0.1:" + ldap;
    }
}
