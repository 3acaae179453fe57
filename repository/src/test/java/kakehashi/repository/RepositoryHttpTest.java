package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryHttpTest {
    private static final String FOLDER = "/ca/" + FeedScene.CA + "/";

    private PublishedScene scene;
    private WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = new PublishedScene(folder, List.of());
        server = WebServer.open(
                List.of(Listener.plain(
                        "public",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Routes.of(scene.repository.routes()))),
                new Metrics(),
                InstantSource.fixed(FeedScene.NOW));
    }

    @AfterAll
    void close() {
        server.close();
        scene.close();
        client.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port("public") + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void serves(String file, Crl crl) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(FOLDER + file);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/pkix-crl");
        assertThat(answer.body()).isEqualTo(crl.der().toArray());
    }

    @Test
    void servesCrlsUnderTheNamesThatCertificatesCarry() throws IOException, InterruptedException {
        serves("crl.crl", scene.full);
        serves("arl.crl", scene.authorities);
        serves("crl-3-of-16.crl", scene.shard);
        assertThat(get(FOLDER + "crl-4-of-16.crl").statusCode()).isEqualTo(404);
    }

    @Test
    void letsCachesKeepACrlForAnHourAndNeverPastItsNextUpdate() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(FOLDER + "crl.crl");
        assertThat(header(answer, "Cache-Control")).contains("max-age=3600,");
        String tag = header(answer, "ETag");
        assertThat(get(FOLDER + "crl.crl", "If-None-Match", tag).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> part = get(FOLDER + "crl.crl", "Range", "bytes=0-9");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(scene.full.der().slice(0, 10).toArray());
    }

    @Test
    void servesBundlesThatOthersRead() throws IOException, InterruptedException, CertificateException {
        CertificateFactory jdk = CertificateFactory.getInstance("X.509");
        HttpResponse<byte[]> to = get(FOLDER + "issued-to.p7c");
        assertThat(header(to, "Content-Type")).startsWith("application/pkcs7-mime");
        assertThat(jdk.generateCertificates(new ByteArrayInputStream(to.body())))
                .hasSize(2);
        CertificateBundle by = CertificateBundle.parse(
                        Bytes.wrap(get(FOLDER + "issued-by.p7c").body()))
                .orElseThrow();
        assertThat(by.certificates())
                .allMatch(c -> c.issuer().equals(scene.bridge.name()))
                .anyMatch(c -> c.subject().equals(scene.partner.name()));
        HttpResponse<byte[]> certificate = get(FOLDER + "ca.cer");
        assertThat(header(certificate, "Content-Type")).isEqualTo("application/pkix-cert");
        assertThat(certificate.body())
                .isEqualTo(scene.bridge.certificate().der().toArray());
        assertThat(get(FOLDER + scene.bridge.certificate().fingerprint() + ".cer")
                        .body())
                .isEqualTo(certificate.body());
    }

    @Test
    void showsFingerprintsInGroupsInBothLanguages() throws IOException, InterruptedException {
        String japanese = new String(get("/repository").body(), StandardCharsets.UTF_8);
        String english = new String(get("/repository?lang=en").body(), StandardCharsets.UTF_8);
        String fingerprint = scene.bridge.certificate().fingerprint().toString().toUpperCase(java.util.Locale.ROOT);
        assertThat(japanese).contains("ブリッジ認証局", "失効リスト", "<span>" + fingerprint.substring(0, 4) + "</span>");
        assertThat(english)
                .contains("<h2>BridgeCA</h2>", "Revocation lists", "CN=Partner CA", "0 seconds old (batch 1)");
        assertThat(japanese).contains("/repository/graph-ja.svg");
    }

    @Test
    void drawsTheTrustGraph() throws IOException, InterruptedException {
        HttpResponse<byte[]> picture = get("/repository/graph-en.svg");
        assertThat(header(picture, "Content-Type")).startsWith("image/svg+xml");
        assertThat(header(picture, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(new String(picture.body(), StandardCharsets.UTF_8)).contains("BridgeCA", "Partner CA");
    }

    @Test
    void servesItsBatchesToOtherNodes() throws IOException, InterruptedException {
        assertThat(get("/feed/1").body())
                .isEqualTo(scene.vault.batches.getFirst().toArray());
        assertThat(get("/feed/2").statusCode()).isEqualTo(404);
        assertThat(get("/feed/x").statusCode()).isEqualTo(404);
    }

    @Test
    void saysHowItIs() {
        assertThat(scene.repository.ready().failure().get()).isEmpty();
        assertThat(scene.repository.following().failure().get()).isEmpty();
        assertThat(scene.repository.currentCrls().failure().get()).isEqualTo(Optional.empty());
        Metrics metrics = new Metrics();
        scene.repository.measure(metrics);
        assertThat(metrics.text())
                .contains(
                        "kakehashi_feed_batch 1",
                        "kakehashi_crls_overdue 0",
                        "kakehashi_serials 1",
                        "kakehashi_feed_halted 0")
                .containsPattern("kakehashi_crl_next_update_timestamp_seconds [1-9]")
                .containsPattern("kakehashi_ca_not_after_timestamp_seconds [1-9]");
    }
}
