package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import kakehashi.path.RevocationEvidence;
import kakehashi.testkit.TestPki;
import kakehashi.web.AddressRange;
import kakehashi.web.AddressRates;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Routes;
import kakehashi.web.TrustedProxies;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Crl;
import kakehashi.x509.CvRequest;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How much one address may ask the doors that want no key.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressGateTest {
    private static final String OCSP = "application/ocsp-request";

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final OcspScene ocsp = new OcspScene(clock.instant());
    private final ScvpScene scvp = new ScvpScene();
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server;

    AddressGateTest() {
        OcspResponder responder = new OcspResponder(
                List.of(ocsp.service(kakehashi.testkit.TestPki.USUAL)), ocsp.status, OcspOptions.DEFAULT, ocsp.clock);
        Routes routes = Routes.of(ValidationDoors.routes(
                new ValidationDoors.Services(() -> responder, scvp.validation, () -> scvp.credential),
                DoorOptions.DEFAULT.with(new AddressRates(2, 3, 2)),
                new ValidationDoors.House(PageLayout.PLAIN, metrics, clock)));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Listener open = Listener.plain("open", any, routes);
        TrustedProxies balancer =
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.0/8").orElseThrow()));
        server = WebServer.open(
                List.of(open, Listener.plain("behind", any, routes).behind(balancer)), metrics, clock);
    }

    @AfterAll
    void close() {
        server.close(Duration.ZERO);
        client.close();
    }

    private HttpResponse<String> post(String door, String from, String path, byte[] body) throws Exception {
        String type = path.equals("/ocsp") ? OCSP : ValidationServer.CV_REQUEST_TYPE;
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port(door) + path))
                        .header("Content-Type", type)
                        .header("Accept-Language", "en")
                        .header("X-Forwarded-For", from)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private int status(String from, String path) throws Exception {
        return post("behind", from, path, new byte[] {1}).statusCode();
    }

    @Test
    void rfc6585_4_tellsAnAddressThatAsksTooMuchWhenToComeAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status("192.0.2.1", "/ocsp")).isEqualTo(200);
        }
        HttpResponse<String> refused = post("behind", "192.0.2.1", "/ocsp", new byte[] {1});
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("20");
        assertThat(refused.body()).contains("/problems/address-limit", "Too many requests from this address");
        assertThat(status("192.0.2.2", "/ocsp")).as("another address").isEqualTo(200);
        assertThat(status("192.0.2.1", "/scvp")).as("another door").isEqualTo(200);
        assertThat(metrics.text()).contains("kakehashi_address_refused_total{door=\"ocsp\"} 1");
        clock.advance(Duration.ofSeconds(20));
        assertThat(status("192.0.2.1", "/ocsp")).isEqualTo(200);
    }

    @Test
    void rfc6177_2_oneNetworkOfIpv6IsOneAddress() throws Exception {
        assertThat(status("2001:db8:1:2::1", "/scvp")).isEqualTo(200);
        assertThat(status("2001:db8:1:2:ffff::2", "/scvp")).isEqualTo(200);
        assertThat(status("2001:db8:1:2:3::3", "/scvp")).isEqualTo(429);
        assertThat(status("2001:db8:1:3::1", "/scvp")).isEqualTo(200);
    }

    @Test
    void aLargeAnswerCountsForItsSize() throws Exception {
        Crl large = scvp.agency.crl(list -> {
            for (int i = 0; i < 6_000; i++) {
                list.revoke(new SerialNumber(Bytes.ofHex("40%06x".formatted(i))), TestPki.NOW.minusSeconds(7200));
            }
        });
        scvp.validation.replace(RevocationEvidence.of(List.of(scvp.root.crl(), scvp.bridge.crl(), large), List.of()));
        byte[] ask = CvRequest.of(ScvpScene.statusOf(scvp.alice.certificate())
                        .validationTime(TestPki.NOW)
                        .wantBack(WantBack.PKC_REVOCATION_INFO)
                        .build())
                .contentInfo()
                .der()
                .toArray();
        assertThat(post("behind", "192.0.2.40", "/scvp", ask).body()).hasSizeGreaterThan(1 << 16);
        assertThat(status("192.0.2.40", "/scvp")).isEqualTo(429);
    }

    /// Each is named by some fifty octets and looked for, built, and verified here.
    @Test
    void aRequestCountsForEachCertificateAndEachCheckBeforeItIsWorkedOn() throws Exception {
        CertReferences two = new CertReferences.PkcRefs(List.of(
                new PkcReference.Cert(scvp.alice.certificate()), new PkcReference.Cert(scvp.root.certificate())));
        byte[] both = CvRequest.of(Query.about(
                                two, CertCheck.BUILD_PKC_PATH, ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                        .build())
                .contentInfo()
                .der()
                .toArray();
        assertThat(post("behind", "192.0.2.50", "/scvp", new byte[1]).statusCode())
                .isEqualTo(200);
        HttpResponse<String> early = post("behind", "192.0.2.50", "/scvp", both);
        assertThat(early.statusCode()).isEqualTo(429);
        // What it was let in for is spent: half a minute for each of two.
        assertThat(early.headers().firstValue("Retry-After")).contains("60");
        clock.advance(Duration.ofSeconds(60));
        assertThat(post("behind", "192.0.2.50", "/scvp", both).statusCode()).isEqualTo(200);
        assertThat(status("192.0.2.50", "/scvp")).as("both are spent").isEqualTo(429);
    }

    @Test
    void aLargeRequestCountsForItsSize() throws Exception {
        assertThat(post("behind", "192.0.2.30", "/scvp", new byte[40_000]).statusCode())
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(4));
        assertThat(status("192.0.2.30", "/scvp")).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(status("192.0.2.30", "/scvp")).isEqualTo(200);
    }

    @Test
    void believesNobodyButTrustedProxiesAboutTheAddress() throws Exception {
        byte[] question = {1};
        for (int i = 0; i < 2; i++) {
            assertThat(post("open", "192.0.2." + i, "/scvp", question).statusCode())
                    .isEqualTo(200);
        }
        assertThat(post("open", "192.0.2.9", "/scvp", question).statusCode()).isEqualTo(429);
        // Behind the proxy its own word counts, not what the client wrote before it.
        for (int i = 0; i < 2; i++) {
            assertThat(status("203.0.113." + i + ", 192.0.2.7", "/scvp")).isEqualTo(200);
        }
        assertThat(status("203.0.113.9, 192.0.2.7", "/scvp")).isEqualTo(429);
    }

    @Test
    void whatIsReadyIsNotCounted() throws Exception {
        String question = Base64.getUrlEncoder()
                .encodeToString(ocsp.aliceRequest().toArray())
                .replace('-', '+')
                .replace("_", "%2F");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port("open") + "/ocsp/" + question))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        // A connection of its own: one that once was the library's stays the library's.
        try (HttpClient fresh = HttpClient.newHttpClient()) {
            for (int i = 0; i < 20; i++) {
                assertThat(fresh.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
