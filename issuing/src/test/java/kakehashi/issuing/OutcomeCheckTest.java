package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Database;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Outcomes out of the hands of somebody who owns the database.
class OutcomeCheckTest {
    private static AttackScene scene;
    private static SignedOrder done;
    private static Bytes signed;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("outcome_check");
        done = scene.issue(scene.item("done.example.go.jp"), scene.office.examiner, scene.office.approver);
        signed = scene.vault.authority.submit(done.der()).join();
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static OutcomeCheck.Checked check(Bytes outcome, SignedOrder order) {
        return new OutcomeCheck(scene.vault.database, new Digest(scene.vault.installation)).check(outcome, order);
    }

    private static void doubts(OutcomeCheck.Doubt why, Bytes outcome, SignedOrder order) {
        assertThat(check(outcome, order)).isEqualTo(new OutcomeCheck.Checked.Doubted(why));
    }

    private static Outcome outcome(Bytes signed) {
        return Outcome.parse(SignedOutcome.parse(signed).orElseThrow().outcome())
                .orElseThrow();
    }

    private static Bytes forged(Digest installation, SignedOrder order) {
        Bytes outcome = new Outcome(
                        installation,
                        Digest.of(order.order()),
                        new Outcome.Result.Done(List.of()),
                        Optional.of(99L),
                        scene.now())
                .der();
        return new SignedOutcome(
                        outcome, TestKey.generate(SignatureAlgorithm.ED25519).sign(outcome))
                .der();
    }

    @Test
    void believesWhatTheVaultSignedAboutTheOrder() {
        assertThat(check(signed, done)).isEqualTo(new OutcomeCheck.Checked.Believed(outcome(signed)));
        SignedOrder waiting = scene.issue(scene.item("waiting.example.go.jp"), scene.office.examiner);
        Bytes notYet = scene.vault.authority.submit(waiting.der()).join();
        assertThat(check(notYet, waiting)).isEqualTo(new OutcomeCheck.Checked.Believed(outcome(notYet)));
        SignedOrder unreadable =
                new SignedOrder(done.order(), done.filing(), done.approvals(), Optional.of(TestOffice.random(8)));
        Bytes malformed = scene.vault.authority.submit(unreadable.der()).join();
        assertThat(check(malformed, unreadable)).isEqualTo(new OutcomeCheck.Checked.Believed(outcome(malformed)));
        doubts(OutcomeCheck.Doubt.OTHER_ORDER, malformed, done);
    }

    @Test
    void believesNoForgedOutcomeAndNoneOfAnotherOrder() {
        SignedOrder other = scene.issue(scene.item("other.example.go.jp"), scene.office.examiner);
        doubts(OutcomeCheck.Doubt.OTHER_ORDER, signed, other);
        doubts(OutcomeCheck.Doubt.NOT_SIGNED, forged(scene.office.installation, other), other);
        doubts(OutcomeCheck.Doubt.OTHER_INSTALLATION, forged(Digest.of(Bytes.EMPTY), other), other);
        doubts(OutcomeCheck.Doubt.UNREADABLE, Bytes.EMPTY, other);
        SignedOutcome genuine = SignedOutcome.parse(signed).orElseThrow();
        doubts(
                OutcomeCheck.Doubt.NOT_SIGNED,
                new SignedOutcome(genuine.outcome(), AttackScene.flipped(genuine.signature(), 9)).der(),
                done);
    }

    /// The keys are those of the pinned genesis: another one beneath it names none.
    @Test
    void believesNothingOverAnotherGenesis() {
        Digest genesis = scene.vault.authority.askCommitted(
                state -> Digest.of(state.genesis().der()));
        byte[] octets = genesis.octets().toArray();
        try (Database owner = scene.vault.asOwner()) {
            owner.useTransaction(tx -> tx.handle()
                    .execute("UPDATE issuing.documents SET bytes = bytes || '\\x00' WHERE digest = ?", octets));
            doubts(OutcomeCheck.Doubt.NOT_SIGNED, signed, done);
            owner.useTransaction(tx -> tx.handle()
                    .execute(
                            "UPDATE issuing.documents SET bytes = substring(bytes FOR octet_length(bytes) - 1)"
                                    + " WHERE digest = ?",
                            octets));
        }
        assertThat(check(signed, done)).isInstanceOf(OutcomeCheck.Checked.Believed.class);
    }
}
