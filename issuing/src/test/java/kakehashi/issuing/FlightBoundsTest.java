package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kakehashi.authority.BurntCount;
import kakehashi.authority.OrderRule;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import org.junit.jupiter.api.Test;

/// What a loop of crashes costs is bounded (docs/adr/0007, Bounds).
class FlightBoundsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void lets64FlyAnd8AfterARecoveryDoubledEveryCleanMinute() {
        FlightBounds bounds = new FlightBounds(new BurntCount());
        assertThat(bounds.most(NOON)).isEqualTo(64);
        bounds.burnt(NOON);
        assertThat(bounds.most(NOON.plusSeconds(59))).isEqualTo(8);
        assertThat(bounds.most(NOON.plusSeconds(60))).isEqualTo(16);
        assertThat(bounds.most(NOON.plusSeconds(179))).isEqualTo(32);
        bounds.burnt(NOON.plusSeconds(179));
        assertThat(bounds.most(NOON.plusSeconds(200))).isEqualTo(8);
        assertThat(bounds.most(NOON.plusSeconds(3_600))).isEqualTo(64);
    }

    @Test
    void stopsAfter256ADayUntilOfficersActOrTheDayIsOver() {
        BurntCount count = new BurntCount();
        FlightBounds bounds = new FlightBounds(count);
        IntStream.range(0, 256).forEach(i -> count.add(NOON));
        assertThat(bounds.stopped(NOON)).isEmpty();
        count.add(NOON.plusSeconds(1));
        assertThat(bounds.stopped(NOON.plusSeconds(1)))
                .get()
                .asString()
                .contains("257")
                .contains("rules");
        assertThat(bounds.most(NOON.plusSeconds(1))).isZero();
        assertThat(bounds.stopped(NOON.plus(Duration.ofHours(24)))).isEmpty();
        IntStream.range(0, 300).forEach(i -> count.add(NOON));
        count.clear();
        assertThat(bounds.stopped(NOON)).isEmpty();
    }

    @Test
    void stopsIssuingAndNotRevokingAndGoesOnByRules() {
        try (AttackScene scene = AttackScene.of("bounds")) {
            Certificate issued = scene.vault.certificate(scene.vault
                    .done(scene.issue(scene.item("a.example.go.jp"), scene.office.examiner, scene.office.approver))
                    .get(0));
            scene.vault.authority.ask(state -> {
                IntStream.range(0, 257).forEach(i -> state.burnt().add(scene.now()));
                return null;
            });
            assertThat(scene.vault.authority.issuingStopped()).isPresent();
            SignedOrder order =
                    scene.issue(scene.item("b.example.go.jp"), scene.office.examiner, scene.office.approver);
            scene.holds(OrderRule.ISSUING_STOPPED, order);
            RevokeBody revoke = new RevokeBody(
                    List.of(new RevokeBody.Item(issued.serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
            Order revocation = scene.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), revoke, scene.now());
            scene.vault.done(
                    scene.office.approved(revocation, scene.now(), scene.office.examiner, scene.office.approver));
            scene.vault.done(scene.office.approved(
                    scene.office.order(OrderKind.RULES, Optional.empty(), TestOffice.rules(), scene.now()),
                    scene.now(),
                    scene.office.supervisor,
                    scene.office.second,
                    scene.office.third));
            assertThat(scene.vault.authority.issuingStopped()).isEmpty();
            // The order was not spent by being turned away.
            assertThat(scene.vault.done(order)).hasSize(1);
        }
    }

    @Test
    void turnsAwayWhatWaitsWhenIssuingStops() {
        try (AttackScene scene = AttackScene.of("bounds_waiting")) {
            List<IssueBody.Item> items = IntStream.range(0, 20)
                    .mapToObj(i -> scene.item("w" + i + ".example.go.jp"))
                    .toList();
            SignedOrder order = scene.office.issue(TestOffice.ROOT, items, scene.now());
            CompletableFuture<Bytes> answer = scene.vault.authority.submit(order.der());
            while (scene.vault.authority.ask(state -> state.openIntents().size()) == 0 && !answer.isDone()) {
                Thread.onSpinWait();
            }
            scene.vault.authority.ask(state -> {
                IntStream.range(0, 257).forEach(i -> state.burnt().add(scene.now()));
                return null;
            });
            Outcome outcome = Outcome.parse(
                            SignedOutcome.parse(answer.join()).orElseThrow().outcome())
                    .orElseThrow();
            scene.vault.authority.ask(state -> {
                state.burnt().clear();
                return null;
            });
            if (outcome.result() instanceof Outcome.Result.Refused) {
                assertThat(outcome.entry()).isEmpty();
            }
            assertThat(scene.vault.done(order)).hasSize(20);
            assertThat(scene.certificates()).isEqualTo(21);
        }
    }
}
