package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.OcspResponseData;
import kakehashi.x509.Oid;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SingleResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcspProcessingTest {
    private static final Instant NOW = TestPki.NOW;
    private static final CertificateStatus GOOD = new CertificateStatus.Good();

    private final TestPki pki = new TestPki();
    private final TestCa ca = pki.root("CN=CA,O=Test,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP");

    private static CertificateStatus revoked(CrlReason reason) {
        return new CertificateStatus.Revoked(NOW.minusSeconds(60), Optional.of(reason));
    }

    private SingleResponse single(String digest, CertificateStatus status, Instant thisUpdate) {
        CertId id = CertId.of(digest, ca.certificate(), alice.certificate().serialNumber());
        return new SingleResponse(id, status, thisUpdate, Optional.of(NOW.plusSeconds(3600)), Extensions.NONE);
    }

    private BasicOcspResponse byCa(CertificateStatus status, Instant thisUpdate) {
        return signed(ca.key(), List.of(), single("SHA-1", status, thisUpdate));
    }

    private static BasicOcspResponse signed(TestKey key, List<Certificate> certificates, SingleResponse single) {
        OcspResponseData data = new OcspResponseData(
                ResponderId.ofKey(key.publicKey()), single.thisUpdate(), List.of(single), Extensions.NONE);
        return data.signed(key.algorithm().identifier(), key.sign(data.der()), certificates);
    }

    private RevocationStatus check(List<Crl> crls, BasicOcspResponse... responses) {
        return RevocationCases.checker(RevocationEvidence.of(crls, List.of(responses)), RevocationPolicy.REQUIRED)
                .check(
                        new RevocationQuestion(alice.certificate(), RevocationCases.issuer(ca.certificate()), NOW),
                        CrlIssuerKeys.NONE);
    }

    private RevocationStatus check(BasicOcspResponse... responses) {
        return check(List.of(), responses);
    }

    private static List<Check> checks(RevocationStatus status) {
        assertThat(status).isInstanceOf(RevocationStatus.Undetermined.class);
        return ((RevocationStatus.Undetermined) status)
                .findings().stream().map(Finding::check).toList();
    }

    private TestEntity responder(TestCa issuer, Consumer<CertificateBuilder> bend) {
        return issuer.issueEndEntity("CN=Responder,O=Test,C=JP", c -> {
            c.extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING)));
            bend.accept(c);
        });
    }

    private BasicOcspResponse by(TestEntity responder) {
        return signed(responder.key(), List.of(responder.certificate()), single("SHA-256", GOOD, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256", "SHA-384", "SHA-512"})
    void rfc6960_3_2_1_findsTheCertificateByEveryDigest(String digest) {
        assertThat(check(signed(ca.key(), List.of(), single(digest, GOOD, NOW))))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.period()).isEqualTo(new Period(NOW, NOW.plusSeconds(3600))));
    }

    @Test
    void rfc6960_3_2_2_refusesAnotherKeysSignature() {
        BasicOcspResponse other =
                signed(new TestPki().root("CN=CA,O=Test,C=JP").key(), List.of(), single("SHA-1", GOOD, NOW));
        assertThat(checks(check(other))).contains(Check.OCSP_RESPONDER_NOT_AUTHORIZED);
    }

    @Test
    void rfc6960_4_2_2_2_takesAResponderThatTheCaMarked() {
        TestEntity responder = responder(ca, c -> {});
        assertThat(check(by(responder))).isInstanceOf(RevocationStatus.Good.class);
        Crl crl = ca.crl(list -> list.revoke(responder.certificate().serialNumber(), NOW));
        assertThat(check(List.of(crl), by(responder)))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.evidence())
                                .extracting(RevocationStatus.Evidence::kind)
                                .containsExactly(RevocationStatus.Evidence.Kind.CRL));
        TestEntity exempt = responder(ca, c -> c.extension(Extension.of(KnownExtension.OCSP_NO_CHECK, w -> w.nul())));
        Crl both = ca.crl(list -> list.revoke(exempt.certificate().serialNumber(), NOW));
        assertThat(check(List.of(both), by(exempt)))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.evidence()).hasSize(2));
    }

    @Test
    void rfc6960_4_2_2_2_refusesResponderThatTheCaDidNotMark() {
        TestEntity unmarked = ca.issueEndEntity("CN=Responder,O=Test,C=JP");
        TestEntity elsewhere = responder(pki.root("CN=CA,O=Test,C=JP"), c -> {});
        TestEntity expired = responder(ca, c -> c.validity(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1)));
        for (TestEntity responder : List.of(unmarked, elsewhere, expired)) {
            assertThat(checks(check(by(responder)))).contains(Check.OCSP_RESPONDER_NOT_AUTHORIZED);
        }
    }

    @Test
    void rfc6960_3_2_5_judgesTheTimes() {
        assertThat(checks(check(byCa(GOOD, NOW.plusSeconds(1))))).contains(Check.OCSP_NOT_YET_VALID);
        SingleResponse endless =
                new SingleResponse(single("SHA-1", GOOD, NOW).certId(), GOOD, NOW, Optional.empty(), Extensions.NONE);
        assertThat(checks(check(signed(ca.key(), List.of(), endless)))).contains(Check.OCSP_WITHOUT_NEXT_UPDATE);
        SingleResponse over = new SingleResponse(
                endless.certId(), GOOD, NOW.minusSeconds(60), Optional.of(NOW.minusSeconds(1)), Extensions.NONE);
        assertThat(checks(check(signed(ca.key(), List.of(), over)))).contains(Check.OCSP_EXPIRED);
    }

    @Test
    void aResponseThatRevokesOutweighsOthersButAHoldEndsWithANewerOne() {
        BasicOcspResponse good = byCa(GOOD, NOW);
        BasicOcspResponse old = byCa(revoked(CrlReason.KEY_COMPROMISE), NOW.minusSeconds(60));
        BasicOcspResponse held = byCa(revoked(CrlReason.CERTIFICATE_HOLD), NOW.minusSeconds(60));
        assertThat(check(good, old)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(held)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(good, held)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void aCrlThatRevokesOutweighsAGoodResponse() {
        Crl crl = ca.crl(list -> list.revoke(alice.certificate().serialNumber(), NOW));
        assertThat(check(List.of(crl), byCa(GOOD, NOW))).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(List.of(ca.crl()), byCa(revoked(CrlReason.SUPERSEDED), NOW)))
                .isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void rfc6960_4_4_refusesUnknownCriticalExtensions() {
        Extension strange = new Extension(Oid.of("1.2.3.4"), true, Bytes.ofHex("0500"));
        SingleResponse usual = single("SHA-1", GOOD, NOW);
        SingleResponse single =
                new SingleResponse(usual.certId(), GOOD, NOW, usual.nextUpdate(), Extensions.of(List.of(strange)));
        assertThat(checks(check(signed(ca.key(), List.of(), single)))).contains(Check.OCSP_UNKNOWN_CRITICAL_EXTENSION);
    }

    @Test
    void rfc6960_2_2_takesUnknownForNoAnswer() {
        assertThat(checks(check(byCa(new CertificateStatus.Unknown(), NOW)))).contains(Check.OCSP_UNKNOWN);
    }
}
