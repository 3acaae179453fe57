package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A listener's certificate, under a CA of our own, exchanged while it runs.
class TlsFilesTest {
    private static final String KEY = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 ";

    @TempDir
    private Path folder;

    @BeforeEach
    void certify() throws IOException, InterruptedException {
        openssl(KEY + "-keyout ca.key -out ca.pem -subj /CN=CA");
        for (String name : List.of("first", "second")) {
            openssl(KEY
                    + "-keyout %1$s.key -out %1$s.pem -subj /CN=%1$s -addext subjectAltName=DNS:localhost"
                            .formatted(name)
                    + " -addext basicConstraints=critical,CA:FALSE -CA ca.pem -CAkey ca.key");
            Files.setPosixFilePermissions(folder.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void openssl(String command) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }

    private void lay(String from, String kind, int second) throws IOException {
        Path file = folder.resolve("server." + kind);
        Files.copy(
                folder.resolve(from + "." + kind),
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(second)));
    }

    @Test
    void takesUpTheNextCertificateAndLetsAnOldConnectionGoOn() throws Exception {
        lay("first", "pem", 1);
        lay("first", "key", 1);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Configuration.Tls settings = new Configuration.Tls(
                any, "https://localhost", folder.resolve("server.pem"), folder.resolve("server.key"));
        Routes routes =
                Routes.of(PageLayout.PLAIN, List.of(Route.get("/", request -> Response.ok("text/plain", "yes"))));
        try (TlsFiles files = TlsFiles.open(settings);
                WebServer server = WebServer.open(
                        List.of(Listener.plain("https", any, routes).with(files.tls())),
                        new Metrics(),
                        InstantSource.system())) {
            int port = server.port("https");
            try (SSLSocket old = connect(port)) {
                assertThat(subject(old)).isEqualTo("CN=first");
                assertThat(ask(old)).startsWith("HTTP/1.1 200");

                // Half of the exchange: a certificate whose key is not there yet changes nothing.
                lay("second", "pem", 2);
                files.look();
                assertThat(freshSubject(port)).isEqualTo("CN=first");

                lay("second", "key", 3);
                files.look();
                assertThat(freshSubject(port)).isEqualTo("CN=second");
                assertThat(ask(old)).startsWith("HTTP/1.1 200");
            }
        }
    }

    private String freshSubject(int port) throws IOException, GeneralSecurityException {
        try (SSLSocket fresh = connect(port)) {
            assertThat(ask(fresh)).startsWith("HTTP/1.1 200");
            return subject(fresh);
        }
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /// Asks and reads one answer, and leaves the connection open.
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = in.readLine();
        while (!in.readLine().isEmpty()) {
            // the fields
        }
        assertThat(new char[] {(char) in.read(), (char) in.read(), (char) in.read()})
                .containsExactly('y', 'e', 's');
        return status;
    }

    /// Trusts our CA alone, and no session of before is resumed.
    private SSLSocket connect(int port) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("ca.pem"))) {
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    }
}
