package kakehashi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kakehashi.contract.Batch;
import kakehashi.contract.Position;
import kakehashi.repository.FeedFollower;
import kakehashi.repository.InstallationPin;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertId;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Crl;
import kakehashi.x509.CvRequest;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extensions;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.Oid;
import kakehashi.x509.Query;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;

/// Makes the home of a node: a root, a CA below it and one below that, all P-256, which issues; whose CRL
/// takes some 100 kB; so many serial numbers in the snapshot. Also makes what it is asked.
final class PublicFounding {
    private static final int LISTED = 2_800;
    private static final Oid SCVP_SERVER = Oid.of("1.3.6.1.5.5.7.3.15");

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Government,C=JP");
    private final TestCa middle = root.issueCa("CN=Bridge,O=Government,C=JP");
    private final TestCa issuer = middle.issueCa("OU=Ministry CA,O=Government,C=JP");
    private final TestKey official = pki.key(TestPki.USUAL);
    private final Crl list;
    private int officials;

    PublicFounding() {
        list = issuer.crl(crl -> {
            for (int i = 0; i < LISTED; i++) {
                crl.revoke(PublicFeed.serial(-1 - i), TestPki.NOW.minusSeconds(i));
            }
        });
    }

    /// The issuer's CRL.
    Bytes crl() {
        return list.der();
    }

    /// Makes the home.
    ///
    /// @param known how many certificates the snapshot knows
    PublicHome found(Path folder, int known) throws IOException {
        Files.createDirectories(folder);
        TestKey feedKey = TestKey.generate(SignatureAlgorithm.ED25519);
        InstallationPin pin = PublicFeed.pin(feedKey);
        PublicFeed feed = new PublicFeed(pin, feedKey, new Position(0, kakehashi.contract.Digest.ZERO));
        TestKey responderKey = pki.key(TestPki.USUAL);
        TestKey serverKey = pki.key(TestPki.USUAL);
        Certificate responder = service(issuer, "Responder", responderKey.publicKey(), ExtendedKeyUsage.OCSP_SIGNING);
        Certificate server = service(root, "Validation server", serverKey.publicKey(), SCVP_SERVER);
        try (FeedFollower follower = new FeedFollower(pin, folder.resolve("node"), feed, () -> TestPki.NOW)) {
            feed.publish(
                    TestPki.NOW,
                    List.of(
                            new Batch.Item.Certificate(
                                    PublicFeed.CA, issuer.certificate().der()),
                            feed.crl(list)));
            for (int from = 0; from < known; from += PublicFeed.MOST_ITEMS) {
                feed.publish(TestPki.NOW, issued(from, Math.min(known, from + PublicFeed.MOST_ITEMS)));
            }
            while (follower.state().freshness().batch() < feed.last().index()) {
                follower.poll();
                follower.fault().ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
            }
        }
        PublicHome home = new PublicHome(
                folder,
                System.currentTimeMillis(),
                pin,
                feed.last(),
                List.of(root.certificate(), middle.certificate(), issuer.certificate(), responder, server),
                List.of(root.crl(), middle.crl()),
                List.of(pkcs8(feedKey), pkcs8(responderKey), pkcs8(serverKey)));
        home.write();
        return home;
    }

    static List<Batch.Item> issued(int from, int to) {
        List<Batch.Item> items = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            items.add(PublicFeed.issued(PublicFeed.serial(i)));
        }
        return items;
    }

    private static Bytes pkcs8(TestKey key) {
        return Bytes.wrap(key.privateKey().getEncoded());
    }

    private static Certificate service(TestCa ca, String name, SubjectPublicKeyInfo key, Oid purpose) {
        return ca.issue(
                new CertificateBuilder()
                        .subject(Name.of("CN=" + name + ",O=Government,C=JP"))
                        .validity(TestPki.NOW.minus(Duration.ofDays(1)), TestPki.NOW.plus(Duration.ofDays(90)))
                        .publicKey(key)
                        .subjectKeyIdentifier(key.keyIdentifier())
                        .basicConstraints(new BasicConstraints(false, java.util.OptionalInt.empty()))
                        .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE))
                        .extendedKeyUsage(new ExtendedKeyUsage(List.of(purpose))),
                c -> {});
    }

    /// So many certificates of officials that nobody has seen.
    List<Certificate> officials(int count) {
        List<Certificate> made = Samples.officials(issuer, official.publicKey(), officials, count);
        officials += count;
        return made;
    }

    private CertId id(int number) {
        return CertId.of("SHA-1", issuer.certificate(), PublicFeed.serial(number));
    }

    Bytes ocsp(int number) {
        return OcspRequest.of(id(number)).der();
    }

    Bytes ocspWithNonce(int number) {
        Bytes nonce = Bytes.ofHex("%064x".formatted(number + 1));
        return OcspRequest.of(List.of(id(number)), Extensions.of(List.of(OcspExtension.nonce(nonce))))
                .der();
    }

    /// A GET as RFC 5019 §5 wants it.
    static byte[] get(Bytes request) {
        String base64 = Base64.getEncoder().encodeToString(request.toArray());
        String path = base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        return ascii("GET /ocsp/" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    static byte[] post(String path, String fields, Bytes body) {
        byte[] head = ascii("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "Content-Length: "
                + body.length() + "\r\n\r\n");
        byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length());
        body.copyTo(whole, head.length);
        return whole;
    }

    static byte[] postOcsp(Bytes request) {
        return post("/ocsp", "Content-Type: application/ocsp-request\r\n", request);
    }

    static byte[] scvp(Certificate target) {
        Query query = Query.about(
                        CertReferences.of(List.of(target)),
                        CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .build();
        return post(
                "/scvp",
                "Content-Type: application/scvp-cv-request\r\n",
                CvRequest.of(query).contentInfo().der());
    }

    static byte[] json(Certificate target) {
        String body = "{\"certificates\":[\""
                + Base64.getEncoder().encodeToString(target.der().toArray()) + "\"]}";
        return post(
                "/api/validations",
                "Authorization: Bearer " + PublicNode.API_KEY
                        + "\r\nContent-Type: application/json\r\nAccept: application/jose\r\n",
                Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
