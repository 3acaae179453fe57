package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseStatus;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SingleResponse;
import org.junit.jupiter.api.Test;

/// What a responder does by itself: it renews its certificates, and signs ahead.
class OcspRenewalTest {
    private static final SerialNumber NEVER_GIVEN = SerialNumber.of(BigInteger.valueOf(999_999));

    private final OcspScene scene = OcspScene.standard();

    private SingleResponse only(OcspAnswer answer) {
        return OcspScene.basic(answer).responses().getFirst();
    }

    @Test
    void takesTheRenewedCertificateOfItsKeyFromTheFeed() {
        ResponderCredential first = scene.credential(TestPki.USUAL, Duration.ofDays(3));
        ResponderCredential stranger = scene.credential(TestPki.USUAL, Duration.ofDays(90));
        Certificate renewed = scene.renewed(first, Duration.ofDays(33));
        MemoryFeed feed = new MemoryFeed().ca(MemoryFeed.id(1), scene.ca.certificate());
        feed.responders.addAll(List.of(first.certificate(), stranger.certificate(), renewed));
        CredentialSupplier supplier =
                CredentialSupplier.none().or(CredentialSupplier.of(feed, List.of(first.signer())));
        ResponderDuty duty = new ResponderDuty(scene.issuer(), first, supplier, TestPki.NOW);
        assertThat(duty.at(TestPki.NOW.plus(Duration.ofDays(1)))).contains(first);
        assertThat(duty.at(TestPki.NOW.plus(Duration.ofDays(2))).orElseThrow().certificate())
                .isEqualTo(renewed);
        // A server that was away while its configured certificate expired starts, and signs with its successor.
        Instant late = TestPki.NOW.plus(Duration.ofDays(20));
        ResponderDuty restarted = new ResponderDuty(scene.issuer(), first, supplier, late);
        assertThat(restarted.at(late).orElseThrow().certificate()).isEqualTo(renewed);
    }

    @Test
    void signsAheadWhatIsAskedForAndNothingElse() {
        OcspResponder responder = scene.responder();
        Bytes asked = scene.aliceRequest();
        responder.post(asked);
        responder.produce(CertId.of("SHA-1", scene.ca.certificate(), NEVER_GIVEN));
        OcspAnswer first = responder.post(asked);
        assertThat(responder.renew(scene.clock.instant().plusSeconds(140))).isZero();
        assertThat(responder.renew(scene.clock.instant().plusSeconds(150))).isEqualTo(1);
        OcspAnswer second = responder.post(asked);
        assertThat(second).isNotSameAs(first);
        scene.status.says(
                scene.alice.certificate().serialNumber(),
                new StatusAnswer.State.Revoked(TestPki.NOW, Optional.empty(), Optional.empty()));
        assertThat(responder.renew(scene.clock.instant())).isEqualTo(1);
        assertThat(responder.renew(scene.clock.instant().plusSeconds(600))).isZero();
        assertThat(only(responder.post(asked)).status())
                .isEqualTo(new CertificateStatus.Revoked(TestPki.NOW, Optional.empty()));
        assertThat(responder.signsUntil()).contains(TestPki.NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void looksAheadUntilItIsClosed() throws InterruptedException {
        OcspResponder responder = scene.responder();
        Semaphore looks = new Semaphore(0);
        Supplier<OcspResponder> supplied = () -> {
            looks.release();
            return responder;
        };
        responder.post(scene.aliceRequest());
        OcspAnswer before = responder.post(scene.aliceRequest());
        scene.clock.advance(Duration.ofSeconds(149));
        try (OcspPreparation ahead = OcspPreparation.of(supplied, Duration.ofMillis(500), scene.clock)) {
            assertThat(looks.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(ahead).isNotNull();
        }
        assertThat(responder.post(scene.aliceRequest())).isNotSameAs(before);
    }

    @Test
    void replacesTheResponderCertificateByItselfBeforeItExpires() {
        ResponderCredential first = scene.credential(TestPki.USUAL, Duration.ofDays(3));
        ResponderCredential next = scene.credential(TestPki.USUAL, Duration.ofDays(33));
        ResponderDuty duty = new ResponderDuty(scene.issuer(), first, (current, now) -> Optional.of(next), TestPki.NOW);
        assertThat(duty.at(TestPki.NOW.plus(Duration.ofDays(1)))).contains(first);
        assertThat(duty.at(TestPki.NOW.plus(Duration.ofDays(2)))).contains(next);
    }

    @Test
    void signsNothingWithAnExpiredCertificate() {
        ResponderDuty duty = new ResponderDuty(
                scene.issuer(),
                scene.credential(TestPki.USUAL, Duration.ofDays(1)),
                CredentialSupplier.none(),
                TestPki.NOW);
        OcspResponder responder =
                new OcspResponder(List.of(OcspService.of(duty)), scene.status, OcspOptions.DEFAULT, scene.clock);
        scene.clock.advance(Duration.ofDays(2));
        assertThat(OcspScene.read(responder.post(scene.aliceRequest())))
                .isEqualTo(new OcspResponse.Unsuccessful(OcspResponseStatus.TRY_LATER));
    }
}
