package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.ClockAhead;
import kakehashi.authority.Halt;
import kakehashi.authority.NotInCharge;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Head;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;
import kakehashi.contract.SignedHead;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Feed;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Two nodes over one database and one token: one is in charge, the other stands by, and takes over by command
/// (docs/adr/0005, Standby).
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyTest {
    private static AttackScene scene;
    private static VaultParts other;
    private static IssuingAuthority taken;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("standby");
        other = node(TestOffice.STANDBY, "standby.sealed");
    }

    private static VaultParts node(kakehashi.contract.Id node, String sealed) {
        VaultParts own = scene.vault.parts;
        return new VaultParts(
                own.database(), own.book(), own.token(), scene.vault.folder.resolve(sealed), own.clock(), node, 2);
    }

    @AfterAll
    static void close() {
        if (taken != null) {
            taken.close();
        }
        scene.close();
    }

    private static SignedOrder order(String host) {
        return scene.issue(scene.item(host + ".example.go.jp"), scene.office.examiner, scene.office.approver);
    }

    private static Bytes installation() {
        return scene.vault.installation;
    }

    private static Outcome outcome(Bytes answer) {
        return Outcome.parse(SignedOutcome.parse(answer).orElseThrow().outcome())
                .orElseThrow();
    }

    @Test
    @Order(1)
    void refusesASecondVaultThatIsNotInCharge() {
        assertThatThrownBy(() -> IssuingAuthority.open(other, installation()))
                .isInstanceOf(NotInCharge.class)
                .hasMessageContaining("never stood by");
        Standby.follow(other, installation()).close();
        assertThatThrownBy(() -> IssuingAuthority.open(scene.vault.parts, installation()))
                .hasMessageContaining("another vault holds");
        assertThatThrownBy(() -> IssuingAuthority.open(other, installation()))
                .isInstanceOf(NotInCharge.class)
                .hasMessageContaining("stands by");
        VaultParts lost = node(TestVault.NODE, "lost.sealed");
        assertThatThrownBy(() -> Standby.follow(lost, installation()))
                .isNotInstanceOf(NotInCharge.class)
                .hasMessageContaining("this node is the one in charge");
        assertThatThrownBy(() -> IssuingAuthority.takeOver(lost, installation(), Duration.ZERO))
                .hasMessageContaining("this node is the one in charge");
        VaultParts stranger = node(TestOffice.id("stranger"), "stranger.sealed");
        assertThatThrownBy(() -> Standby.follow(stranger, installation())).hasMessageContaining("genesis names no");
        assertThatThrownBy(() -> IssuingAuthority.takeOver(stranger, installation(), Duration.ZERO))
                .hasMessageContaining("genesis names no");
        scene.vault.done(order("a"));
    }

    @Test
    @Order(2)
    void takesOverAndFencesTheOtherWithNothingLostOrSettledTwice() {
        List<SignedOrder> orders =
                IntStream.range(0, 20).mapToObj(i -> order("b" + i)).toList();
        List<CompletableFuture<Bytes>> asked = orders.stream()
                .map(one -> scene.vault.authority.submit(one.der()))
                .toList();
        try (Standby standby = Standby.follow(other, installation())) {
            Position before = standby.seen();
            asked.get(3).join();
            taken = standby.takeOver(Duration.ofMillis(300), VaultClock.Word.NONE);
            assertThat(taken.facts().head().index()).isGreaterThan(before.index());
        }
        // The old one finds it out by itself or by the next order, and gives nothing out any more.
        long groups = groupsOfTheFirstEpoch();
        assertThatThrownBy(
                        () -> scene.vault.authority.submit(order("late").der()).join())
                .hasRootCauseInstanceOf(Halt.class);
        assertThat(scene.vault.authority.halted()).get().asString().contains("another vault is in charge");
        assertThat(groupsOfTheFirstEpoch()).isEqualTo(groups);
        for (int i = 0; i < orders.size(); i++) {
            Bytes answer = taken.submit(orders.get(i).der()).join();
            assertThat(outcome(answer).result()).isInstanceOf(Outcome.Result.Done.class);
            if (!asked.get(i).isCompletedExceptionally()) {
                assertThat(asked.get(i).join()).isEqualTo(answer);
            }
        }
        List<Digest> settled = LostVault.effects(scene).stream()
                .filter(Effect.OrderSettled.class::isInstance)
                .map(effect -> ((Effect.OrderSettled) effect).digest())
                .toList();
        assertThat(settled).doesNotHaveDuplicates();
        assertThat(scene.certificates()).isEqualTo(22);
        assertThat(taken.scrub()).isEmpty();
    }

    private static long groupsOfTheFirstEpoch() {
        List<Bytes> heads = scene.vault.database.inTransaction(tx -> tx.handle()
                .createQuery("SELECT signed_head FROM issuing.entry_groups ORDER BY first_index")
                .map((row, _) -> Bytes.wrap(row.getBytes(1)))
                .list());
        List<Long> epochs = heads.stream()
                .map(der -> Head.parse(SignedHead.parse(der).orElseThrow().head())
                        .orElseThrow()
                        .epoch())
                .toList();
        return epochs.stream().filter(epochs.getFirst()::equals).count();
    }

    @Test
    @Order(3)
    void keepsTheFencedNodeOutUntilItTakesOverItself() {
        scene.vault.authority.close();
        assertThatThrownBy(scene.vault::open).hasMessageContaining("stands by");
        taken.submit(order("c").der()).join();
        scene.vault.authority = IssuingAuthority.takeOver(scene.vault.parts, installation(), Duration.ZERO);
        scene.vault.done(order("d"));
        assertThatThrownBy(() -> taken.submit(order("e").der()).join()).hasRootCauseInstanceOf(Halt.class);
        taken.close();
        assertThatThrownBy(() -> IssuingAuthority.open(other, installation())).hasMessageContaining("stands by");
        new PublicNode(VaultKeys.find(other.token()).orElseThrow().feed().publicKey())
                .follow(other.database().inTransaction(tx -> Feed.after(tx, 0, 1_000)));
    }

    @Test
    @Order(4)
    void stopsWhenTheTokenWasPutBackOrSomebodyElseRaisedIt() {
        Fence fence = new Fence(other.token(), new Digest(installation()));
        Fence.Kept kept = fence.required();
        fence.raise(kept.epoch() + 1, TestOffice.STANDBY);
        assertThatThrownBy(() -> scene.vault.authority.submit(order("f").der()).join())
                .hasRootCauseInstanceOf(Halt.class);
        scene.vault.authority.close();
        assertThatThrownBy(scene.vault::open).hasMessageContaining("takes over");
        fence.raise(kept.epoch() - 1, TestVault.NODE);
        assertThatThrownBy(scene.vault::open).hasMessageContaining("put back");
        fence.raise(kept.epoch() + 2, TestVault.NODE);
        assertThatThrownBy(scene.vault::open).hasMessageContaining("were put back");
        // A rise of our own that broke off between the token and the chain is gone on with.
        fence.raise(kept.epoch() + 1, TestVault.NODE);
        scene.vault.open();
        assertThat(scene.vault.authority.<Long>askCommitted(AuthorityState::epoch))
                .isEqualTo(kept.epoch() + 1);
        scene.vault.done(order("g"));
    }

    /// A vault that was idle for more than a day, or a clock that somebody set.
    @Test
    @Order(5)
    void takesOverADayLaterByTheWordOfAnOperatorOnly() {
        scene.vault.authority.close();
        Fence fence = new Fence(other.token(), new Digest(installation()));
        Fence.Kept kept = fence.required();
        scene.vault.clock.advance(Duration.ofHours(25));
        Standby late = Standby.follow(other, installation());
        assertThatThrownBy(() -> late.takeOver(Duration.ZERO, VaultClock.Word.NONE))
                .isInstanceOf(ClockAhead.class)
                .hasMessageContaining("--clock-checked");
        assertThat(fence.required()).isEqualTo(kept);
        taken = Standby.follow(other, installation()).takeOver(Duration.ZERO, VaultClock.Word.CHECKED);
        assertThat(outcome(taken.submit(order("h").der()).join()).result()).isInstanceOf(Outcome.Result.Done.class);
    }
}
