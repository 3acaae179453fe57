package kakehashi.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import kakehashi.x509.Bytes;

/// A server that speaks just enough HTTP to do harm with it, on a loopback port. Each path has one behaviour;
/// honest paths can stand beside it. Paths that were not given one answer 404.
public final class HostileRepository implements AutoCloseable {
    /// The pause between two octets of a drip.
    private static final int DRIP_MILLIS = 100;

    private final ServerSocket server;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    @FunctionalInterface
    private interface Behaviour {
        void answer(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    /// A request.
    private record Asked(String path, Map<String, String> fields, Bytes body) {}

    /// Listens.
    public HostileRepository() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Asked asked = read(new BufferedInputStream(socket.getInputStream()));
            requests.incrementAndGet();
            Behaviour behaviour = behaviours.getOrDefault(
                    asked.path.replaceAll("\\?.*", ""), (a, out) -> head(out, "404 Not Found", "Content-Length: 0"));
            if (behaviour == RESET) {
                // RFC 9293 §3.10.4: closing without lingering resets the connection.
                socket.setSoLinger(true, 0);
                return;
            }
            behaviour.answer(asked, new Counted(socket.getOutputStream()));
        } catch (IOException e) {
            // The client had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final Behaviour RESET = (asked, out) -> {};

    private final class Counted extends OutputStream {
        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            sent.incrementAndGet();
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
            sent.addAndGet(length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> fields = new ConcurrentHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            fields.put(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
        return new Asked(first.length > 1 ? first[1] : "", fields, Bytes.wrap(in.readNBytes(length)));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("no request");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void head(OutputStream out, String status, String... fields) throws IOException {
        String text = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private HostileRepository at(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /// Answers honestly, with an ETag, under a media type that may be wrong.
    public HostileRepository serves(String path, String mediaType, Bytes body) {
        String tag = "\"" + body.sha256().slice(0, 8) + "\"";
        return at(path, (asked, out) -> {
            if (tag.equals(asked.fields.get("if-none-match"))) {
                head(out, "304 Not Modified", "ETag: " + tag);
                return;
            }
            head(out, "200 OK", "Content-Type: " + mediaType, "ETag: " + tag, "Content-Length: " + body.length());
            out.write(body.toArray());
        });
    }

    /// Answers a POST honestly.
    public HostileRepository answers(String path, UnaryOperator<Bytes> answer) {
        return at(path, (asked, out) -> {
            Bytes body = answer.apply(asked.body);
            head(out, "200 OK", "Content-Length: " + body.length());
            out.write(body.toArray());
        });
    }

    /// Sends zeros without end, and promises no length.
    public HostileRepository huge(String path) {
        return at(path, (asked, out) -> {
            head(out, "200 OK", "Content-Type: application/pkix-crl");
            byte[] zeros = new byte[1 << 16];
            while (true) {
                out.write(zeros);
            }
        });
    }

    /// Sends chunks without end.
    public HostileRepository endlessChunks(String path) {
        return at(path, (asked, out) -> {
            head(out, "200 OK", "Transfer-Encoding: chunked");
            byte[] chunk = ("1000\r\n" + "0".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(chunk);
            }
        });
    }

    /// Promises more than it would ever send.
    public HostileRepository promises(String path, String length) {
        return at(path, (asked, out) -> head(out, "200 OK", "Content-Length: " + length));
    }

    /// Sends header fields without end.
    public HostileRepository endlessHead(String path) {
        return at(path, (asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X-Field: and one more\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /// Sends an octet now and then: each read succeeds, the whole never ends.
    public HostileRepository drips(String path) {
        return at(path, (asked, out) -> {
            head(out, "200 OK", "Content-Length: 100000");
            while (true) {
                out.write('0');
                out.flush();
                Thread.sleep(DRIP_MILLIS);
            }
        });
    }

    /// Takes the request and never answers.
    public HostileRepository silent(String path) {
        return at(path, (asked, out) -> Thread.sleep(60_000));
    }

    /// Breaks the connection without a word.
    public HostileRepository resets(String path) {
        return at(path, RESET);
    }

    /// Redirects.
    public HostileRepository redirects(String path, String location) {
        return at(path, (asked, out) -> head(out, "302 Found", "Location: " + location, "Content-Length: 0"));
    }

    /// Redirects to itself, each time under another query.
    public HostileRepository redirectsForEver(String path) {
        AtomicInteger count = new AtomicInteger();
        return at(
                path,
                (asked, out) -> head(
                        out, "302 Found", "Location: " + path + "?" + count.incrementAndGet(), "Content-Length: 0"));
    }

    /// Sends so many mebioctets of zeros, compressed though nobody asked.
    public HostileRepository gzipBomb(String path, int mebioctets) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < mebioctets; i++) {
                gzip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at(path, (asked, out) -> {
            head(out, "200 OK", "Content-Encoding: gzip", "Content-Length: " + packed.size());
            packed.writeTo(out);
        });
    }

    /// Forgets a path: it answers 404 from now on.
    public HostileRepository forget(String path) {
        behaviours.remove(path);
        return this;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /// The requests so far.
    public int requests() {
        return requests.get();
    }

    /// The octets that were handed to connections so far.
    public long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
