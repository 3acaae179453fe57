package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kakehashi.keys.Signer;
import kakehashi.keys.TokenUnavailable;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.web.Tally;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseStatus;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SingleResponse;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcspResponderTest {
    private static final SerialNumber NEVER_GIVEN = SerialNumber.of(BigInteger.valueOf(999_999));

    private final OcspScene scene = OcspScene.standard();

    private static void refuses(OcspAnswer answer, OcspResponseStatus status) {
        assertThat(OcspScene.read(answer)).isEqualTo(new OcspResponse.Unsuccessful(status));
        assertThat(answer.caching()).isEmpty();
    }

    private SingleResponse only(OcspAnswer answer) {
        return OcspScene.basic(answer).responses().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256", "SHA-384", "SHA-512"})
    void saysGoodInTheClientsOwnWords(String digest) {
        OcspAnswer answer =
                scene.responder().post(OcspRequest.of(scene.aliceBy(digest)).der());
        assertThat(only(answer).certId()).isEqualTo(scene.aliceBy(digest));
        assertThat(only(answer).status()).isEqualTo(new CertificateStatus.Good());
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_SHA256", "ECDSA_SHA256", "ECDSA_SHA384", "ED25519", "ML_DSA_65"})
    void signsWithEveryKindOfKey(SignatureAlgorithm algorithm) {
        OcspService service = scene.service(algorithm);
        OcspResponder responder = new OcspResponder(List.of(service), scene.status, OcspOptions.DEFAULT, scene.clock);
        BasicOcspResponse basic = OcspScene.basic(responder.post(scene.aliceRequest()));
        VerificationKey key = VerificationKey.of(basic.certificates().getFirst().subjectPublicKeyInfo())
                .orElseThrow();
        assertThat(basic.isSignedBy(key)).isTrue();
        assertThat(SignatureAlgorithm.of(basic.signatureAlgorithm())).contains(algorithm);
    }

    @Test
    void rfc6960_4_4_7_takesTheAlgorithmThatTheClientPrefers() {
        OcspService both = new OcspService(
                scene.issuer(),
                List.of(
                        scene.service(SignatureAlgorithm.ECDSA_SHA256).duties().getFirst(),
                        scene.service(SignatureAlgorithm.ML_DSA_44).duties().getFirst()));
        OcspResponder responder = new OcspResponder(List.of(both), scene.status, OcspOptions.DEFAULT, scene.clock);
        Extension wish =
                OcspExtension.preferredSignatureAlgorithms(List.of(new OcspExtension.PreferredSignatureAlgorithm(
                        SignatureAlgorithm.ML_DSA_44.identifier(), Optional.empty())));
        Bytes request = OcspRequest.of(List.of(scene.aliceBy("SHA-1")), Extensions.of(List.of(wish)))
                .der();
        AlgorithmIdentifier used = OcspScene.basic(responder.post(request)).signatureAlgorithm();
        assertThat(used).isEqualTo(SignatureAlgorithm.ML_DSA_44.identifier());
        assertThat(OcspScene.basic(responder.post(scene.aliceRequest())).signatureAlgorithm())
                .isEqualTo(SignatureAlgorithm.ECDSA_SHA256.identifier());
    }

    @Test
    void saysRevokedWithTimeReasonAndInvalidity() {
        Instant at = TestPki.NOW.minusSeconds(600);
        Instant since = TestPki.NOW.minusSeconds(9000);
        scene.status.says(
                scene.alice.certificate().serialNumber(),
                new StatusAnswer.State.Revoked(at, Optional.of(CrlReason.KEY_COMPROMISE), Optional.of(since)));
        SingleResponse single = only(scene.responder().post(scene.aliceRequest()));
        assertThat(single.status()).isEqualTo(new CertificateStatus.Revoked(at, Optional.of(CrlReason.KEY_COMPROMISE)));
        assertThat(single.extensions().value(KnownExtension.INVALIDITY_DATE)).isPresent();
    }

    @Test
    void answersABurntSerialNumberAsRevoked() {
        scene.status.says(NEVER_GIVEN, new StatusAnswer.State.Burnt(TestPki.NOW.minusSeconds(5)));
        CertId id = CertId.of("SHA-1", scene.ca.certificate(), NEVER_GIVEN);
        OcspAnswer answer = scene.responder().post(OcspRequest.of(id).der());
        assertThat(only(answer).status())
                .isEqualTo(new CertificateStatus.Revoked(TestPki.NOW.minusSeconds(5), Optional.empty()));
        assertThat(OcspScene.basic(answer).hasExtendedRevoke()).isFalse();
    }

    @Test
    void rfc6960_2_2_answersWhatWasNeverIssuedAsRevokedSince1970() {
        CertId id = CertId.of("SHA-256", scene.ca.certificate(), NEVER_GIVEN);
        OcspAnswer answer = scene.responder().post(OcspRequest.of(id).der());
        assertThat(only(answer).status())
                .isEqualTo(new CertificateStatus.Revoked(Instant.EPOCH, Optional.of(CrlReason.CERTIFICATE_HOLD)));
        assertThat(only(answer).extensions().isEmpty()).isTrue();
        assertThat(OcspScene.basic(answer).hasExtendedRevoke()).isTrue();
    }

    @Test
    void answersWhatWasNeverIssuedAsUnknownWhereConfigured() {
        CertId id = CertId.of("SHA-1", scene.ca.certificate(), NEVER_GIVEN);
        OcspAnswer answer = scene.responder(OcspOptions.DEFAULT.with(OcspOptions.NonIssued.UNKNOWN))
                .post(OcspRequest.of(id).der());
        assertThat(only(answer).status()).isEqualTo(new CertificateStatus.Unknown());
        assertThat(OcspScene.basic(answer).hasExtendedRevoke()).isFalse();
    }

    @Test
    void rfc6960_4_4_4_saysSinceWhenStatusIsKept() {
        OcspOptions options = OcspOptions.DEFAULT.withArchive(Duration.ofDays(3650));
        SingleResponse single = only(scene.responder(options).post(scene.aliceRequest()));
        assertThat(single.archiveCutoff()).contains(TestPki.NOW.minus(Duration.ofDays(3650)));
    }

    @Test
    void rfc9654_repeatsTheNonceAndIsNeverCached() {
        Bytes nonce = Bytes.ofHex("00112233445566778899aabbccddeeff");
        Bytes request = OcspRequest.of(
                        List.of(scene.aliceBy("SHA-1")), Extensions.of(List.of(OcspExtension.nonce(nonce))))
                .der();
        OcspResponder responder = scene.responder();
        OcspAnswer answer = responder.post(request);
        assertThat(OcspScene.basic(answer).nonce()).contains(nonce);
        assertThat(answer.caching()).isEmpty();
        assertThat(responder.cachedOctets()).isZero();
        OcspResponder lightweight = scene.responder(OcspOptions.DEFAULT.with(OcspOptions.Nonces.IGNORED));
        assertThat(OcspScene.basic(lightweight.post(request)).nonce()).isEmpty();
    }

    @Test
    void rfc5019_6_2_tellsCachesHowLong() {
        HttpCaching caching =
                scene.responder().post(scene.aliceRequest()).caching().orElseThrow();
        assertThat(caching.lastModified()).isEqualTo(TestPki.NOW);
        assertThat(caching.expires()).isEqualTo(TestPki.NOW.plusSeconds(300));
        assertThat(caching.cacheControl(TestPki.NOW.plusSeconds(100)))
                .isEqualTo("max-age=199, public, no-transform, must-revalidate");
        assertThat(caching.etag()).startsWith("\"").endsWith("\"").hasSize(34);
    }

    @Test
    void givesTheSameOctetsUntilHalfOfTheirTimeIsOver() {
        OcspResponder responder = scene.responder();
        OcspAnswer first = responder.post(scene.aliceRequest());
        scene.clock.advance(Duration.ofSeconds(149));
        assertThat(responder.post(scene.aliceRequest())).isSameAs(first);
        scene.clock.advance(Duration.ofSeconds(1));
        assertThat(responder.post(scene.aliceRequest())).isNotEqualTo(first);
    }

    @Test
    void givesNoCachedGoodForWhatWasRevokedMeanwhile() {
        OcspResponder responder = scene.responder();
        responder.produce(scene.aliceBy("SHA-1"));
        scene.status.says(
                scene.alice.certificate().serialNumber(),
                new StatusAnswer.State.Revoked(TestPki.NOW, Optional.empty(), Optional.empty()));
        assertThat(only(responder.post(scene.aliceRequest())).status())
                .isEqualTo(new CertificateStatus.Revoked(TestPki.NOW, Optional.empty()));
    }

    @Test
    void givesNothingFromAFutureThatAClockPutBackHasUndone() {
        OcspResponder responder = scene.responder();
        scene.clock.advance(Duration.ofDays(20));
        OcspAnswer ahead = responder.post(scene.aliceRequest());
        scene.clock.advance(Duration.ofDays(-20));
        assertThat(responder.ready(scene.aliceRequest(), new Tally<>(OcspOutcome.class)))
                .isEmpty();
        OcspAnswer now = responder.post(scene.aliceRequest());
        assertThat(now).isNotEqualTo(ahead);
        assertThat(OcspScene.basic(now).producedAt()).isEqualTo(scene.clock.instant());
        assertThat(responder.ready(scene.aliceRequest(), new Tally<>(OcspOutcome.class)))
                .isPresent();
    }

    @Test
    void keepsTheCacheWithinItsBound() {
        OcspOptions options = OcspOptions.DEFAULT.with(new OcspOptions.OcspLimits(1 << 16, 100, 20_000));
        OcspResponder responder = scene.responder(options);
        for (int i = 0; i < 100; i++) {
            SerialNumber serial = SerialNumber.of(BigInteger.valueOf(1000 + i));
            responder.produce(CertId.of("SHA-1", scene.ca.certificate(), serial));
        }
        assertThat(responder.cachedOctets()).isBetween(10_000L, 20_000L);
    }

    @Test
    void answersAGetWithAndWithoutPercentEncoding() {
        String base64 = Base64.getEncoder().encodeToString(scene.aliceRequest().toArray());
        OcspResponder responder = scene.responder();
        OcspAnswer posted = responder.post(scene.aliceRequest());
        assertThat(responder.get(base64)).isSameAs(posted);
        assertThat(responder.get(URLEncoder.encode(base64, StandardCharsets.US_ASCII)))
                .isSameAs(posted);
        assertThat(responder.get(base64.replace("=", ""))).isSameAs(posted);
        assertThat(responder.get("/" + base64)).isSameAs(posted);
        assertThat(responder.get(base64.replace("+", "%20"))).isSameAs(posted);
        refuses(responder.get("%4"), OcspResponseStatus.MALFORMED_REQUEST);
        refuses(responder.get("no base64"), OcspResponseStatus.MALFORMED_REQUEST);
    }

    @Test
    void answersSeveralCertificatesInOneResponse() {
        TestCa stranger = scene.pki.root("CN=Stranger,O=Test,C=JP");
        CertId unknown = CertId.of("SHA-1", stranger.certificate(), NEVER_GIVEN);
        Bytes request = OcspRequest.of(List.of(scene.aliceBy("SHA-256"), unknown), Extensions.NONE)
                .der();
        OcspAnswer answer = scene.responder().post(request);
        assertThat(OcspScene.basic(answer).responses())
                .extracting(SingleResponse::status)
                .containsExactly(new CertificateStatus.Good(), new CertificateStatus.Unknown());
        assertThat(answer.caching()).isEmpty();
    }

    @Test
    void rfc5019_2_2_3_isUnauthorizedForIssuersThatItDoesNotServe() {
        TestCa stranger = scene.pki.root("CN=Stranger,O=Test,C=JP");
        CertId unknown = CertId.of("SHA-1", stranger.certificate(), NEVER_GIVEN);
        refuses(scene.responder().post(OcspRequest.of(unknown).der()), OcspResponseStatus.UNAUTHORIZED);
    }

    @Test
    void isUnauthorizedForTwoIssuersThatNoOneKeyAnswersFor() {
        TestCa second = scene.pki.root("CN=Second,O=Test,C=JP");
        ResponderCredential own = new ResponderCredential(new TestSigner(second.key()), second.certificate());
        OcspIssuer issuer = OcspIssuer.of(second.certificate());
        OcspService service = OcspService.of(new ResponderDuty(issuer, own, CredentialSupplier.none(), TestPki.NOW));
        OcspResponder responder = new OcspResponder(
                List.of(scene.service(TestPki.USUAL), service), scene.status, OcspOptions.DEFAULT, scene.clock);
        CertId other = CertId.of("SHA-1", second.certificate(), NEVER_GIVEN);
        refuses(
                responder.post(OcspRequest.of(List.of(scene.aliceBy("SHA-1"), other), Extensions.NONE)
                        .der()),
                OcspResponseStatus.UNAUTHORIZED);
        BasicOcspResponse byCa =
                OcspScene.basic(responder.post(OcspRequest.of(other).der()));
        assertThat(byCa.certificates()).isEmpty();
        assertThat(byCa.isSignedBy(VerificationKey.of(second.certificate().subjectPublicKeyInfo())
                        .orElseThrow()))
                .isTrue();
    }

    @Test
    void refusesWhatIsMalformedOrTooLarge() {
        OcspOptions few = OcspOptions.DEFAULT.with(new OcspOptions.OcspLimits(200, 1, 1 << 20));
        OcspResponder responder = scene.responder(few);
        refuses(responder.post(Bytes.EMPTY), OcspResponseStatus.MALFORMED_REQUEST);
        refuses(responder.post(Bytes.wrap(new byte[201])), OcspResponseStatus.MALFORMED_REQUEST);
        CertId id = scene.aliceBy("SHA-1");
        Bytes two = OcspRequest.of(List.of(id, id), Extensions.NONE).der();
        assertThat(two.length()).isLessThan(200);
        refuses(responder.post(two), OcspResponseStatus.MALFORMED_REQUEST);
    }

    @Test
    void rfc6960_4_1_2_refusesACriticalExtensionThatItDoesNotKnow() {
        Extension strange = new Extension(Oid.of("1.2.3.4"), true, AlgorithmIdentifier.NULL);
        CertId id = scene.aliceBy("SHA-1");
        Bytes critical =
                OcspRequest.of(List.of(id), Extensions.of(List.of(strange))).der();
        refuses(scene.responder().post(critical), OcspResponseStatus.MALFORMED_REQUEST);
        Extension mild = new Extension(strange.id(), false, strange.value());
        Bytes ignored =
                OcspRequest.of(List.of(id), Extensions.of(List.of(mild))).der();
        assertThat(only(scene.responder().post(ignored)).status()).isEqualTo(new CertificateStatus.Good());
    }

    @Test
    void asksToTryLaterWhenTheSourceIsSilentAndDoesNotGoOnSayingGood() {
        OcspResponder responder = scene.responder();
        responder.post(scene.aliceRequest());
        scene.status.silent = true;
        refuses(responder.post(scene.aliceRequest()), OcspResponseStatus.TRY_LATER);
    }

    @Test
    void asksToTryLaterWhenTheKeyIsAway() {
        refuses(
                failing(new TokenUnavailable("pulled out", new java.io.IOException("no slot")))
                        .post(scene.aliceRequest()),
                OcspResponseStatus.TRY_LATER);
    }

    @Test
    void rfc6960_2_3_saysThatItBrokeAsTheStandardHasIt() {
        refuses(
                failing(new IllegalStateException("a bug")).post(scene.aliceRequest()),
                OcspResponseStatus.INTERNAL_ERROR);
    }

    private OcspResponder failing(RuntimeException why) {
        ResponderCredential present = scene.credential(TestPki.USUAL, Duration.ofDays(1));
        Signer away = new Signer() {
            @Override
            public Bytes sign(Bytes message) {
                throw why;
            }

            @Override
            public SubjectPublicKeyInfo publicKey() {
                return present.signer().publicKey();
            }

            @Override
            public SignatureAlgorithm algorithm() {
                return present.signer().algorithm();
            }
        };
        ResponderDuty duty = new ResponderDuty(
                scene.issuer(),
                new ResponderCredential(away, present.certificate()),
                CredentialSupplier.none(),
                TestPki.NOW);
        return new OcspResponder(List.of(OcspService.of(duty)), scene.status, OcspOptions.DEFAULT, scene.clock);
    }

    @Test
    void refusesAResponderThatNoClientWouldBelieve() {
        ResponderCredential ofAlice =
                new ResponderCredential(new TestSigner(scene.alice.key()), scene.alice.certificate());
        assertThatThrownBy(() -> new ResponderDuty(scene.issuer(), ofAlice, CredentialSupplier.none(), TestPki.NOW))
                .hasMessageContaining("not one for OCSP signing");
        TestCa stranger = scene.pki.root("CN=CA,O=Test,C=JP");
        ResponderCredential ofStranger = scene.credential(stranger, TestPki.USUAL, Duration.ofDays(1));
        assertThatThrownBy(() -> new ResponderDuty(scene.issuer(), ofStranger, CredentialSupplier.none(), TestPki.NOW))
                .hasMessageContaining("was not issued by");
    }
}
