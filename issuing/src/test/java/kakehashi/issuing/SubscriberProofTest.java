package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.OrderRule;
import kakehashi.contract.AcmeProof;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Salt;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.CmpRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerReader;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ToBeSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders under standing authorisations, by what subscribers signed: ACME (RFC 8555), CMP (RFC 9483), PKCS#10.
class SubscriberProofTest {
    private static final String ADDRESS = "https://acme.example.jp/order/";
    private static final String HOST = "auto.example.go.jp";
    private static AttackScene scene;

    private final TestKey account = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private final TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);

    @BeforeAll
    static void found() {
        scene = AttackScene.of("subscriber_proof");
    }

    @AfterAll
    static void followsFromItsOrders() {
        assertThat(scene.vault.authority.review().findings()).isEmpty();
        scene.close();
    }

    private static String base64(Bytes octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
    }

    private static Authorisation granted(
            Authorisation.Protocol protocol, SubjectPublicKeyInfo pinned, Optional<Name> subject) {
        Authorisation granted = new Authorisation(
                TestOffice.chance(),
                protocol,
                TestOffice.ROOT,
                scene.profile,
                List.of(HOST, "more.example.go.jp"),
                pinned,
                99,
                99,
                0,
                protocol == Authorisation.Protocol.ACME ? ADDRESS : "",
                scene.now().minusSeconds(1),
                scene.now().plus(Duration.ofDays(90)),
                subject.map(Authorisation.Subject::new));
        scene.vault.done(scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
        return granted;
    }

    private static Authorisation granted(Authorisation.Protocol protocol, SubjectPublicKeyInfo pinned) {
        return granted(protocol, pinned, Optional.of(AttackScene.ORGANISATION));
    }

    private Bytes pkcs10(List<String> hosts) {
        ToBeSigned request = new CertificationRequestBuilder(Name.EMPTY, key.publicKey())
                .subjectAltNames(hosts.stream()
                        .map(host -> (GeneralName) new GeneralName.DnsName(host))
                        .toList())
                .challengePassword(TestOffice.random(8).toString())
                .toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        return request.signed(key.sign(request.content()));
    }

    private static IssueBody.Item item(Name subject, List<String> hosts, Bytes pkcs10) {
        Bytes request = AttackScene.request(subject, hosts, scene.profile);
        SubjectPublicKeyInfo certified =
                CertificationRequest.parse(pkcs10).orElseThrow().subjectPublicKeyInfo();
        return new IssueBody.Item(request, certified, new IssueBody.Possession.Pkcs10(pkcs10));
    }

    private static SignedOrder order(Authorisation granted, IssueBody.Item item, SubscriberProof proof) {
        Order order = new Order(
                scene.office.installation,
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                OrderKind.ISSUE,
                Optional.of(TestOffice.ROOT),
                Optional.empty(),
                Optional.of(granted.authorisation()),
                scene.now(),
                scene.now().plus(Duration.ofHours(1)),
                new IssueBody(List.of(item)).der());
        return new SignedOrder(order.der(), Optional.empty(), List.of(), Optional.of(proof.der()));
    }

    private static Bytes ascii(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// RFC 7518 §3.4: r and s, 32 octets each.
    private static Bytes raw(Bytes der) {
        DerReader both = new DerReader(new DerReader(der).contents(0x30));
        byte[] octets = new byte[64];
        for (int half = 1; half <= 2; half++) {
            byte[] number = both.integer().toByteArray();
            int from = Math.max(0, number.length - 32);
            System.arraycopy(number, from, octets, half * 32 - (number.length - from), number.length - from);
        }
        return Bytes.wrap(octets);
    }

    private static SubscriberProof.Acme jws(String header, String payload, TestKey signer) {
        String input = base64(ascii(header)) + "." + base64(ascii(payload));
        return new SubscriberProof.Acme(ascii(header), ascii(payload), raw(signer.sign(ascii(input))));
    }

    private static String header(String url) {
        return "{\"alg\":\"ES256\",\"kid\":\"https://acme.example.jp/account/1\",\"nonce\":\"" + TestOffice.random(8)
                + "\",\"url\":\"" + url + "\"}";
    }

    private static String finalize(Bytes pkcs10) {
        return "{\"csr\":\"" + base64(pkcs10) + "\"}";
    }

    private SubscriberProof.Acme acme(Bytes pkcs10) {
        return jws(header(ADDRESS + "1/finalize"), finalize(pkcs10), account);
    }

    @Test
    void issuesByTheAccountKeyWhatItAskedFor() {
        Authorisation granted = granted(Authorisation.Protocol.ACME, account.publicKey());
        Bytes pkcs10 = pkcs10(List.of(HOST));
        SubscriberProof.Acme proof = acme(pkcs10);
        IssueBody.Item item = item(AttackScene.subject(HOST), List.of(HOST), pkcs10);
        Certificate certificate = scene.vault.certificate(
                scene.vault.done(order(granted, item, proof)).getFirst());
        assertThat(certificate.subjectPublicKeyInfo()).isEqualTo(key.publicKey());
        assertThat(certificate.subjectAltNames()).containsExactly(new GeneralName.DnsName(HOST));

        // The request settled one order, whatever becomes of its signature: (r, s) and (r, n - s) both verify.
        scene.holds(OrderRule.SUBSCRIBER_PROOF, order(granted, item, proof));
        byte[] other = proof.signature().toArray();
        BigInteger n = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] s = n.subtract(new BigInteger(1, java.util.Arrays.copyOfRange(other, 32, 64)))
                .toByteArray();
        java.util.Arrays.fill(other, 32, 64, (byte) 0);
        int from = Math.max(0, s.length - 32);
        System.arraycopy(s, from, other, 64 - (s.length - from), s.length - from);
        SubscriberProof.Acme twin =
                new SubscriberProof.Acme(proof.protectedHeader(), proof.payload(), Bytes.wrap(other));
        assertThat(AcmeProof.read(twin).orElseThrow().isSignedBy(account.publicKey()))
                .isTrue();
        scene.holds(OrderRule.SUBSCRIBER_PROOF, order(granted, item, twin));
    }

    @Test
    void refusesWhatTheAccountKeyDidNotAskFor() {
        Authorisation granted = granted(Authorisation.Protocol.ACME, account.publicKey());
        Bytes pkcs10 = pkcs10(List.of(HOST));
        IssueBody.Item item = item(AttackScene.subject(HOST), List.of(HOST), pkcs10);
        String url = ADDRESS + "1/finalize";
        List<SubscriberProof> bad = List.of(
                jws(header(url), finalize(pkcs10), key),
                jws(header("https://elsewhere.example.jp/order/1"), finalize(pkcs10), account),
                jws(header(url), finalize(pkcs10(List.of(HOST, "more.example.go.jp"))), account),
                jws(header(url), "{\"csr\":\"" + base64(pkcs10) + "\",\"notAfter\":\"x\"}", account),
                jws(header(url), "{\"csr\":\"AA\",\"csr\":\"" + base64(pkcs10) + "\"}", account),
                jws(header(url).replace("ES256", "none"), finalize(pkcs10), account),
                jws(header(url).replace("ES256", "HS256"), finalize(pkcs10), account),
                jws(header(url).replace("\"nonce\"", "\"jwk\""), finalize(pkcs10), account),
                jws(header(url).replace("{\"alg\"", "{\"b64\":\"x\",\"alg\""), finalize(pkcs10), account),
                jws(header(url).replace("{\"alg\"", "{\"alg\":\"ES256\",\"alg\""), finalize(pkcs10), account),
                new SubscriberProof.Pkcs10(pkcs10));
        for (SubscriberProof proof : bad) {
            scene.holds(OrderRule.SUBSCRIBER_PROOF, order(granted, item, proof));
        }
    }

    /// What he asked for, and another name that the authorisation has too; another key; another organisation.
    @Test
    void refusesOtherNamesKeysAndSubjectsThanHeAskedFor() {
        Authorisation granted = granted(Authorisation.Protocol.ACME, account.publicKey());
        Bytes pkcs10 = pkcs10(List.of(HOST));
        Name more = AttackScene.subject("more.example.go.jp");
        scene.holds(
                OrderRule.SUBSCRIBER_PROOF,
                order(granted, item(more, List.of("more.example.go.jp"), pkcs10), acme(pkcs10)));
        TestKey thief = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        scene.holds(
                OrderRule.SUBSCRIBER_PROOF, order(granted, scene.item(HOST, Optional.empty(), thief), acme(pkcs10)));
        for (String subject : List.of(
                "CN=" + HOST + ",O=Other Ministry,C=JP",
                "CN=more.example.go.jp,O=Japanese Government,C=JP",
                "CN=" + HOST + ",OU=Cabinet,O=Japanese Government,C=JP",
                "OU=" + HOST + ",O=Japanese Government,C=JP",
                "CN=" + HOST,
                "CN=" + HOST + ",CN=" + HOST + ",O=Japanese Government,C=JP")) {
            Name written =
                    TestVault.profile(ProfileKind.INTERNAL_SERVER).subject().written(Name.of(subject));
            scene.holds(OrderRule.SUBSCRIBER_PROOF, order(granted, item(written, List.of(HOST), pkcs10), acme(pkcs10)));
        }
    }

    @Test
    void grantsASubjectWithinTheScopeOfWhoGrantsOnly() {
        Name outside = Name.of("O=Bank,C=US");
        Authorisation granted = new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.EST,
                TestOffice.ROOT,
                scene.profile,
                List.of(HOST),
                account.publicKey(),
                1,
                1,
                0,
                "",
                scene.now(),
                scene.now().plus(Duration.ofDays(90)),
                Optional.of(new Authorisation.Subject(outside)));
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
    }

    @Test
    void revokesByTheCertificatesOwnKeyThroughAcme() {
        Authorisation granted = granted(Authorisation.Protocol.ACME, account.publicKey());
        Bytes pkcs10 = pkcs10(List.of(HOST));
        Certificate certificate = scene.vault.certificate(scene.vault
                .done(order(granted, item(AttackScene.subject(HOST), List.of(HOST), pkcs10), acme(pkcs10)))
                .getFirst());
        String header = "{\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"-\",\"y\":\"-\"},"
                + "\"nonce\":\"n\",\"url\":\"https://acme.example.jp/revoke\"}";
        String payload = "{\"certificate\":\"" + base64(certificate.der()) + "\",\"reason\":1}";
        scene.holds(OrderRule.SUBSCRIBER_PROOF, revoke(certificate, jws(header, payload, account)));
        String other = payload.replace("\"reason\":1", "\"reason\":4");
        scene.holds(OrderRule.SUBSCRIBER_PROOF, revoke(certificate, jws(header, other, key)));
        String elsewhere = "{\"certificate\":\"" + base64(scene.root.der()) + "\",\"reason\":1}";
        scene.holds(OrderRule.SUBSCRIBER_PROOF, revoke(certificate, jws(header, elsewhere, key)));
        scene.vault.done(revoke(certificate, jws(header, payload, key)));
    }

    private static SignedOrder revoke(Certificate certificate, SubscriberProof proof) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        Order order =
                scene.lasting(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, scene.now(), Duration.ofHours(1));
        return new SignedOrder(order.der(), Optional.empty(), List.of(), Optional.of(proof.der()));
    }

    /// RFC 9483 §4.1: a certificate by `ir`, `cr`, `kur` and `p10cr`; §4.2: its end by `rr`.
    @ParameterizedTest
    @ValueSource(strings = {"p10cr", "ir", "cr", "kur"})
    void issuesAndRevokesByMessagesOfOpensslsCmpClient(String command) throws Exception {
        OpensslCmp client = OpensslCmp.in(scene.vault.folder.resolve("cmp-" + command), HOST);
        boolean pkcs10 = command.equals("p10cr");
        String options = pkcs10 ? "-csr own.p10" : "-newkey own.key -subject /CN=" + HOST + " -sans " + HOST;
        Bytes message = client.message(command, options);
        Authorisation granted = granted(Authorisation.Protocol.CMP, client.account());
        IssueBody.Item item =
                pkcs10 ? item(AttackScene.subject(HOST), List.of(HOST), client.octets("own.p10")) : byMessage(message);

        for (int at = 40; at < message.length(); at += 97) {
            scene.holds(
                    OrderRule.SUBSCRIBER_PROOF,
                    order(granted, item, new SubscriberProof.Cmp(AttackScene.flipped(message, at * 8 + 3))));
        }
        Authorisation others = granted(Authorisation.Protocol.CMP, account.publicKey());
        scene.holds(OrderRule.SUBSCRIBER_PROOF, order(others, item, new SubscriberProof.Cmp(message)));
        SignedOrder good = order(granted, item, new SubscriberProof.Cmp(message));
        Certificate certificate = scene.vault.certificate(scene.vault.done(good).getFirst());
        scene.holds(OrderRule.SUBSCRIBER_PROOF, order(granted, item, new SubscriberProof.Cmp(message)));

        client.write("own.pem", certificate);
        String end = "-oldcert own.pem -revreason 1";
        SubscriberProof byAccount = new SubscriberProof.Cmp(client.message("rr", end));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, revoke(certificate, byAccount));
        SubscriberProof other =
                new SubscriberProof.Cmp(client.message("rr", "own.pem", "own.key", end.replace("1", "4")));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, revoke(certificate, other));
        scene.vault.done(revoke(certificate, new SubscriberProof.Cmp(client.message("rr", "own.pem", "own.key", end))));
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    /// The item of a message in CRMF: possession is in the message itself.
    private static IssueBody.Item byMessage(Bytes message) {
        CmpRequest.Body body = CmpRequest.parse(message).orElseThrow().body();
        CertificateRequestMessage request = ((CmpRequest.Body.Certification) body).request();
        Bytes asked = AttackScene.request(AttackScene.subject(HOST), List.of(HOST), scene.profile);
        return new IssueBody.Item(asked, request.subjectPublicKeyInfo(), new IssueBody.Possession.Crmf(request.der()));
    }
}
