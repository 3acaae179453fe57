package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.path.RevocationEvidence;
import kakehashi.testkit.TestPki;
import kakehashi.web.PageLanguage;
import kakehashi.x509.Certificate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.RevocationItem;
import org.junit.jupiter.api.Test;

class AnswerShelfTest {
    private static final Optional<String> OWNER = Optional.of("ministry");
    private static final Duration TIME = Duration.ofHours(1);
    private static final long ROOM = 1 << 24;

    private final ScvpScene scene = new ScvpScene();
    private final JsonDoor door = new JsonDoor(scene.validation, JsonOptions.DEFAULT, scene.clock);

    private static AnswerShelf shelf(int count, long octets) {
        return new AnswerShelf(new AnswerShelf.Limits(TIME, count, octets), new SecureRandom());
    }

    private ValidationQuestion about(Certificate certificate) {
        return ValidationQuestion.of(certificate, scene.validation.policies().standard());
    }

    private ValidationAnswer answer(ValidationQuestion question) {
        return scene.validation.answer(question, scene.clock.instant());
    }

    /// All that JSON and the page with its picture say.
    private List<String> told(ValidationAnswer answer, Id id, Instant until) {
        List<String> told = new ArrayList<>();
        told.add(new String(door.again(answer, id).toArray(), StandardCharsets.UTF_8));
        Explanation explanation = new Explanation(answer, PageLanguage.JAPANESE);
        told.add(new ExplanationPage(explanation).page(id, until).toString());
        told.add(explanation.picture().textAlternative());
        told.add(answer.cost().toString());
        return told;
    }

    /// Answers that are alike and answers that are not, some of them kept as a certificate's octets only.
    private List<ValidationAnswer> answers() {
        Certificate alice = scene.alice.certificate();
        Certificate bob = scene.bob.certificate();
        List<ValidationAnswer> answers = new ArrayList<>(List.of(answer(about(alice)), answer(about(bob))));
        scene.clock.advance(Duration.ofMillis(1234));
        answers.add(answer(about(alice)));
        answers.add(answer(about(bob).at(TestPki.NOW.minusSeconds(60))));
        answers.add(answer(about(alice).at(TestPki.NOW.minusSeconds(60))));
        RelyingPartyPolicy other = scene.policy(ScvpScene.COLLECTING, "revocation = none");
        answers.add(answer(ValidationQuestion.of(bob, other)));
        answers.add(answer(ValidationQuestion.of(alice, other)));
        answers.add(answer(about(scene.toAgency)));
        answers.add(answer(about(scene.toBridge)));
        UseDemands signing = new UseDemands(List.of(KeyUsage.of(KeyUsage.Bit.CRL_SIGN)), List.of(), List.of());
        ValidationQuestion demanding = about(bob);
        answers.add(answer(new ValidationQuestion(
                bob,
                demanding.at(),
                demanding.depth(),
                demanding.policy(),
                demanding.overrides(),
                signing,
                demanding.names(),
                Supplied.NOTHING)));
        RevocationItem.FullCrl revoked = (RevocationItem.FullCrl) scene.revoking(scene.bob);
        scene.validation.replace(
                RevocationEvidence.of(List.of(scene.root.crl(), scene.bridge.crl(), revoked.crl()), List.of()));
        answers.add(answer(about(bob)));
        answers.add(answer(about(alice)));
        answers.add(answer(about(alice).to(Depth.BUILT)));
        answers.add(answer(about(bob).to(Depth.BUILT)));
        scene.validation.replace(RevocationEvidence.empty());
        answers.add(answer(about(alice)));
        return answers;
    }

    @Test
    void tellsEveryAnswerAsItWas() {
        AnswerShelf shelf = shelf(1000, ROOM);
        Map<Id, ValidationAnswer> kept = new LinkedHashMap<>();
        Instant now = scene.clock.instant();
        answers().forEach(answer -> kept.put(shelf.put(answer, OWNER, now), answer));
        assertThat(kept.values().stream().map(ValidationAnswer::verdict).distinct())
                .containsExactlyInAnyOrder(Verdict.values());
        kept.forEach((id, answer) -> {
            AnswerShelf.Kept found = shelf.find(id, now).orElseThrow();
            assertThat(told(found.answer(), id, found.until())).isEqualTo(told(answer, id, now.plus(TIME)));
            assertThat(found.owner()).isEqualTo(OWNER);
            assertThat(found.answer().findEvidence()).isSameAs(EvidenceFinder.NONE);
        });
        assertThat(shelf.count()).isEqualTo(kept.size());
    }

    @Test
    void keepsWhoAsked() {
        AnswerShelf shelf = shelf(1000, ROOM);
        Instant now = scene.clock.instant();
        ValidationAnswer answer = answer(about(scene.alice.certificate()));
        Id first = shelf.put(answer, OWNER, now);
        Id second = shelf.put(answer, Optional.of("other"), now);
        Id third = shelf.put(answer, Optional.empty(), now);
        assertThat(shelf.find(first, now).orElseThrow().owner()).isEqualTo(OWNER);
        assertThat(shelf.find(second, now).orElseThrow().owner()).contains("other");
        assertThat(shelf.find(third, now).orElseThrow().owner()).isEmpty();
    }

    @Test
    void givesNoAnswerAfterItsTimeAndLosesItsOctets() {
        AnswerShelf shelf = shelf(1000, ROOM);
        Instant now = scene.clock.instant();
        ValidationAnswer answer = answer(about(scene.alice.certificate()));
        Id first = shelf.put(answer, OWNER, now);
        Id second = shelf.put(answer, OWNER, now.plusSeconds(10));
        assertThat(shelf.find(first, now.plus(TIME).minusNanos(1))).isPresent();
        assertThat(shelf.find(first, now.plus(TIME))).isEmpty();
        assertThat(shelf.find(second, now.plus(TIME))).isPresent();
        // Of one box: gone when the last of them is, and a box is filled for a sixteenth of the time only.
        Id third = shelf.put(answer, OWNER, now.plus(TIME.dividedBy(16)));
        shelf.find(third, now.plus(TIME).plusSeconds(10));
        assertThat(shelf.count()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanItsLimitsAndTheNewestOnes() {
        Instant now = scene.clock.instant();
        ValidationAnswer answer = answer(about(scene.alice.certificate()));
        for (AnswerShelf shelf : List.of(shelf(100, ROOM), shelf(1_000_000, 200_000))) {
            List<Id> ids = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                ids.add(shelf.put(answer, OWNER, now));
            }
            assertThat(shelf.count()).isBetween(80, 200);
            assertThat(shelf.find(ids.getLast(), now)).isPresent();
            assertThat(shelf.find(ids.get(999 - 70), now)).isPresent();
            assertThat(shelf.find(ids.getFirst(), now)).isEmpty();
            assertThat(ids.stream().filter(id -> shelf.find(id, now).isPresent()))
                    .hasSize(shelf.count());
        }
    }

    @Test
    void keepsNothingThatIsLargerThanAllItsRoom() {
        AnswerShelf shelf = shelf(100, 1000);
        Id id = shelf.put(answer(about(scene.alice.certificate())), OWNER, scene.clock.instant());
        assertThat(shelf.find(id, scene.clock.instant())).isEmpty();
        assertThat(shelf.count()).isZero();
    }
}
