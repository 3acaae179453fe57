package kakehashi.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends octets exactly as a test wants them.
final class Raw implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private final Socket socket;

    Raw(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(PATIENCE);
    }

    Raw send(String octets) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /// Says that nothing more is sent.
    Raw half() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// One answer with its body as Content-Length says.
    String answer() throws IOException {
        String head = head();
        return head + new String(socket.getInputStream().readNBytes(lengthIn(head)), StandardCharsets.UTF_8);
    }

    /// The first line and the fields of an answer.
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return head + "<closed>";
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /// How many octets come, of so many that are waited for.
    long octets(long most) throws IOException {
        long left = most;
        while (left > 0) {
            int got = socket.getInputStream().read(new byte[1 << 16], 0, (int) Math.min(left, 1 << 16));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return most - left;
    }

    /// All until the server closes.
    String toTheEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int lengthIn(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String ask(int port, String request) throws IOException {
        try (Raw raw = new Raw(port)) {
            return raw.send(request).answer();
        }
    }
}
