package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.platform.BookedRenewals;
import kakehashi.platform.DatabaseFeed;
import kakehashi.platform.PublicParts;
import kakehashi.platform.PublicZone;
import kakehashi.platform.RenewalPlan;
import kakehashi.profiles.CertificateProfile;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignedMessage;
import kakehashi.x509.ValPolRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A public node has its own certificates renewed by the vault (docs/adr/0026), from one that is old to an answer
/// that OpenSSL verifies by the new one. It has a ceremony of its own, therefore it is among the slow ones.
@Tag("faults")
class RenewalTest {
    private static final DemoDomain DOMAIN = DemoDomain.COMPANIES;
    private static final Id DOMAIN_CA = DOMAIN.id(DOMAIN.outward());

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> nodes = new AtomicReference<>(Duration.ZERO);
    private final InstantSource nodesClock =
            () -> Instant.now().plus(ahead.get()).plus(nodes.get());

    @TempDir
    private Path folder;

    private RenewalPlan granted(DemoInstallation vault, CertificateProfile profile, Certificate own) {
        Id authorisation = new Id(DemoOffice.random(Id.OCTETS));
        vault.putProfiles(List.of(profile));
        Authorisation grant = new Authorisation(
                authorisation,
                Authorisation.Protocol.RENEWAL,
                DOMAIN_CA,
                profile.digest(),
                List.of(),
                own.subjectPublicKeyInfo(),
                9,
                9,
                0,
                "",
                vault.now().minusSeconds(1),
                vault.now().plus(Duration.ofDays(2000)),
                Optional.of(new Authorisation.Subject(own.subject())));
        vault.done(vault.office()
                .supervised(
                        OrderKind.AUTHORISATION, Optional.empty(), new AuthorisationBody.Grant(grant), vault.now()));
        return new RenewalPlan(new Digest(vault.installation()), authorisation, profile.digest());
    }

    /// The validation server's usual profile, for a shorter life.
    private static CertificateProfile serverProfile() {
        String text = new String(DemoProfiles.validationServer(DOMAIN).text().toArray(), StandardCharsets.UTF_8);
        Bytes shorter = Bytes.wrap(text.replace("P3Y", "P150D").getBytes(StandardCharsets.UTF_8));
        return CertificateProfile.read(shorter).orElseThrow();
    }

    private static Certificate issuedServer(DemoInstallation vault) {
        CertificateProfile profile = serverProfile();
        vault.putProfiles(List.of(profile));
        Name subject = profile.subject().written(Name.of("CN=Validation,O=" + DOMAIN.organisation() + ",C=JP"));
        return vault.issue(DOMAIN_CA, DemoRequests.item(profile, subject, List.of(), vault.people()));
    }

    @Test
    void aNodeHasItsCertificatesRenewedAndOpensslVerifiesByTheNewOnes() throws Exception {
        OpenSsl openssl = OpenSsl.find().orElse(null);
        assumeTrue(openssl != null, "there is no openssl");
        try (DemoServer server = DemoServer.own(folder)) {
            server.createDatabase(DOMAIN);
            DemoWorld.Ground ground =
                    new DemoWorld.Ground(folder, server, 0, () -> Instant.now().plus(ahead.get()));
            Scene scene;
            try (DemoSite site = DemoSite.open(DOMAIN, ground, 8099)) {
                scene = scene(site);
            }
            // Near the end of the responder's life, and past half of the server's.
            ahead.set(Duration.ofDays(119));
            try (DemoSite site = DemoSite.open(DOMAIN, ground, 8099);
                    DatabaseFeed feed = new DatabaseFeed(site.vault()::publicAccess);
                    PublicZone zone = PublicZone.open(parts(site, scene, feed), nodesClock)) {
                renews(zone, scene, openssl);
            }
        }
    }

    /// The certificates in use and the authorisations to renew them.
    private record Scene(
            Certificate ca,
            Certificate anchor,
            Certificate responder,
            RenewalPlan responders,
            Certificate server,
            RenewalPlan servers) {}

    private Scene scene(DemoSite site) {
        Certificate responder = responder(site).credential().certificate();
        Certificate server = issuedServer(site.vault());
        return new Scene(
                site.certificate(DOMAIN.outward()),
                site.certificate(DOMAIN.anchor()),
                responder,
                granted(site.vault(), DemoProfiles.responder(DOMAIN), responder),
                server,
                granted(site.vault(), serverProfile(), server));
    }

    private static PublicParts.Responder responder(DemoSite site) {
        return new DemoServices(site.vault(), site.cas())
                .responders().stream()
                        .filter(one -> one.ca().equals(site.certificate(DOMAIN.outward())))
                        .findFirst()
                        .orElseThrow();
    }

    private PublicParts parts(DemoSite site, Scene scene, DatabaseFeed feed) {
        PublicParts.Responder usual = responder(site);
        assertThat(usual.credential().certificate()).isEqualTo(scene.responder);
        Token people = site.vault().people();
        KeyEntry key = people.keys().stream()
                .filter(one -> one.publicKey().equals(scene.server.subjectPublicKeyInfo()))
                .findFirst()
                .orElseThrow();
        Signer signer = people.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        PublicParts.Answers answers = new PublicParts.Answers(
                        List.of(DemoPolicies.usual(DOMAIN, scene.anchor)),
                        List.of(new PublicParts.Responder(
                                usual.ca(), usual.credential(), usual.next(), Optional.of(scene.responders))),
                        new ServerCredential(signer, scene.server, List.of(scene.ca)),
                        new JoinedMaterial(List.of()),
                        DoorOptions.DEFAULT)
                .with(scene.servers);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new PublicParts(
                new RepositorySettings(
                        site.vault().pin(), folder.resolve("node"), Optional.empty(), LdapLimits.DEFAULT, List.of()),
                feed,
                answers,
                DemoPublic.site(DOMAIN),
                List.of(PublicParts.HttpDoor.plain("http", any, PublicParts.Offer.ALL)),
                Optional.of(new BookedRenewals(feed)),
                Optional.empty());
    }

    private void renews(PublicZone zone, Scene scene, OpenSsl openssl) throws Exception {
        List<Certificate> made = made();
        for (int i = 0; i < 300 && made.size() < 2; i++) {
            Thread.sleep(100);
            made = made();
        }
        Certificate responder = successor(made, scene.responder);
        Certificate server = successor(made, scene.server);
        // A responder asks for its successor once a minute.
        nodes.set(Duration.ofSeconds(61));

        Path issuer = Files.writeString(folder.resolve("ca.pem"), Pem.encode(scene.ca));
        Path anchor = Files.writeString(folder.resolve("anchor.pem"), Pem.encode(scene.anchor));
        Path target = Files.writeString(folder.resolve("target.pem"), Pem.encode(scene.server));
        String url = "http://127.0.0.1:" + zone.port("http");
        String at = Long.toString(nodesClock.instant().getEpochSecond());
        OpenSsl.Answer answer = openssl.run(
                "ocsp",
                "-issuer",
                issuer.toString(),
                "-cert",
                target.toString(),
                "-url",
                url + "/ocsp",
                "-CAfile",
                anchor.toString(),
                "-attime",
                at,
                "-validity_period",
                "100000000",
                "-resp_text");
        assertThat(answer.text())
                .contains("Response verify OK", "target.pem: good")
                .containsIgnoringCase("serial number:")
                .contains(Pem.encode(responder).substring(0, 200));

        assertThat(signer(url)).contains(server);
    }

    /// Who signs SCVP.
    private static Optional<Certificate> signer(String url) throws Exception {
        byte[] asked = new ContentInfo(
                        ContentInfo.VAL_POL_REQUEST,
                        ValPolRequest.of(Bytes.ofHex("0102030405060708")).der())
                .der()
                .toArray();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/scvp"))
                    .header("Content-Type", ValidationServer.VP_REQUEST_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                    .build();
            byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return SignedMessage.parse(Bytes.wrap(answer)).orElseThrow().verifiedSigner();
        }
    }

    private static Certificate successor(List<Certificate> made, Certificate before) {
        return made.stream()
                .filter(one -> one.subjectPublicKeyInfo().equals(before.subjectPublicKeyInfo())
                        && one.notAfter().isAfter(before.notAfter()))
                .findFirst()
                .orElseThrow();
    }

    /// What the node has been given and keeps.
    private List<Certificate> made() throws IOException {
        Path kept = folder.resolve("node/responders");
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        List<Certificate> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".cer")).toList()) {
                all.add(Certificate.parse(Bytes.wrap(Files.readAllBytes(file))).orElseThrow());
            }
        }
        return all;
    }
}
