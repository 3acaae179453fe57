package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes from an outside CA is taken only as that which was asked for.
class ReceivedCertificateTest {
    private static final String NAME = "CN=Issuing CA,O=Example,C=JP";
    private static final Id CA = new Id(Bytes.wrap(new byte[Id.OCTETS]));
    private static final TestCa ROOT = TestCa.root("CN=Outside Root,O=Outside,C=JP");
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final TestKey OTHER = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final Instant NOW = Instant.now();
    private static final String SETTINGS = """
            name = "issuing"
            key = "P256"
            signature = "ecdsa-with-SHA256"
            [publication]
            http = "http://repository.example.jp"
            [crl]
            period-hours = 24
            """;

    private Issuer issuer;

    @BeforeEach
    void makeItsKey() {
        AuthoritySettings settings =
                AuthoritySettings.read(AuthorityOrders.text(SETTINGS)).orElseThrow();
        issuer = new Issuer(CA, settings, Digest.of(KEY.publicKey().der()));
    }

    private static Bytes request(TestKey key, String name) {
        return key.sign(new CertificationRequestBuilder(Name.of(name), key.publicKey()).toBeSigned(key.algorithm()));
    }

    private static Certificate certificate(TestCa by, TestKey key, Consumer<CertificateBuilder> bend) {
        CertificateBuilder builder = new CertificateBuilder()
                .subject(Name.of(NAME))
                .validity(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(900)))
                .publicKey(key.publicKey())
                .subjectKeyIdentifier(key.publicKey().keyIdentifier())
                .basicConstraints(new BasicConstraints(true, OptionalInt.of(0)))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN));
        return by.issue(builder, bend);
    }

    private Verdict judge(Bytes request, Certificate received, Certificate above) {
        return new ReceivedCertificate(issuer, NOW).judge(new CaBody.Receive(request, received.der(), above.der()));
    }

    private Verdict judge(Consumer<CertificateBuilder> bend) {
        return judge(request(KEY, NAME), certificate(ROOT, KEY, bend), ROOT.certificate());
    }

    private static void refused(Verdict verdict, String rule) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(((Verdict.Refused) verdict).refusals())
                .extracting(Outcome.Refusal::rule)
                .singleElement()
                .asString()
                .startsWith(rule);
    }

    @Test
    void takesWhatWasAskedForAndPublishesIt() {
        Certificate received = certificate(ROOT, KEY, c -> {});
        Verdict verdict = judge(request(KEY, NAME), received, ROOT.certificate());
        Digest digest = Digest.of(received.der());
        assertThat(verdict)
                .isEqualTo(new Verdict.Effects(
                        List.of(new Effect.Authority(CA, digest, Effect.InForce.YES)),
                        List.of(received.der()),
                        List.of(digest)));
        issuer.certify(received, Effect.InForce.YES);
        refused(judge(request(KEY, NAME), received, ROOT.certificate()), "received-before");
    }

    @Test
    void refusesAnotherKeyAndAnotherName() {
        refused(judge(request(OTHER, NAME), certificate(ROOT, OTHER, c -> {}), ROOT.certificate()), "key-not-here");
        refused(
                judge(request(KEY, NAME), certificate(ROOT, OTHER, c -> {}), ROOT.certificate()),
                "received-differs: s");
        refused(judge(c -> c.subject(Name.of("CN=Issuing CA,O=Other,C=JP"))), "received-differs: subject");
        // The same text in another string type is another name to whoever compares octets.
        Name printable = Name.ofAttributes(List.of(
                Name.of(NAME).relativeNames().get(0).getFirst(),
                new Name.Attribute(
                        Name.of(NAME).relativeNames().get(1).getFirst().type(),
                        kakehashi.x509.DerWriter.write(w -> w.value(
                                0x13, Bytes.wrap("Example".getBytes(java.nio.charset.StandardCharsets.US_ASCII))))),
                Name.of(NAME).relativeNames().get(2).getFirst()));
        refused(judge(c -> c.subject(printable)), "received-differs: subject");
    }

    @Test
    void refusesARequestThatItsKeyDidNotSign() {
        byte[] bent = request(KEY, NAME).toArray();
        bent[bent.length - 1] ^= 1;
        refused(judge(Bytes.wrap(bent), certificate(ROOT, KEY, c -> {}), ROOT.certificate()), "key-not-here");
    }

    @Test
    void refusesWhatAnotherSigned() {
        TestCa twin = TestCa.root("CN=Outside Root,O=Outside,C=JP");
        refused(judge(request(KEY, NAME), certificate(ROOT, KEY, c -> {}), twin.certificate()), "received-invalid");
        Certificate self = certificate(ROOT, KEY, c -> {});
        refused(judge(request(KEY, NAME), self, self), "received-invalid: issuer: self-signed");
    }

    @Test
    void refusesWhatIsNoCaOrNotValidNow() {
        refused(judge(c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.empty()))), "received-invalid");
        refused(judge(c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN))), "received-invalid");
        Instant past = NOW.minus(Duration.ofDays(9));
        refused(judge(c -> c.validity(past.minus(Duration.ofDays(9)), past)), "received-invalid");
        Instant later = NOW.plus(Duration.ofDays(9));
        refused(judge(c -> c.validity(later, later.plus(Duration.ofDays(9)))), "received-invalid");
    }

    @Test
    void rfc5280_4_2_1_9_refusesACaBelowOneThatMayHaveNone() {
        TestCa last = ROOT.issueCa(
                "CN=Last,O=Outside,C=JP", c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(0))));
        refused(judge(request(KEY, NAME), certificate(last, KEY, c -> {}), last.certificate()), "lint");
    }

    @Test
    void rfc5280_4_2_1_10_refusesANameOutsideThatOfTheIssuer() {
        TestCa narrow = ROOT.issueCa(
                "CN=Narrow,O=Outside,C=JP",
                c -> c.nameConstraints(new NameConstraints(
                        List.of(new GeneralName.DirectoryName(Name.of("O=Elsewhere,C=JP"))), List.of())));
        refused(judge(request(KEY, NAME), certificate(narrow, KEY, c -> {}), narrow.certificate()), "received-invalid");
    }

    @Test
    void keepsNameAndKeyIdentifierAtTheRenewal() {
        issuer.certify(certificate(ROOT, KEY, c -> {}), Effect.InForce.YES);
        assertThat(judge(c -> c.validity(NOW, NOW.plus(Duration.ofDays(1_800)))))
                .isInstanceOf(Verdict.Effects.class);
        refused(judge(c -> c.subjectKeyIdentifier(Bytes.ofHex("0102030405060708"))), "received-differs: subjectKeyI");
        issuer.rekey(issuer.settings(), Digest.of(OTHER.publicKey().der()));
        Certificate fresh = certificate(ROOT, OTHER, c -> {});
        assertThat(judge(request(OTHER, NAME), fresh, ROOT.certificate())).isInstanceOf(Verdict.Effects.class);
        String other = "CN=Other,O=Example,C=JP";
        Certificate renamed = certificate(ROOT, OTHER, c -> c.subject(Name.of(other)));
        refused(judge(request(OTHER, other), renamed, ROOT.certificate()), "received-differs: subject");
    }
}
