package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import org.junit.jupiter.api.Test;

class PublishedStateTest {
    private final FeedScene vault = new FeedScene();
    private final PublishedState state = PublishedState.of(vault.pin, InstantSource.fixed(FeedScene.NOW));
    private final TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");

    private static final FeedVerdict APPLIED = new FeedVerdict.Applied();
    private static final Instant LATER = FeedScene.NOW.plusSeconds(10);

    private static Change revoked(CrlReason reason, Optional<Instant> invalidity) {
        return new Change.Revoked(FeedScene.NOW, reason, invalidity);
    }

    private void refuses(Bytes batch, String why) {
        Position before = state.picture().last();
        assertThat(state.offer(batch))
                .isInstanceOfSatisfying(
                        FeedVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains(why));
        assertThat(state.picture().last()).isEqualTo(before);
    }

    private Optional<SerialStatus> status(long serial) {
        return state.status(FeedScene.CA, FeedScene.serial(serial));
    }

    @Test
    void tellsWhatTheFeedSaidOfASerialNumber() {
        Batch.Item held = FeedScene.status(2, new Change.Held(FeedScene.NOW));
        Batch.Item burnt = FeedScene.status(4, new Change.Burnt(FeedScene.NOW, FeedScene.END));
        Bytes batch = vault.publish(
                FeedScene.issued(1),
                FeedScene.issued(2),
                FeedScene.issued(3),
                held,
                burnt,
                FeedScene.status(3, revoked(CrlReason.SUPERSEDED, Optional.empty())));
        assertThat(state.status(FeedScene.CA, FeedScene.serial(1))).isEmpty();
        assertThat(state.offer(batch)).isEqualTo(APPLIED);
        assertThat(status(1)).contains(new SerialStatus.Issued(FeedScene.END));
        assertThat(status(2)).contains(new SerialStatus.Held(FeedScene.NOW));
        assertThat(status(3)).contains(new SerialStatus.Revoked(FeedScene.NOW, CrlReason.SUPERSEDED, Optional.empty()));
        assertThat(status(4)).contains(new SerialStatus.Burnt(FeedScene.NOW));
        assertThat(status(5)).contains(new SerialStatus.NeverIssued());
        assertThat(state.offer(batch)).isEqualTo(new FeedVerdict.Known());
    }

    @Test
    void refusesWhatContradictsAsAWhole() {
        state.offer(vault.publish(
                FeedScene.issued(1), FeedScene.status(1, revoked(CrlReason.SUPERSEDED, Optional.empty()))));
        refuses(vault.sign(vault.next(FeedScene.issued(2), FeedScene.issued(1))), "Issued");
        assertThat(status(2)).contains(new SerialStatus.NeverIssued());
        refuses(vault.sign(vault.next(FeedScene.status(1, new Change.Released(LATER)))), "Released");
        refuses(
                vault.sign(vault.next(FeedScene.status(1, revoked(CrlReason.SUPERSEDED, Optional.empty())))),
                "Revoked");
        refuses(vault.sign(vault.next(FeedScene.status(9, new Change.Held(LATER)))), "Held");
    }

    @Test
    void letsARevocationBecomeGraver() {
        Instant stolen = FeedScene.NOW.minusSeconds(86_400);
        state.offer(vault.publish(
                FeedScene.issued(1), FeedScene.status(1, revoked(CrlReason.SUPERSEDED, Optional.empty()))));
        assertThat(state.offer(
                        vault.publish(FeedScene.status(1, revoked(CrlReason.KEY_COMPROMISE, Optional.of(stolen))))))
                .isEqualTo(APPLIED);
        assertThat(status(1))
                .contains(new SerialStatus.Revoked(FeedScene.NOW, CrlReason.KEY_COMPROMISE, Optional.of(stolen)));
        refuses(
                vault.sign(vault.next(FeedScene.status(1, revoked(CrlReason.KEY_COMPROMISE, Optional.of(stolen))))),
                "Revoked");
    }

    @Test
    void refusesAnUnsignedAGappedAndAForeignBatch() {
        refuses(FeedScene.sign(vault.next(FeedScene.issued(1)), FeedScene.ed25519()), "not signed");
        refuses(Bytes.ofHex("3000"), "not a signed batch");
        Bytes first = vault.publish(FeedScene.issued(1));
        Bytes second = vault.publish(FeedScene.issued(2));
        assertThat(state.offer(second)).isEqualTo(new FeedVerdict.Missing(1));
        refuses(new FeedScene().publish(FeedScene.issued(1)), "another installation");
        state.offer(first);
        Batch next = vault.next(FeedScene.issued(3));
        Batch lost = new Batch(next.installation(), 2, Digest.of(first), next.chain(), next.at(), next.items());
        refuses(vault.sign(lost), "does not follow");
        Batch early = new Batch(
                next.installation(),
                2,
                state.picture().last().digest(),
                new Position(1, Digest.ZERO),
                next.at(),
                next.items());
        refuses(vault.sign(early), "does not rise");
        assertThat(state.offer(second)).isEqualTo(APPLIED);
    }

    @Test
    void refusesABatchFromMoreThanFiveMinutesAhead() {
        Batch next = vault.next(FeedScene.issued(1));
        Batch ahead = new Batch(
                next.installation(), 1, next.previous(), next.chain(), FeedScene.NOW.plusSeconds(301), next.items());
        refuses(vault.sign(ahead), "future");
    }

    @Test
    void takesNothingMoreAfterASecondSignedBatchOfOneNumber() {
        Bytes other = vault.sign(vault.next(FeedScene.issued(7)));
        state.offer(vault.publish(FeedScene.issued(1)));
        assertThat(state.offer(FeedScene.sign(
                        Batch.parse(kakehashi.contract.SignedBatch.parse(other)
                                        .orElseThrow()
                                        .batch())
                                .orElseThrow(),
                        FeedScene.ed25519())))
                .isInstanceOf(FeedVerdict.Refused.class);
        assertThat(state.halted()).isEmpty();
        assertThat(state.offer(other)).isEqualTo(new FeedVerdict.Forked(1));
        assertThat(state.halted()).isPresent();
        refuses(vault.publish(FeedScene.issued(2)), "two signed batches");
        assertThat(status(1)).contains(new SerialStatus.Issued(FeedScene.END));
    }

    @Test
    void countsAPulseOnlyForItsLastBatch() {
        state.offer(vault.publish(FeedScene.issued(1)));
        Bytes pulse = vault.pulse(LATER);
        assertThat(state.offerPulse(pulse)).isEqualTo(APPLIED);
        assertThat(state.freshness().at()).isEqualTo(LATER);
        assertThat(state.offerPulse(pulse)).isEqualTo(new FeedVerdict.Known());
        vault.publish(FeedScene.issued(2));
        assertThat(state.offerPulse(vault.pulse(LATER.plusSeconds(10)))).isEqualTo(new FeedVerdict.Missing(2));
        assertThat(state.freshness().at()).isEqualTo(LATER);
        vault.feedKey = FeedScene.ed25519();
        assertThat(state.offerPulse(vault.pulse(LATER.plusSeconds(20)))).isInstanceOf(FeedVerdict.Refused.class);
    }

    @Test
    void followsAnotherFeedKeyOnlyWhenCustodiansNamedIt() {
        state.offer(vault.publish(FeedScene.issued(1)));
        TestKey next = FeedScene.ed25519();
        Batch alone = vault.next(vault.keys(next, 1, vault.last(), vault.custodians.subList(0, 1)));
        refuses(FeedScene.sign(alone, next), "custodians");
        TestKey twice = vault.custodians.getFirst();
        refuses(
                FeedScene.sign(vault.next(vault.keys(next, 1, vault.last(), List.of(twice, twice))), next),
                "custodians");
        refuses(FeedScene.sign(vault.next(vault.keys(next, 2, vault.last(), vault.custodians)), next), "custodians");
        Batch change = vault.next(vault.keys(next, 1, vault.last(), vault.custodians));
        refuses(vault.sign(change), "feed key");
        vault.feedKey = next;
        assertThat(state.offer(vault.publish(change))).isEqualTo(APPLIED);
        assertThat(state.offer(vault.publish(FeedScene.issued(2)))).isEqualTo(APPLIED);
    }

    @Test
    void goesOverWhereTheNewKeySaysWhenCustodiansNameNoLastBatch() {
        state.offer(vault.publish(FeedScene.issued(1)));
        TestKey former = vault.feedKey;
        TestKey next = FeedScene.ed25519();
        Batch change = vault.next(vault.keys(next, 1, Optional.empty(), vault.custodians));
        refuses(FeedScene.sign(change, former), "feed key");
        vault.feedKey = next;
        assertThat(state.offer(vault.publish(change))).isEqualTo(APPLIED);
        // Whoever has the former key says nothing more, neither as a batch nor as a pulse; nor does the change
        // again.
        refuses(FeedScene.sign(vault.next(FeedScene.issued(2)), former), "feed key");
        refuses(
                FeedScene.sign(vault.next(vault.keys(former, 1, Optional.empty(), vault.custodians)), former),
                "custodians");
        assertThat(state.offer(vault.publish(FeedScene.issued(2)))).isEqualTo(APPLIED);
    }

    @Test
    void saysThatItMustBeBuiltAnewWhenItFollowedAStolenKey() {
        state.offer(vault.publish(FeedScene.issued(1)));
        Position counted = vault.last();
        TestKey next = FeedScene.ed25519();
        Batch change = vault.next(vault.keys(next, 1, counted, vault.custodians));
        state.offer(vault.publish(FeedScene.issued(666)));
        assertThat(state.offer(FeedScene.sign(change, next))).isEqualTo(new FeedVerdict.Forked(2));
        assertThat(state.halted().orElseThrow()).contains("built anew");
    }

    @Test
    void publishesWholePairsOnly() {
        TestCa partner = TestCa.root("CN=Partner,O=Other,C=JP");
        state.offer(vault.publish(FeedScene.certificate(ca)));
        Bytes half =
                CrossCertificatePair.ofIssuedToThisCa(partner.crossCertify(ca)).der();
        refuses(vault.sign(vault.next(new Batch.Item.Pair(FeedScene.CASE, half))), "pair");
        TestCa stranger = TestCa.root("CN=Stranger,O=Other,C=JP");
        Bytes mixed = CrossCertificatePair.of(partner.crossCertify(ca), ca.crossCertify(stranger))
                .der();
        refuses(vault.sign(vault.next(new Batch.Item.Pair(FeedScene.CASE, mixed))), "pair");
        assertThat(state.offer(vault.publish(FeedScene.pair(ca, partner)))).isEqualTo(APPLIED);
        assertThat(state.pairs()).hasSize(1);
        state.offer(vault.publish(new Batch.Item.Withdrawn(new Batch.Withdrawal.Pair(FeedScene.CASE))));
        assertThat(state.pairs()).isEmpty();
    }

    @Test
    void keepsAnAuthoritysIdForOneName() {
        state.offer(vault.publish(FeedScene.certificate(ca)));
        refuses(vault.sign(vault.next(FeedScene.certificate(TestCa.root("CN=Other,O=Test,C=JP")))), "certificate");
        assertThat(state.offer(vault.publish(FeedScene.certificate(ca.rekeyed()))))
                .isEqualTo(APPLIED);
        assertThat(state.authorities().getFirst().certificates()).hasSize(2);
        Digest digest = Digest.of(ca.certificate().der());
        state.offer(vault.publish(new Batch.Item.Withdrawn(new Batch.Withdrawal.Certificate(digest))));
        assertThat(state.authorities().getFirst().certificates()).hasSize(1);
    }

    private Optional<String> see(Crl crl) {
        NamedCrl wanted = state.wanted().stream()
                .filter(named -> named.digest().equals(Digest.of(crl.der())))
                .findFirst()
                .orElseThrow();
        return state.publish(wanted, crl.der());
    }

    @Test
    void publishesACrlThatWasNamedIsSignedAndHigher() {
        Crl first = ca.crl();
        Crl second = ca.crl();
        Crl forged = TestCa.root("CN=Our CA,O=Test,C=JP").crl();
        state.offer(vault.publish(FeedScene.certificate(ca), vault.crl(first), vault.crl(second), vault.crl(forged)));
        assertThat(state.crls(FeedScene.CA)).isEmpty();
        assertThat(see(second)).isEmpty();
        assertThat(see(first)).isEmpty();
        assertThat(see(forged)).isPresent();
        assertThat(state.crls(FeedScene.CA)).containsExactly(second);
        assertThat(state.wanted()).isEmpty();
    }

    @Test
    void comparesTheStateThatABatchNames() {
        state.offer(vault.publish(FeedScene.certificate(ca), FeedScene.issued(3), FeedScene.issued(1)));
        refuses(vault.sign(vault.next(new Batch.Item.State(Digest.ZERO))), "state");
        Digest digest = StateDigest.of(state.picture(), state.tables());
        assertThat(state.offer(vault.publish(new Batch.Item.State(digest)))).isEqualTo(APPLIED);
    }
}
