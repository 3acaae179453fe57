package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
    private static final String PASSWORD = "of-a-test";

    @TempDir
    private Path folder;

    private KeyStore keyStore(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-ext",
                        "SAN=dns:localhost")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(KeyStore... stores) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (KeyStore store : stores) {
            String alias = store.aliases().nextElement();
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /// The server's name, and the answer to a request.
    private static String ask(SSLContext client, int port) throws Exception {
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port)) {
            String request = "GET /?lang=en HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            X509Certificate server = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return server.getSubjectX500Principal().getName() + " "
                    + socket.getSession().getProtocol() + "\n"
                    + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Anybody may send nonsense before, within and after a handshake.
    private static void leavesNoWarning(SSLContext client, int port) throws Exception {
        try (Warnings warnings = new Warnings()) {
            try (Raw raw = new Raw(port)) {
                raw.send("GET / HTTP/1.1\r\n\r\n").half().toTheEnd();
            }
            for (String nonsense : List.of("nonsense", "\u0017\u0003\u0003\u0000\u0005nonsense")) {
                try (Socket plain = new Socket("localhost", port);
                        SSLSocket socket =
                                (SSLSocket) client.getSocketFactory().createSocket(plain, "localhost", port, false)) {
                    socket.startHandshake();
                    plain.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                    plain.shutdownOutput();
                    plain.getInputStream().readAllBytes();
                }
            }
            assertThat(warnings.told()).isEmpty();
        }
    }

    @Test
    void servesTheNewCertificateWithoutAStop() throws Exception {
        KeyStore before = keyStore("before");
        KeyStore after = keyStore("after");
        SSLContext client = trusting(before, after);
        ServerTls tls = new ServerTls(context(before));
        Routes routes = Routes.of(Route.get("/", request -> PageLayout.PLAIN.answer(request, Page.of("Page"))));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (WebServer server = WebServer.open(
                List.of(Listener.plain("public", any, routes).with(tls)),
                new Metrics(),
                InstantSource.fixed(Instant.EPOCH))) {
            int port = server.port("public");
            leavesNoWarning(client, port);
            assertThat(ask(client, port))
                    .startsWith("CN=before TLSv1.3\nHTTP/1.1 200")
                    .containsIgnoringCase("Strict-Transport-Security: max-age=63072000")
                    .contains("; HttpOnly; Secure");
            tls.exchange(context(after));
            assertThat(ask(trusting(before, after), port)).startsWith("CN=after TLSv1.3\nHTTP/1.1 200");
            try (Socket plain = new Socket("localhost", port)) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("HTTP/1.1 200");
            }
        }
    }
}
