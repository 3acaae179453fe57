package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients who mean harm, at a whole public node, by sockets of their own. After each, an honest one is answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final String JSON = "/api/validations";
    private static final String FIELDS =
            "Host: a\r\nAuthorization: Bearer " + ServedNode.SECRET + "\r\nContent-Type: application/json\r\n";

    private ServedNode node;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            node = new ServedNode(folder, free.getLocalPort());
        }
    }

    @AfterAll
    void close() {
        node.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @AfterEach
    void anHonestClientIsAnswered() throws IOException {
        long start = System.nanoTime();
        assertThat(ask("GET /ca/" + ServedFeed.CA + "/crl.crl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// All that is said until the connection ends; what breaks off while it is written is no fault.
    private String ask(byte[] octets) throws IOException {
        try (Socket socket = connect()) {
            Thread writing = Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream().write(octets);
                } catch (IOException brokenOff) {
                    return;
                }
            });
            String said = said(socket.getInputStream());
            writing.interrupt();
            return said;
        }
    }

    private static String said(InputStream in) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            byte[] piece = new byte[8_192];
            for (int read = in.read(piece); read >= 0 && said.size() < 1 << 22; read = in.read(piece)) {
                said.write(piece, 0, read);
            }
        } catch (SocketTimeoutException e) {
            said.writeBytes(ascii(" [still open]"));
        } catch (IOException reset) {
            said.writeBytes(ascii(" [reset]"));
        }
        return said.toString(StandardCharsets.ISO_8859_1);
    }

    private String ask(String text) throws IOException {
        return ask(ascii(text));
    }

    private String post(String fields, byte[] body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii("POST " + JSON + " HTTP/1.1\r\n" + FIELDS + fields
                + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n"));
        all.writeBytes(body);
        return ask(all.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"certificates\":["})
    void refusesJsonThatNestsWithoutEnd(String level) throws IOException {
        assertThat(post("", ascii(level.repeat(100_000)))).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesNumbersAndNamesWithoutEnd() throws IOException {
        assertThat(post("", ascii("{\"time\":" + "9".repeat(1_000_000) + "}"))).startsWith("HTTP/1.1 400");
        assertThat(post("", ascii("{\"" + "a".repeat(1_000_000) + "\":1}"))).startsWith("HTTP/1.1 400");
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            many.append("\"k").append(i).append("\":1,");
        }
        assertThat(post("", ascii(many + "\"z\":1}")))
                .startsWith("HTTP/1.1 400")
                .hasSizeLessThan(100_000);
    }

    @Test
    void refusesMoreCertificatesThanItTakes() throws IOException {
        String one = "\""
                + java.util.Base64.getEncoder()
                        .encodeToString(node.ca.certificate().der().toArray()) + "\"";
        String many = "{\"certificates\":[" + String.join(",", java.util.Collections.nCopies(2_000, one)) + "]}";
        assertThat(post("", ascii(many))).matches("(?s)HTTP/1.1 4(00|13).*");
    }

    /// RFC 9110 §8.4: what is not understood is refused; nothing is inflated.
    @Test
    void rfc9110_8_4_inflatesNothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[50_000_000]);
        }
        assertThat(post("Content-Encoding: gzip\r\n", bomb.toByteArray())).matches("(?s)HTTP/1.1 4(00|15).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFFFFFFFFFFFFFFF\r\n", "-1\r\n", "7FFFFFFF\r\nabc", "0x10\r\n", "1 \r\na\r\n", "\r\n\r\n"})
    void rfc9112_7_1_endsABodyWhoseChunksAreNone(String chunk) throws IOException {
        String said = ask("POST " + JSON + " HTTP/1.1\r\n" + FIELDS + "Transfer-Encoding: chunked\r\n\r\n" + chunk
                + "0\r\n\r\nGET /verify HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3));
        assertThat(said).doesNotContain("HTTP/1.1 200");
    }

    @Test
    void endsChunksThatCarryNothingButExtensions() throws IOException {
        byte[] endless = ascii("POST " + JSON + " HTTP/1.1\r\n" + FIELDS + "Transfer-Encoding: chunked\r\n\r\n1;"
                + "x=y;".repeat(10_000_000));
        assertThat(ask(endless)).doesNotContain("HTTP/1.1 200").doesNotContain("still open");
    }

    @Test
    void boundsTheSumOfManyChunks() throws IOException {
        byte[] many = ascii("POST " + JSON + " HTTP/1.1\r\n" + FIELDS + "Transfer-Encoding: chunked\r\n\r\n"
                + ("10000\r\n" + "[".repeat(65_536) + "\r\n").repeat(150));
        assertThat(ask(many)).doesNotContain("HTTP/1.1 200").doesNotContain("still open");
    }

    /// RFC 9112 §6.3: such a message "might indicate an attempt to perform request smuggling".
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: 4,4\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n"
            })
    void rfc9112_6_3_takesNoMessageThatEndsInTwoPlaces(String framing) throws IOException {
        String said = ask("POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Type: application/ocsp-request\r\n" + framing
                + "\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(said).doesNotContain("\"status\":\"ok\"");
    }

    @Test
    void refusesFieldsWithoutEnd() throws IOException {
        assertThat(ask("GET /verify HTTP/1.1\r\nHost: a\r\n" + "X-Fill: a\r\n".repeat(50_000)))
                .doesNotContain("HTTP/1.1 200")
                .doesNotContain("still open");
        assertThat(ask("GET /" + "a".repeat(3_000_000)))
                .doesNotContain("200 OK")
                .doesNotContain("still open");
        assertThat(ask("GET /verify HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(3_000_000)))
                .doesNotContain("200 OK")
                .doesNotContain("still open");
    }

    @Test
    void thoseWhoAskThousandsOfTimesAndDoNotReadHoldUpNobody() throws Exception {
        byte[] asked = ascii(("GET /ca/" + ServedFeed.CA + "/crl.crl HTTP/1.1\r\nHost: a\r\n\r\n").repeat(20_000));
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = connect();
                sockets.add(socket);
                Thread.startVirtualThread(() -> {
                    try {
                        socket.getOutputStream().write(asked);
                    } catch (IOException closed) {
                        return;
                    }
                });
            }
            anHonestClientIsAnswered();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /// As many as one address may have, save for the honest client's own.
    @Test
    void nineHundredWhoBeginAndDoNotGoOnHoldUpNobody() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 900; i++) {
                Socket socket = connect();
                sockets.add(socket);
                socket.getOutputStream().write(ascii(i % 2 == 0 ? "POST /scvp HTTP/1.1\r\nHost: a\r\n" : "G"));
            }
            anHonestClientIsAnswered();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
