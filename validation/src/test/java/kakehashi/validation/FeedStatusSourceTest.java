package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.Test;

/// docs/adr/0006, "Answers".
class FeedStatusSourceTest {
    private static final Instant NOW = TestPki.NOW;
    private static final Duration LIMIT = FeedStatusSource.DEFAULT_LIMIT;

    private final TestCa ca = new TestPki().root("CN=CA,O=Test,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP");
    private final TestEntity bob = ca.issueEndEntity("CN=Bob,O=Test,C=JP");
    private final MemoryFeed feed = new MemoryFeed().ca(MemoryFeed.id(1), ca.certificate());
    private final FeedStatusSource source = new FeedStatusSource(feed, LIMIT);

    private StatusAnswer ask(Instant now) {
        return source.status(
                OcspIssuer.of(ca.certificate()), alice.certificate().serialNumber(), now);
    }

    private void says(SerialStatus status) {
        feed.says(alice.certificate(), status).tellAt(NOW);
    }

    private static SerialStatus issued() {
        return new SerialStatus.Issued(NOW.plus(Duration.ofDays(300)));
    }

    private static StatusAnswer known(StatusAnswer.State state, Instant thisUpdate, Instant nextUpdate) {
        return new StatusAnswer.Known(state, thisUpdate, Optional.of(nextUpdate));
    }

    @Test
    void saysGoodOfWhatTheFeedCallsIssuedWithTheDatesOfTheFeed() {
        says(issued());
        assertThat(ask(NOW.plusSeconds(1))).isEqualTo(known(new StatusAnswer.State.Good(), NOW, NOW.plus(LIMIT)));
    }

    @Test
    void saysNeverIssuedOfWhatTheFeedNeverNamed() {
        feed.tellAt(NOW);
        assertThat(ask(NOW)).isEqualTo(known(new StatusAnswer.State.NeverIssued(), NOW, NOW.plus(LIMIT)));
    }

    @Test
    void saysWhyAndSinceWhen() {
        says(new SerialStatus.Revoked(
                NOW.minusSeconds(9), CrlReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(99))));
        assertThat(ask(NOW))
                .isEqualTo(known(
                        new StatusAnswer.State.Revoked(
                                NOW.minusSeconds(9),
                                Optional.of(CrlReason.KEY_COMPROMISE),
                                Optional.of(NOW.minusSeconds(99))),
                        NOW,
                        NOW.plus(LIMIT)));
        says(new SerialStatus.Held(NOW.minusSeconds(9)));
        assertThat(ask(NOW).toString()).contains("CERTIFICATE_HOLD");
    }

    @Test
    void knowsNothingOfOtherIssuersAndLearnsOfNewOnes() {
        TestCa other = new TestPki().root("CN=Other,O=Test,C=JP");
        OcspIssuer issuer = OcspIssuer.of(other.certificate());
        assertThat(source.status(issuer, alice.certificate().serialNumber(), NOW))
                .isEqualTo(new StatusAnswer.UnknownIssuer());
        feed.ca(MemoryFeed.id(2), other.certificate()).tellAt(NOW);
        assertThat(source.status(issuer, alice.certificate().serialNumber(), NOW))
                .isInstanceOf(StatusAnswer.Known.class);
    }

    @Test
    void saysRevokedEvenWhenTheFeedIsOld() {
        Instant late = NOW.plus(LIMIT);
        says(new SerialStatus.Revoked(NOW, CrlReason.UNSPECIFIED, Optional.empty()));
        assertThat(ask(late))
                .isEqualTo(new StatusAnswer.Known(
                        new StatusAnswer.State.Revoked(NOW, Optional.empty(), Optional.empty()),
                        NOW,
                        Optional.empty()));
        says(new SerialStatus.Burnt(NOW));
        assertThat(ask(late))
                .isEqualTo(new StatusAnswer.Known(new StatusAnswer.State.Burnt(NOW), NOW, Optional.empty()));
    }

    @Test
    void answersFromTheCrlWithItsDatesWhenTheFeedIsOld() {
        Instant late = NOW.plus(LIMIT);
        says(issued());
        assertThat(ask(late)).isEqualTo(new StatusAnswer.NotNow());
        Crl crl = ca.crl();
        feed.crls(MemoryFeed.id(1), crl);
        assertThat(ask(late))
                .isEqualTo(known(
                        new StatusAnswer.State.Good(),
                        crl.thisUpdate(),
                        crl.nextUpdate().orElseThrow()));
        assertThat(ask(crl.nextUpdate().orElseThrow())).isEqualTo(new StatusAnswer.NotNow());
        feed.crls(
                MemoryFeed.id(1), ca.crl(list -> list.revoke(alice.certificate().serialNumber(), NOW)));
        assertThat(ask(late).toString()).contains("Revoked[at=" + NOW);
    }

    @Test
    void saysNothingOfWhatWasHeldOrNeverNamedWhenTheFeedIsOld() {
        Instant late = NOW.plus(LIMIT);
        feed.crls(MemoryFeed.id(1), ca.crl());
        feed.tellAt(NOW);
        assertThat(ask(late)).isEqualTo(new StatusAnswer.NotNow());
        says(new SerialStatus.Held(NOW));
        assertThat(ask(late)).isEqualTo(new StatusAnswer.NotNow());
    }

    @Test
    void wantsEveryPartOfACrlThatIsInParts() {
        Instant late = NOW.plus(LIMIT);
        says(issued());
        Crl users = ca.crl("http://crl.example/u", IssuingDistributionPoint.Scope.USER_CERTIFICATES, list -> {});
        Crl stale = ca.crl(NOW.minus(Duration.ofDays(3)), list -> list.nextUpdate(NOW.minus(Duration.ofDays(1))));
        feed.crls(MemoryFeed.id(1), users);
        assertThat(ask(late).toString()).contains("Good");
        feed.crls(MemoryFeed.id(1), users, stale);
        assertThat(ask(late)).isEqualTo(new StatusAnswer.NotNow());
        assertThat(bob.certificate()).isNotEqualTo(alice.certificate());
    }
}
