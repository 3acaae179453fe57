package kakehashi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A balancer of connections for tests: each goes to the next of a few ports of the loopback address, or, when
/// nobody answers there, to the one after it. It looks into nothing.
public final class TestBalancer implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final ServerSocket listening;
    private final List<Integer> ports;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();

    private TestBalancer(List<Integer> ports) throws IOException {
        this.ports = List.copyOf(ports);
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /// Opens one before those ports.
    public static TestBalancer open(List<Integer> ports) {
        try {
            TestBalancer made = new TestBalancer(ports);
            Thread.ofVirtual().start(made::accept);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens.
    public int port() {
        return listening.getLocalPort();
    }

    /// Whether a port refused or reset a connection.
    public boolean wasLost(int port) {
        return lost.contains(port);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        int first = turn.getAndIncrement();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get((first + i) % ports.size());
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                carry(client, server, port);
                return;
            } catch (IOException refused) {
                lost.add(port);
            }
        }
        close(client);
    }

    private void carry(Socket client, Socket server, int port) {
        Thread.ofVirtual().start(() -> pump(client, server, -1));
        pump(server, client, port);
        close(client);
    }

    private void pump(Socket from, Socket to, int port) {
        byte[] piece = new byte[PIECE];
        try {
            for (int read = from.getInputStream().read(piece);
                    read >= 0;
                    read = from.getInputStream().read(piece)) {
                to.getOutputStream().write(piece, 0, read);
            }
            if (port < 0) {
                to.shutdownOutput();
            }
        } catch (IOException reset) {
            if (port >= 0) {
                lost.add(port);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
