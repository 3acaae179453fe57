package kakehashi.conformance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Stands in for the hosts at which the certificates of suites point, on the loopback address: what is asked of
/// `http://<host>:<port>/<path>` lies in `<folder>/<host>/<port>/<path>`. Whoever asks is led here by a map of
/// hosts or by this being its proxy. GET only; every connection serves one answer.
final class HostsStandIn implements AutoCloseable {
    private static final int MAX_LINE = 8192;
    private static final int MAX_FIELDS = 100;
    private static final int TIMEOUT = 10_000;

    private final List<Path> folders;
    private final ServerSocket door;

    /// @param folders each with a folder a host
    /// @param port where to listen; 0 for a free one
    HostsStandIn(List<Path> folders, int port) {
        this.folders =
                folders.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
        try {
            this.door = new ServerSocket(port, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("hosts-stand-in").start(this::listen);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /// This address for every host and port that there is a folder for.
    Map<String, InetSocketAddress> map() {
        Map<String, InetSocketAddress> map = new HashMap<>();
        for (Path folder : folders) {
            for (Path host : children(folder)) {
                children(host).forEach(port -> map.put(host.getFileName() + ":" + port.getFileName(), address()));
            }
        }
        return map;
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UnusableCase("cannot read folder " + folder);
        }
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(TIMEOUT);
            InputStream in = new BufferedInputStream(client.getInputStream());
            String request = line(in);
            String host = "";
            int fields = 0;
            for (String field = line(in); !field.isEmpty() && fields < MAX_FIELDS; field = line(in)) {
                fields++;
                if (field.toLowerCase(Locale.ROOT).startsWith("host:")) {
                    host = field.substring("host:".length()).strip();
                }
            }
            answer(file(request, host), client.getOutputStream());
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.length() > MAX_LINE) {
                throw new IOException("too long a line");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /// The file that is asked for. A proxy is asked by the whole URL (RFC 9112 §3.2.2).
    private Optional<Path> file(String request, String host) {
        String[] words = request.split(" ");
        if (words.length != 3 || !words[0].equals("GET")) {
            return Optional.empty();
        }
        URI uri = URI.create(words[1].startsWith("http://") ? words[1] : "http://" + host + words[1]);
        if (uri.getHost() == null || uri.getPath() == null) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        String place = uri.getHost().toLowerCase(Locale.ROOT) + "/" + port + uri.getPath();
        return folders.stream()
                .map(folder -> folder.resolve(place).normalize())
                .filter(file -> folders.stream().anyMatch(file::startsWith) && Files.isRegularFile(file))
                .findFirst();
    }

    private static void answer(Optional<Path> file, OutputStream out) throws IOException {
        byte[] body = file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
        String head = "HTTP/1.1 " + (file.isPresent() ? "200 OK" : "404 Not Found") + "\r\nContent-Length: "
                + body.length + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
