package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A list that is owed stays owed, over a snapshot too, until one was issued that was begun after what it is owed
/// for.
class OwedCrlTest {
    private static final Id CA = new Id(Bytes.wrap(new byte[Id.OCTETS]));
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final Certificate OWN = TestCa.root("CN=Root,O=Example,C=JP").certificate();

    private Issuer issuer;

    @BeforeEach
    void isInForce() {
        issuer = issuer();
        issuer.certify(OWN, Effect.InForce.YES);
        issue(1);
    }

    private static Issuer issuer() {
        AuthoritySettings settings =
                AuthoritySettings.read(AuthorityOrders.text("""
                        name = "root"
                        key = "P256"
                        signature = "ecdsa-with-SHA256"
                        [publication]
                        http = "http://repository.example.jp"
                        [crl]
                        period-hours = 24
                        """)).orElseThrow();
        return new Issuer(CA, settings, Digest.of(OWN.subjectPublicKeyInfo().der()));
    }

    private void issue(long number) {
        issuer.useCrlNumber(BigInteger.valueOf(number));
        issuer.crlIssued(BigInteger.valueOf(number), CrlBody.FULL, NOW);
    }

    private void revoke(int serial, Effect.Holder holder) {
        SerialNumber number = SerialNumber.of(BigInteger.valueOf(serial));
        issuer.apply(new Effect.Revoked(
                CA, number, NOW.plusSeconds(3_600), holder, NOW, CrlReason.KEY_COMPROMISE, Optional.empty()));
    }

    private void goThroughASnapshot() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        issuer.writeRevocations(part -> octets.writeBytes(part.toArray()));
        issuer = issuer();
        issuer.certify(OWN, Effect.InForce.YES);
        issuer.readRevocations(Bytes.wrap(octets.toByteArray()));
    }

    @Test
    void owesNoneForAnOfficialsCertificate() {
        revoke(2, Effect.Holder.END_ENTITY);
        assertThat(issuer.owesCrl()).isFalse();
    }

    @Test
    void owesOneForARevokedCaUntilItIsIssued() {
        revoke(2, Effect.Holder.AUTHORITY);
        assertThat(issuer.owesCrl()).isTrue();
        goThroughASnapshot();
        assertThat(issuer.owesCrl()).isTrue();
        assertThat(issuer.lastCrl()).contains(NOW);
        issue(2);
        assertThat(issuer.owesCrl()).isFalse();
        goThroughASnapshot();
        assertThat(issuer.owesCrl()).isFalse();
    }

    @Test
    void itsRegularListsAreNotPutOffByADelta() {
        issuer.crlIssued(BigInteger.TWO, CrlBody.DELTA, NOW.plusSeconds(3_600));
        assertThat(issuer.lastCrl()).contains(NOW);
        assertThat(issuer.crlNumber()).isEqualTo(BigInteger.TWO);
    }

    @Test
    void isNotPaidByAListThatWasBegunBefore() {
        issuer.useCrlNumber(BigInteger.TWO);
        revoke(2, Effect.Holder.AUTHORITY);
        issue(2);
        assertThat(issuer.owesCrl()).isTrue();
        issue(3);
        assertThat(issuer.owesCrl()).isFalse();
    }

    @Test
    void owesItsLastListWhenItEndsAndOneForWhatIsRevokedAfterwards() {
        issuer.certify(OWN, Effect.InForce.NO);
        assertThat(issuer.owesCrl()).isTrue();
        issue(2);
        assertThat(issuer.owesCrl()).isFalse();
        revoke(3, Effect.Holder.END_ENTITY);
        assertThat(issuer.owesCrl()).isTrue();
    }
}
