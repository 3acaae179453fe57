package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A client that sends octets and then no more, to a server in this process that must end the connection.
final class Wire {
    private static final int PATIENCE = 10_000;

    private Wire() {}

    /// What comes back until the server ends the connection. It may break it off: then some of it may be missing.
    static byte[] exchange(int port, byte[] octets) {
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(octets);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            in.transferTo(back);
        } catch (SocketTimeoutException e) {
            expect(false, "a connection is left behind");
        } catch (IOException broken) {
            // The server may be the first to have enough.
            return back.toByteArray();
        }
        return back.toByteArray();
    }

    /// Collects what the threads of a server do not catch, from now on.
    static Queue<Throwable> uncaught() {
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> uncaught.add(fault));
        return uncaught;
    }

    /// Fails when there is one.
    static void expectNone(Queue<Throwable> uncaught) {
        Throwable first = uncaught.poll();
        if (first != null) {
            throw new AssertionError("a thread of the server ended so", first);
        }
    }
}
