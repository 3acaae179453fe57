package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.path.CandidatePath;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import org.junit.jupiter.api.Test;

class KnowledgeFeedTest {
    private final ScvpScene scene = new ScvpScene();
    private final MemoryFeed feed = new MemoryFeed().ca(MemoryFeed.id(1), scene.root.certificate());

    KnowledgeFeedTest() {
        scene.validation.replace(TrustGraph.EMPTY);
        scene.validation.replace(RevocationEvidence.empty());
        feed.crls(MemoryFeed.id(1), scene.root.crl());
        feed.pairs.add(new CrossCertificatePair(Optional.empty(), Optional.of(scene.toBridge)));
        feed.collected.certificates.add(scene.toAgency);
        feed.collected.crls.add(scene.bridge.crl());
        feed.collected.crls.add(scene.agency.crl());
    }

    private Verdict verdict() {
        return answer().verdict();
    }

    private ValidationAnswer answer() {
        ValidationQuestion question = ValidationQuestion.of(
                scene.alice.certificate(), scene.validation.policies().standard());
        return scene.validation.answer(question, TestPki.NOW);
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 200 && !holds.getAsBoolean(); i++) {
            Thread.sleep(25);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void knowsAtOnceWhatIsThereAndForgetsWhatIsWithdrawn() throws InterruptedException {
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            feed.pairs.clear();
            feed.tellAt(TestPki.NOW);
            until(() -> verdict() != Verdict.TOTAL_PASSED);
            assertThat(scene.validation.graph().contains(scene.toBridge)).isFalse();
            assertThat(knowledge.unreadablePolicies()).isZero();
        }
    }

    @Test
    void takesWhatWasCollectedAndDropsOldCrls() throws InterruptedException {
        feed.collected.certificates.clear();
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(verdict()).isNotEqualTo(Verdict.TOTAL_PASSED);
            feed.collected.certificates.add(scene.toAgency);
            for (int i = 0; i < 1000; i++) {
                feed.collected.tell();
            }
            until(() -> verdict() == Verdict.TOTAL_PASSED);
            feed.collected.crls.clear();
            feed.collected.tell();
            until(() -> verdict() == Verdict.INDETERMINATE);
            assertThat(knowledge.unreadablePolicies()).isZero();
        }
    }

    @Test
    void takesPoliciesAndPassesOverWhatIsNone() {
        RelyingPartyPolicy policy = scene.policy(kakehashi.x509.Oid.of("1.2.392.1.9"));
        feed.policies.put(MemoryFeed.id(7), policy.source());
        feed.policies.put(MemoryFeed.id(8), Bytes.wrap("?".getBytes(StandardCharsets.UTF_8)));
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(scene.validation.policies().find(policy.id())).isPresent();
            assertThat(knowledge.unreadablePolicies()).isEqualTo(1);
        }
    }

    @Test
    void forgetsAPolicyThatWasEndedAndKeepsThatOfTheStart() throws InterruptedException {
        RelyingPartyPolicy policy = scene.policy(kakehashi.x509.Oid.of("1.2.392.1.9"));
        RelyingPartyPolicy ofStart = scene.validation.policies().standard();
        feed.policies.put(MemoryFeed.id(7), policy.source());
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(scene.validation.policies().find(policy.id())).isPresent();
            feed.policies.clear();
            feed.tellAt(TestPki.NOW);
            until(() -> scene.validation.policies().find(policy.id()).isEmpty());
            assertThat(scene.validation.policies().standard()).isEqualTo(ofStart);
            assertThat(knowledge.unreadablePolicies()).isZero();
        }
    }

    @Test
    void heedsARevocationThatNoCrlTellsYet() {
        MemoryFeed agency = new MemoryFeed().ca(MemoryFeed.id(2), scene.agency.certificate());
        agency.says(scene.alice.certificate(), new SerialStatus.Issued(TestPki.NOW))
                .tellAt(TestPki.NOW);
        scene.validation.heed(new FeedStatusSource(agency, FeedStatusSource.DEFAULT_LIMIT));
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            agency.says(
                            scene.alice.certificate(),
                            new SerialStatus.Revoked(TestPki.NOW, CrlReason.KEY_COMPROMISE, Optional.empty()))
                    .tellAt(TestPki.NOW);
            assertThat(answer().mainFinding().map(Finding::check)).contains(Check.REVOKED);
            ValidationQuestion before = ValidationQuestion.of(
                            scene.alice.certificate(),
                            scene.validation.policies().standard())
                    .at(TestPki.NOW.minus(Duration.ofHours(1)));
            assertThat(scene.validation.answer(before, TestPki.NOW).verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            assertThat(knowledge.unreadablePolicies()).isZero();
        }
    }

    @Test
    void heedsTheRevocationOfACaAndFindsAnotherWayAroundIt() {
        MemoryFeed own = new MemoryFeed().ca(MemoryFeed.id(1), scene.root.certificate());
        own.says(scene.toBridge, new SerialStatus.Issued(TestPki.NOW)).tellAt(TestPki.NOW);
        scene.validation.heed(new FeedStatusSource(own, FeedStatusSource.DEFAULT_LIMIT));
        try (KnowledgeFeed knowledge = KnowledgeFeed.follow(feed, feed.collected, scene.validation)) {
            assertThat(verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            own.says(
                            scene.toBridge,
                            new SerialStatus.Revoked(TestPki.NOW, CrlReason.CESSATION_OF_OPERATION, Optional.empty()))
                    .tellAt(TestPki.NOW);
            ValidationAnswer no = answer();
            assertThat(no.verdict()).isEqualTo(Verdict.TOTAL_FAILED);
            CandidatePath tried = no.tried().getFirst();
            assertThat(tried.steps().getFirst().certificate()).isEqualTo(scene.toBridge);
            assertThat(tried.steps().getFirst().findings())
                    .extracting(Finding::check)
                    .containsExactly(Check.REVOKED);
            assertThat(tried.steps().getLast().findings()).isEmpty();
            Certificate again = scene.root.crossCertify(scene.bridge);
            own.says(again, new SerialStatus.Issued(TestPki.NOW));
            scene.validation.replace(scene.validation.graph().with(List.of(again)));
            ValidationAnswer yes = answer();
            assertThat(yes.verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            assertThat(yes.path().orElseThrow().certificates()).startsWith(again);
            assertThat(knowledge.unreadablePolicies()).isZero();
        }
    }
}
