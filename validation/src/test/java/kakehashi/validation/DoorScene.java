package kakehashi.validation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.web.Assets;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.ProblemPages;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// All doors of validation behind a real server, with a bridge between two domains.
final class DoorScene implements AutoCloseable {
    static final String SECRET = "a-key-of-the-tax-system";
    static final String OTHER_SECRET = "a-key-of-the-land-register";

    final TestPki pki = new TestPki();
    final TestCa root = pki.root("CN=政府認証基盤ルート認証局,O=日本国政府,C=JP");
    final TestCa bridge = pki.root("CN=ブリッジ認証局,O=日本国政府,C=JP");
    final TestCa agency = pki.root("CN=民間認定認証局,O=民間認証サービス株式会社,C=JP");
    final TestCa stranger = pki.root("CN=Unknown CA,O=Elsewhere,C=XX");
    final Certificate toBridge = root.crossCertify(bridge);
    final Certificate toAgency = bridge.crossCertify(agency);
    final TestEntity hanako = agency.issueEndEntity("CN=電子 花子,O=民間認証サービス株式会社,C=JP");
    final TestEntity revoked = agency.issueEndEntity("CN=失効 太郎,O=民間認証サービス株式会社,C=JP");
    final TestEntity foreigner = stranger.issueEndEntity("CN=<b>Mallory</b>,O=Elsewhere,C=XX");
    final MovableClock clock = new MovableClock(TestPki.NOW);
    final OcspScene ocsp = new OcspScene(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final Validation validation;
    final ServerCredential credential;
    volatile List<ApiKey> keys = List.of(key("tax", SECRET, 100), key("land", OTHER_SECRET, 2));
    final Metrics metrics = new Metrics();
    final WebServer server;
    final String base;

    DoorScene() {
        ScvpScene other = new ScvpScene();
        RelyingPartyPolicy standard = policy("1.2.392.200999.5.1", "電子申請（標準）", "Electronic applications");
        RelyingPartyPolicy strict = policy("1.2.392.200999.5.2", "官職証明書", "Officials' certificates");
        validation = new Validation(PolicyCatalogue.of(standard).with(strict), SearchBudget.UNTIMED);
        validation.replace(TrustGraph.of(List.of(toBridge, toAgency)));
        validation.replace(evidence());
        credential = other.credential;
        OcspResponder responder =
                new OcspResponder(List.of(ocsp.service(TestPki.USUAL)), ocsp.status, OcspOptions.DEFAULT, ocsp.clock);
        PageLayout layout = new PageLayout(
                new Words("架け橋", "Kakehashi"),
                new Words("政府認証基盤 検証サイト", "Government PKI validation"),
                ValidationDoors.menu(),
                List.of(new PageLayout.MenuEntry(new Words("エラーの種類", "Types of problem"), "/problems/")));
        List<Route> routes = new ArrayList<>(Assets.routes());
        routes.addAll(new ProblemPages(layout, ValidationProblems.all()).routes());
        DoorOptions options = DoorOptions.DEFAULT.with(() -> keys);
        routes.addAll(ValidationDoors.routes(
                new ValidationDoors.Services(() -> responder, validation, () -> credential),
                options,
                new ValidationDoors.House(layout, metrics, clock)));
        server = WebServer.open(
                List.of(Listener.plain(
                        "public", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Routes.of(routes))),
                metrics,
                clock);
        base = "http://localhost:" + server.port("public");
    }

    static ApiKey key(String name, String secret, int perMinute) {
        return new ApiKey(
                name, Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)).sha256(), perMinute);
    }

    private RelyingPartyPolicy policy(String id, String japanese, String english) {
        String text = """
                # %s
                kakehashi-relying-party-policy = 1
                oid = %s
                version = 1
                name.ja = %s
                name.en = %s
                revocation = required
                overrides = allowed
                %s""".formatted(japanese, id, japanese, english, kakehashi.x509.Pem.encode(root.certificate()));
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    RevocationEvidence evidence() {
        Crl list = agency.crl(
                crl -> crl.revoke(revoked.certificate().serialNumber(), TestPki.NOW.minus(Duration.ofDays(3))));
        return RevocationEvidence.of(List.of(root.crl(), bridge.crl(), list), List.of());
    }

    ScvpClient scvpClient() {
        return new ScvpClient(new ScvpClient.Trust.Pinned(Set.of(credential.certificate())), clock);
    }

    @Override
    public void close() {
        server.close(Duration.ZERO);
    }
}
