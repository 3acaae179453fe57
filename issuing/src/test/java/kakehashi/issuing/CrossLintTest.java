package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.authority.AuthoritySettings;
import kakehashi.contract.CrossBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.testkit.TestKey;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A cross-certificate that fits another certificate of the partner than the one its CA has is refused by the
/// vault, whoever approved it. The template stays as it is; what lies beside it is bent.
class CrossLintTest {
    private static final CertificateProfile PROFILE = TestVault.profile(ProfileKind.CROSS_TO_CA);
    private static final Name NAME = PROFILE.subject().written(Name.of("CN=Partner CA,O=Partner,C=JP"));
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final TestKey OTHER = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final Bytes KEY_IDENTIFIER = KEY.publicKey().keyIdentifier();

    private static TestVault vault;
    private static Certificate root;
    private static Bytes template;

    @BeforeAll
    static void prepares() {
        vault = TestVault.found("cross_lint", List.of());
        root = vault.makeRoot();
        template = template(KEY, NAME);
    }

    private static Bytes template(TestKey key, Name name) {
        AuthoritySettings settings =
                AuthoritySettings.read(TestVault.utf8(TestVault.ROOT_SETTINGS)).orElseThrow();
        PreparationOutcome outcome = Preparation.prepare(
                PROFILE,
                settings.issuingCa(TestOffice.ROOT, root),
                new RequestedCertificate(name, Optional.empty(), key.publicKey(), Optional.empty()),
                vault.now(),
                SerialNumber.of(BigInteger.ONE));
        if (!(outcome instanceof PreparationOutcome.Prepared(PreparedCertificate prepared))) {
            throw new AssertionError(outcome.toString());
        }
        return prepared.template();
    }

    @AfterAll
    static void closes() {
        vault.close();
    }

    private static Bytes own(TestKey key, Name name, Consumer<CertificateBuilder> bend) {
        Instant now = vault.now();
        CertificateBuilder builder = new CertificateBuilder()
                .serialNumber(SerialNumber.of(BigInteger.TEN))
                .issuer(name)
                .subject(name)
                .validity(now.minus(Duration.ofDays(100)), now.plus(Duration.ofDays(9_000)))
                .publicKey(key.publicKey())
                .subjectKeyIdentifier(key.publicKey().keyIdentifier())
                .basicConstraints(new BasicConstraints(true, java.util.OptionalInt.empty()));
        bend.accept(builder);
        ToBeSigned content = builder.toBeSigned(key.algorithm());
        return content.signed(key.sign(content.content()));
    }

    private static Bytes request(TestKey key) {
        ToBeSigned request = new CertificationRequestBuilder(NAME, key.publicKey()).toBeSigned(key.algorithm());
        return request.signed(key.sign(request.content()));
    }

    private static Outcome.Result submitted(TestKey requested, Bytes... own) {
        return submitted(template, requested, own);
    }

    private static Outcome.Result submitted(Bytes template, TestKey requested, Bytes... own) {
        CrossBody body = new CrossBody.Certify(TestOffice.chance(), request(requested), template, List.of(own));
        return vault.submit(vault.supervised(OrderKind.CROSS_CERTIFICATE, Optional.of(TestOffice.ROOT), body))
                .result();
    }

    private static void refuses(String words, TestKey requested, Bytes... own) {
        assertRefused(words, submitted(requested, own));
    }

    private static void assertRefused(String words, Outcome.Result result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Outcome.Result.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Outcome.Refusal::rule)
                                .first()
                                .asString()
                                .contains(words));
    }

    @Test
    void takesWhatFitsTheOtherCasOwnCertificate() {
        assertThat(submitted(KEY, own(KEY, NAME, c -> {}))).isInstanceOf(Outcome.Result.Done.class);
    }

    @Test
    void refusesASubjectOfOtherOctets() {
        Name same = Name.of("CN=PARTNER CA,O=Partner,C=JP");
        assertThat(same.der()).isNotEqualTo(NAME.der());
        refuses("lint: cross-subject-bytes", KEY, own(KEY, same, c -> {}));
    }

    @Test
    void refusesAKeyThatTheOtherCaHasNoCertificateFor() {
        refuses("lint: cross-key-own", KEY, own(OTHER, NAME, c -> {}));
    }

    @Test
    void refusesAKeyThatWasNotRequested() {
        refuses("lint: cross-key-requested", OTHER, own(KEY, NAME, c -> {}));
    }

    @Test
    void refusesAnotherKeyIdentifierThanTheOtherCaHas() {
        Bytes other = OTHER.publicKey().keyIdentifier();
        assertThat(other).isNotEqualTo(KEY_IDENTIFIER);
        refuses("lint: cross-key-identifier", KEY, own(KEY, NAME, c -> c.subjectKeyIdentifier(other)));
    }

    @Test
    void refusesAValidityBeyondTheOtherCasOwn() {
        Instant now = vault.now();
        refuses(
                "lint: cross-validity-inside-subject",
                KEY,
                own(KEY, NAME, c -> c.validity(now.minus(Duration.ofDays(100)), now.plus(Duration.ofDays(30)))));
    }

    @Test
    void refusesACertificateThatTheOtherCaDidNotSign() {
        Bytes good = own(KEY, NAME, c -> {});
        byte[] bent = good.toArray();
        bent[bent.length - 1] ^= 1;
        refuses("own-certificate", KEY, Bytes.wrap(bent));
        refuses("own-certificate", KEY, good, Bytes.ofHex("3000"));
    }

    @Test
    void refusesAWeakKeyOfAnotherCa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
        TestKey weak = TestKey.of(SignatureAlgorithm.RSA_SHA256, generator.generateKeyPair());
        assertRefused("weak-key: rsa-exponent", submitted(template(weak, NAME), weak, own(weak, NAME, c -> {})));
    }

    @Test
    void refusesAKeyThatWasCertifiedForAnotherSubject() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Name other = PROFILE.subject().written(Name.of("CN=Partner CA 2,O=Partner,C=JP"));
        assertThat(submitted(template(key, NAME), key, own(key, NAME, c -> {})))
                .isInstanceOf(Outcome.Result.Done.class);
        assertRefused("key-reused", submitted(template(key, other), key, own(key, other, c -> {})));
        assertThat(submitted(template(key, NAME), key, own(key, NAME, c -> {})))
                .isInstanceOf(Outcome.Result.Done.class);
    }
}
