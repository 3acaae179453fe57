package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Crl;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;

class CrlStatusSourceTest {
    private static final SerialNumber LISTED = SerialNumber.of(BigInteger.TEN);
    private static final SerialNumber OTHER = SerialNumber.of(BigInteger.TWO);
    private static final Instant LATE = TestPki.NOW.plus(Duration.ofDays(30));

    private final TestCa ca = TestCa.root("CN=CA,C=JP");
    private final OcspIssuer issuer = OcspIssuer.of(ca.certificate());
    private final Crl crl = ca.crl(list -> list.revoke(LISTED, TestPki.NOW.minusSeconds(9)));
    private final StatusSource source = CrlStatusSource.empty().with(issuer, crl);

    @Test
    void saysWhatTheCrlSays() {
        assertThat(source.status(issuer, OTHER, TestPki.NOW))
                .isEqualTo(new StatusAnswer.Known(new StatusAnswer.State.Good(), crl.thisUpdate(), crl.nextUpdate()));
        assertThat(source.status(issuer, LISTED, TestPki.NOW))
                .isEqualTo(new StatusAnswer.Known(
                        new StatusAnswer.State.Revoked(TestPki.NOW.minusSeconds(9), Optional.empty(), Optional.empty()),
                        crl.thisUpdate(),
                        crl.nextUpdate()));
    }

    @Test
    void saysOfAnExpiredCrlOnlyWhatItRevoked() {
        assertThat(source.status(issuer, OTHER, LATE)).isEqualTo(new StatusAnswer.NotNow());
        assertThat(source.status(issuer, LISTED, LATE)).isInstanceOf(StatusAnswer.Known.class);
    }

    @Test
    void knowsNoOtherIssuerAndTakesNoPartialCrl() {
        TestCa stranger = TestCa.root("CN=Stranger,C=JP");
        assertThat(source.status(OcspIssuer.of(stranger.certificate()), OTHER, TestPki.NOW))
                .isEqualTo(new StatusAnswer.UnknownIssuer());
        Crl delta = ca.deltaCrl(crl, list -> {});
        assertThatThrownBy(() -> CrlStatusSource.empty().with(issuer, delta))
                .hasMessageContaining("not a complete CRL");
    }
}
