package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Digest;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Request;
import kakehashi.contract.Salt;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.ledger.Feed;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A service without domain names, an OCSP responder, has the certificate of its key renewed under a standing
/// authorisation (docs/adr/0026).
class ServiceRenewalTest {
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final Name SUBJECT = TestVault.profile(ProfileKind.OCSP_RESPONDER)
            .subject()
            .written(Name.of("CN=OCSP responder 1,O=Japanese Government,C=JP"));

    private static AttackScene scene;
    private static Digest profile;
    private static Authorisation granted;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("service_renewal", ProfileKind.OCSP_RESPONDER);
        profile = scene.vault.putProfile(ProfileKind.OCSP_RESPONDER);
        granted = authorisation(List.of(), Optional.of(new Authorisation.Subject(SUBJECT)));
        scene.vault.done(scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
    }

    @AfterAll
    static void followsFromItsOrders() {
        assertThat(scene.vault.authority.review().findings()).isEmpty();
        assertThat(scene.vault.authority.scrub()).isEmpty();
        scene.close();
    }

    private static Authorisation authorisation(List<String> names, Optional<Authorisation.Subject> subject) {
        return new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.RENEWAL,
                TestOffice.ROOT,
                profile,
                names,
                KEY.publicKey(),
                99,
                99,
                0,
                "",
                scene.now().minusSeconds(1),
                scene.now().plus(Duration.ofDays(90)),
                subject);
    }

    private static Bytes pkcs10(TestKey key, List<GeneralName> names) {
        CertificationRequestBuilder fields = new CertificationRequestBuilder(SUBJECT, key.publicKey())
                .challengePassword(TestOffice.random(8).toString());
        ToBeSigned request =
                (names.isEmpty() ? fields : fields.subjectAltNames(names)).toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        return request.signed(key.sign(request.content()));
    }

    private static SignedOrder order(Name subject, List<GeneralName> names, TestKey key, Bytes pkcs10) {
        Request request = new Request(
                new Salt(TestOffice.random(32)),
                profile,
                subject,
                names,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        IssueBody.Item item =
                new IssueBody.Item(request.der(), key.publicKey(), new IssueBody.Possession.Pkcs10(pkcs10));
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
        return new SignedOrder(
                order.der(), Optional.empty(), List.of(), Optional.of(new SubscriberProof.Pkcs10(pkcs10).der()));
    }

    @Test
    void certifiesTheKeyAgainAndHandsTheCertificateToThePublicZone() {
        Bytes asked = pkcs10(KEY, List.of());
        Digest made = scene.vault.done(order(SUBJECT, List.of(), KEY, asked)).getFirst();
        Bytes file = scene.vault
                .database
                .inTransaction(tx -> Feed.file(tx, made.octets()))
                .orElseThrow();
        Certificate certificate = Certificate.parse(file).orElseThrow();
        assertThat(certificate.subjectPublicKeyInfo()).isEqualTo(KEY.publicKey());
        assertThat(certificate.subject().der()).isEqualTo(SUBJECT.der());
        // The same signed request makes no second one; a new one does.
        scene.holds(OrderRule.SUBSCRIBER_PROOF, order(SUBJECT, List.of(), KEY, asked));
        assertThat(scene.vault.done(order(SUBJECT, List.of(), KEY, pkcs10(KEY, List.of()))))
                .hasSize(1);
    }

    @Test
    void givesNothingBesideTheSubjectThatWasGranted() {
        List<GeneralName> host = List.of(new GeneralName.DnsName("www.example.go.jp"));
        Name other = TestVault.profile(ProfileKind.OCSP_RESPONDER)
                .subject()
                .written(Name.of("CN=OCSP responder 2,O=Japanese Government,C=JP"));
        TestKey thief = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        for (SignedOrder wrong : List.of(
                order(other, List.of(), KEY, pkcs10(KEY, List.of())),
                order(SUBJECT, host, KEY, pkcs10(KEY, host)),
                order(SUBJECT, List.of(), KEY, pkcs10(KEY, host)),
                order(SUBJECT, List.of(), thief, pkcs10(thief, List.of())))) {
            scene.holds(OrderRule.SUBSCRIBER_PROOF, wrong);
        }
    }

    @Test
    void isGrantedToNobodyWithoutASubject() {
        scene.refuses(
                OrderRule.NO_SUCH_AUTHORISATION,
                scene.supervised(
                        OrderKind.AUTHORISATION,
                        new AuthorisationBody.Grant(authorisation(List.of(), Optional.empty()))));
    }
}
