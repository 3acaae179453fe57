package kakehashi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import kakehashi.x509.Bytes;

/// One question on a connection of its own.
final class HttpOnce {
    private static final int MOST = 1 << 20;

    private HttpOnce() {}

    /// The body of the answer, which must be of status 200.
    static Bytes body(int port, byte[] question) throws IOException {
        byte[] buffer = new byte[MOST];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(question);
            InputStream in = socket.getInputStream();
            int length = 0;
            int whole = -1;
            while (whole < 0 || length < whole) {
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    throw new IOException("the server closed");
                }
                length += read;
                whole = NioLoad.http(buffer, length);
            }
            return Bytes.wrap(Arrays.copyOfRange(buffer, NioLoad.end(buffer, length), whole));
        }
    }
}
