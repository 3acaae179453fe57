package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kakehashi.contract.OnDemandMaterial;
import kakehashi.contract.OnDemandMaterial.Again;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.contract.OnDemandMaterial.Reason;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Oid;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheringTest {
    private final ScvpScene scene = new ScvpScene();
    private final Certificate alice = scene.alice.certificate();
    private final World world = new World();

    /// An outside that holds certificates by the name that they were issued to, and CRLs by their issuer.
    private final class World implements OnDemandMaterial {
        private final Map<Certificate, List<Certificate>> above = new HashMap<>();
        private final List<Crl> crls = new ArrayList<>();
        private final List<Missing> asked = new ArrayList<>();
        private final List<Duration> patience = new ArrayList<>();

        @Override
        public Found fetch(Missing missing, Duration time) {
            asked.add(missing);
            patience.add(time);
            List<Certificate> found = missing.withoutIssuer().stream()
                    .flatMap(one -> above.getOrDefault(one, List.of()).stream())
                    .toList();
            List<Crl> lists = crls.stream()
                    .filter(crl -> missing.withoutStatus().stream()
                            .anyMatch(one -> one.issuer().equals(crl.issuer())))
                    .toList();
            return new Found(found, lists, List.of(), List.of());
        }
    }

    static Found nothingBut(String place) {
        Reason slow = new Reason("too-slow", "間に合いませんでした。", "It did not come in time.");
        return new Found(List.of(), List.of(), List.of(), List.of(new Miss(place, slow, Again.LATER)));
    }

    private void everythingIsOutside() {
        scene.validation.replace(TrustGraph.EMPTY);
        scene.validation.replace(RevocationEvidence.empty());
        world.above.put(alice, List.of(scene.toAgency));
        world.above.put(scene.toAgency, List.of(scene.toBridge));
        world.crls.addAll(List.of(scene.root.crl(), scene.bridge.crl(), scene.agency.crl()));
        scene.validation.collect(world);
    }

    private ValidationQuestion question(Oid policy, Certificate target) {
        return ValidationQuestion.of(
                target, scene.validation.policies().find(policy).orElseThrow());
    }

    private ValidationAnswer answer(Certificate target) {
        return scene.validation.answer(question(ScvpScene.COLLECTING, target), TestPki.NOW);
    }

    @Test
    void fetchesTheWayToTheAnchorAndTheEvidenceForThisQuestionOnly() {
        everythingIsOutside();
        ValidationAnswer answer = answer(alice);
        assertThat(answer.verdict()).isEqualTo(Verdict.TOTAL_PASSED);
        assertThat(answer.path().orElseThrow().certificates()).containsExactly(scene.toBridge, scene.toAgency, alice);
        assertThat(answer.path().orElseThrow().evidence()).hasSize(3);
        assertThat(answer.misses()).isEmpty();
        assertThat(scene.validation.graph().certificates())
                .as("the shared graph")
                .isEmpty();
        assertThat(world.asked).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void asksNobodyUnderAPolicyThatDoesNotCollect() {
        everythingIsOutside();
        ValidationAnswer answer = scene.validation.answer(question(ScvpScene.DEFAULT, alice), TestPki.NOW);
        assertThat(answer.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(world.asked).isEmpty();
    }

    @Test
    void asksForNothingThatIsKnown() {
        scene.validation.collect(world);
        assertThat(answer(alice).verdict()).isEqualTo(Verdict.TOTAL_PASSED);
        assertThat(world.asked).isEmpty();
    }

    @Test
    void asksForNothingThatCannotHelp() {
        everythingIsOutside();
        scene.validation.replace(TrustGraph.of(List.of(scene.toBridge, scene.toAgency)));
        scene.validation.replace(scene.evidence());
        ValidationAnswer late = scene.validation.answer(
                question(ScvpScene.COLLECTING, alice).to(Depth.VALIDATED), TestPki.NOW.plus(Duration.ofDays(400)));
        assertThat(late.verdict()).isEqualTo(Verdict.TOTAL_FAILED);
        assertThat(world.asked).isEmpty();
    }

    @Test
    void asksForNoEvidenceWhereNoneIsDemanded() {
        everythingIsOutside();
        ValidationAnswer answer =
                scene.validation.answer(question(ScvpScene.COLLECTING, alice).to(Depth.VALIDATED), TestPki.NOW);
        assertThat(answer.verdict()).isEqualTo(Verdict.TOTAL_PASSED);
        assertThat(world.asked)
                .isNotEmpty()
                .allMatch(missing -> missing.withoutStatus().isEmpty());
    }

    @Test
    void findsAnotherWayWhereTheKnownOneDoesNotHold() {
        TestCa office = scene.pki.root("CN=Office,O=Agency,C=JP");
        TestEntity carol = office.issueEndEntity("CN=Carol,O=Agency,C=JP");
        Certificate expired = scene.root.crossCertify(
                office,
                c -> c.validity(TestPki.NOW.minus(Duration.ofDays(20)), TestPki.NOW.minus(Duration.ofDays(10))));
        Certificate renewed = scene.root.crossCertify(office);
        scene.validation.replace(TrustGraph.of(List.of(expired)));
        world.above.put(carol.certificate(), List.of(renewed));
        world.crls.add(office.crl());
        scene.validation.collect(world);
        assertThat(answer(carol.certificate()).path().orElseThrow().certificates())
                .containsExactly(renewed, carol.certificate());
    }

    @Test
    void anAnswerStaysOpenWhenThePlaceDoesNotAnswerInTime() {
        everythingIsOutside();
        scene.validation.collect((missing, time) -> nothingBut("http://slow.example/agency.cer"));
        ValidationAnswer answer = answer(alice);
        assertThat(answer.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(answer.isRetryable()).isTrue();
        assertThat(answer.missing()).extracting(Finding::check).containsExactly(Check.ISSUER_NOT_FOUND);
        assertThat(answer.misses()).extracting(Miss::place).containsExactly("http://slow.example/agency.cer");
    }

    @Test
    void aCircleWithoutAnAnchorIsNoFirmNoWhileAPlaceMayYetAnswer() {
        TestCa one = scene.pki.root("CN=One,C=JP");
        TestCa two = scene.pki.root("CN=Two,C=JP");
        Certificate bob = one.issueEndEntity("CN=Bob,C=JP").certificate();
        scene.validation.replace(TrustGraph.of(List.of(two.crossCertify(one), one.crossCertify(two))));
        assertThat(answer(bob).verdict()).isEqualTo(Verdict.TOTAL_FAILED);
        scene.validation.collect((missing, time) -> nothingBut("http://slow.example/one.cer"));
        assertThat(answer(bob).verdict()).isEqualTo(Verdict.INDETERMINATE);
    }

    @Test
    void aBatchWaitsNoLongerThanOneCertificate() {
        everythingIsOutside();
        world.above.clear();
        Patience patience = scene.validation.patience();
        for (Certificate one : List.of(alice, scene.bob.certificate())) {
            scene.validation.answer(question(ScvpScene.COLLECTING, one), TestPki.NOW, patience);
        }
        assertThat(world.patience.getFirst()).isEqualTo(Patience.USUAL);
        assertThat(world.patience).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
    }

    @Test
    void thoseWhoWaitForTheOutsideHoldUpNobodyElse() throws Exception {
        everythingIsOutside();
        CountDownLatch waiting = new CountDownLatch(256);
        CountDownLatch hostile = new CountDownLatch(1);
        scene.validation.collect((missing, time) -> {
            waiting.countDown();
            await(hostile);
            return nothingBut("http://hostile.example/");
        });
        try (ExecutorService victims = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ValidationAnswer>> held = new ArrayList<>();
            for (int i = 0; i < 256; i++) {
                held.add(victims.submit(() -> answer(alice)));
            }
            waiting.await();
            // The outside has not let go of a single one, and stays so until all of this is answered.
            Certificate direct = scene.root.issueEndEntity("CN=Direct,C=JP").certificate();
            ValidationAnswer known = scene.validation.answer(
                    question(ScvpScene.COLLECTING, direct).to(Depth.VALIDATED), TestPki.NOW);
            assertThat(known.verdict()).isEqualTo(Verdict.TOTAL_PASSED);
            assertThat(answer(alice).misses())
                    .as("who comes when all places are taken is told so at once")
                    .allMatch(miss -> miss.reason().word().equals("busy"))
                    .isNotEmpty();
            assertThat(held).noneMatch(Future::isDone);
            hostile.countDown();
            for (Future<ValidationAnswer> one : held) {
                assertThat(one.get().verdict()).isEqualTo(Verdict.INDETERMINATE);
            }
        }
        assertThat(scene.validation.outside().orElseThrow().waiting()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void givesTheSameAnswerBehindTheScvpDoor() {
        everythingIsOutside();
        ValidationPolicy collecting = ValidationPolicy.of(ValidationPolRef.of(ScvpScene.COLLECTING));
        assertThat(scene.ask(kakehashi.x509.Query.about(
                                kakehashi.x509.CertReferences.of(List.of(alice)),
                                kakehashi.x509.CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                                collecting))
                        .replyObjects())
                .extracting(reply -> reply.replyStatus())
                .containsExactly(ReplyStatus.SUCCESS);
    }
}
