package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kakehashi.authority.Halt;
import kakehashi.authority.ReconcileReport;
import kakehashi.contract.Batch;
import kakehashi.contract.Digest;
import kakehashi.contract.Reconcile;
import kakehashi.contract.SignedBatch;
import kakehashi.issuing.Reconciliation.Missing;
import kakehashi.ledger.Feed;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// A database that was put back, a sealed state that was put back, both to different times; and the ceremony that
/// lets the vault go on (docs/adr/0005).
class ReconcileTest {
    private static LostVault lost;
    private String name;

    @BeforeAll
    static void lose() {
        lost = new LostVault("reconcile");
    }

    @AfterAll
    static void close() {
        lost.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        String method = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        name = "rec_" + method.substring(0, Math.min(40, method.length()));
    }

    private static List<Bytes> batches(AttackScene where) {
        return where.vault.database.inTransaction(tx -> Feed.after(tx, 0, 1_000));
    }

    private static Reconciliation examine(AttackScene where, List<Bytes> files, Missing missing) {
        return Reconciliation.examine(where.vault.parts, where.vault.installation, files, missing);
    }

    private static void refusesToStart(AttackScene where) {
        assertThatThrownBy(where.vault::open).isInstanceOf(Halt.class);
    }

    /// After a restore of an older backup with a newer sealed state no serial number and no CRL number is ever used
    /// again, and every revocation that was ever published stays.
    @Test
    void reusesNothingAndForgetsNoRevocationAfterARestore() {
        AttackScene scene = lost.restored(name, lost.sealed);
        PublicNode node = new PublicNode(
                VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey());
        node.follow(lost.batches);
        long published = node.number();
        refusesToStart(scene);

        tellsWhatItWouldDo(scene);
        Reconcile statement = LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();

        Set<SerialNumber> revoked = Set.of(
                lost.early.serialNumber(),
                lost.revokedEarly.serialNumber(),
                lost.revokedLate.serialNumber(),
                lost.late.serialNumber());
        assertThat(lost.listed(scene)).isEqualTo(revoked);
        Certificate again =
                scene.vault.certificate(scene.vault.done(lost.lateOrder).get(0));
        assertThat(lost.serials).doesNotContain(again.serialNumber());
        assertThat(scene.vault.authority.<Long>askCommitted(state -> state.epoch()))
                .isEqualTo(statement.epoch());
        assertThat(scene.vault.authority.scrub()).isEmpty();
        scene.vault.authority.close();
        scene.vault.open();
        LostVault.issue(scene, "afterwards");
        scene.vault.authority.close();

        node.follow(batches(scene));
        assertThat(node.number()).isGreaterThan(published);
        revoked.forEach(serial -> assertThat(node.state(serial)).isEqualTo("revoked"));
        assertThat(node.state(lost.heldEarly.serialNumber())).isEqualTo("good");
        assertThat(node.state(again.serialNumber())).isEqualTo("good");
        new PublicNode(VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey()).follow(batches(scene));
    }

    private static void tellsWhatItWouldDo(AttackScene scene) {
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            ReconcileReport report = reconciliation.report(reconciliation.statement());
            assertThat(report.need()).isEqualTo(ReconcileReport.Need.CEREMONY);
            assertThat(report.why()).get().asString().contains("older");
            assertThat(report.kept())
                    .extracting(ReconcileReport.Line::serial)
                    .containsExactly(
                            lost.early.serialNumber(), lost.revokedLate.serialNumber(), lost.heldEarly.serialNumber());
            assertThat(report.revoked())
                    .extracting(ReconcileReport.Line::serial)
                    .containsExactly(lost.late.serialNumber());
        }
    }

    @Test
    void takesUpWhatCrlsAndCertificatesTellWhenNobodyHasTheBatches() {
        AttackScene scene = lost.restored(name, lost.sealed);
        LostVault.refuses(scene, List.of(), "missing");
        List<Bytes> files = new ArrayList<>(lost.crls);
        files.add(lost.late.der());
        Reconcile statement = LostVault.reconcile(scene, files, Missing.ACCEPTED);
        assertThat(statement.found()).hasSize(3);
        scene.vault.open();
        // early was issued before the backup; the others are known from the CRL and by their own octets only.
        assertThat(lost.listed(scene))
                .contains(
                        lost.early.serialNumber(),
                        lost.revokedEarly.serialNumber(),
                        lost.revokedLate.serialNumber(),
                        lost.late.serialNumber());
        assertThat(scene.vault.authority.scrub()).isEmpty();
        scene.vault.authority.close();
        assertThat(batches(scene).stream()
                        .map(file -> Batch.parse(
                                        SignedBatch.parse(file).orElseThrow().batch())
                                .orElseThrow()
                                .number())
                        .max(Long::compareTo)
                        .orElseThrow())
                .isGreaterThan(statement.batch().index());
    }

    @Test
    void goesOnWhenOnlyTheSealedStateWasPutBackOrIsLost() throws Exception {
        AttackScene scene = lost.restored(name, lost.sealed);
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();
        Certificate last = LostVault.issue(scene, "last");
        scene.vault.authority.close();

        Files.write(scene.vault.parts.sealed(), lost.sealedEarly);
        refusesToStart(scene);
        LostVault.reconcile(scene, List.of(), Missing.REFUSED);
        scene.vault.open();
        assertThat(lost.listed(scene)).doesNotContain(last.serialNumber()).contains(lost.early.serialNumber());
        scene.vault.authority.close();

        Files.delete(scene.vault.parts.sealed());
        refusesToStart(scene);
        LostVault.reconcile(scene, List.of(), Missing.REFUSED);
        scene.vault.open();
        assertThat(scene.vault.authority.scrub()).isEmpty();
        scene.vault.authority.close();
    }

    @Test
    void findsOutByCouriersThatBothWerePutBack() {
        AttackScene scene = lost.restored(name, lost.sealedEarly);
        // File and database fit each other; only others know better.
        try (Reconciliation reconciliation = examine(scene, List.of(), Missing.REFUSED)) {
            assertThat(reconciliation.need()).isEqualTo(ReconcileReport.Need.NONE);
            Reconcile statement = reconciliation.statement();
            assertThatThrownBy(() ->
                            reconciliation.carryOut(statement.der(), scene.office.custodiansSign(statement.der(), 2)))
                    .hasMessageContaining("nothing");
        }
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();
        assertThat(lost.listed(scene)).contains(lost.early.serialNumber(), lost.late.serialNumber());
        scene.vault.authority.close();
    }

    @Test
    void goesOnWhenBothWerePutBackToDifferentTimes() {
        AttackScene scene = lost.restored(name, lost.sealedBetween);
        LostVault.refuses(scene, List.of(), "missing");
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();
        assertThat(lost.listed(scene))
                .contains(lost.early.serialNumber(), lost.revokedLate.serialNumber(), lost.late.serialNumber());
        scene.vault.authority.close();
    }

    /// What was at the token when the vault was lost may be in somebody's hands, and a row says nothing about it.
    @Test
    void revokesWhatWasAtTheToken() {
        AttackScene scene = lost.restored(name, lost.sealed);
        SerialNumber serial = new SerialNumber(Bytes.ofHex("1122334455667788990011223344556677889900"));
        LostVault.withOpen(scene, serial, lost.late.notAfter());
        // Somebody who owns the database lays the genuine certificate there, so that it passes for recorded.
        scene.vault.database.useTransaction(tx -> VaultStore.addRows(
                tx.handle(),
                List.of(),
                List.of(),
                List.of(new VaultStore.CertificateRow(
                        TestOffice.ROOT,
                        serial,
                        Digest.of(lost.late.der()),
                        lost.late.der(),
                        "CN=late",
                        lost.late.notAfter(),
                        new VaultStore.Origin(Digest.of(serial.contents()), 0, Digest.of(serial.contents()), 3)))));
        PublicNode node = new PublicNode(
                VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey());
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();
        assertThat(lost.listed(scene)).contains(serial);
        scene.vault.authority.close();
        node.follow(batches(scene));
        assertThat(node.state(serial)).isEqualTo("burnt");
    }

    /// An intent that the backup left open, and of which lost batches tell that it was issued.
    @Test
    void revokesWhatTheChainLeftOpenAndTheFeedCallsIssued() {
        AttackScene scene = lost.restored(name, lost.sealed);
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);
        scene.vault.open();
        Certificate issued = LostVault.issue(scene, "open");
        scene.vault.authority.close();
        List<Bytes> all = batches(scene);
        LostVault.putBackToTheIntent(scene, issued.serialNumber());
        refusesToStart(scene);
        LostVault.reconcile(scene, all, Missing.REFUSED);
        scene.vault.open();
        assertThat(lost.listed(scene)).contains(issued.serialNumber());
        assertThat(scene.vault.authority.<List<?>>askCommitted(state -> state.openIntents()))
                .isEmpty();
        scene.vault.authority.close();
        PublicNode node = new PublicNode(
                VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey());
        node.follow(batches(scene));
        assertThat(node.state(issued.serialNumber())).isEqualTo("revoked");
    }

    @Test
    void refusesForgedMissingAndForkedBatches() {
        AttackScene scene = lost.restored(name, lost.sealed);
        Bytes newest = lost.batches.getLast();
        Batch batch =
                Batch.parse(SignedBatch.parse(newest).orElseThrow().batch()).orElseThrow();
        TestKey thief = TestKey.generate(SignatureAlgorithm.ED25519);
        Bytes forged = new SignedBatch(batch.der(), thief.sign(batch.der())).der();
        List<Bytes> withForged = new ArrayList<>(lost.batches.subList(0, lost.batches.size() - 1));
        withForged.add(forged);
        LostVault.refuses(scene, withForged, "not signed by the feed key");

        List<Bytes> gap = new ArrayList<>(lost.batches);
        gap.remove(gap.size() - 2);
        LostVault.refuses(scene, gap, "is missing");
        LostVault.refuses(scene, lost.batches.subList(0, lost.batches.size() - 1), "missing");

        refusesAnotherHistory(scene, newest);
    }

    /// Signed with our key, as a thief of it does: another history under the same numbers.
    private static void refusesAnotherHistory(AttackScene scene, Bytes newest) {
        Batch batch =
                Batch.parse(SignedBatch.parse(newest).orElseThrow().batch()).orElseThrow();
        Batch other = new Batch(
                batch.installation(),
                batch.number(),
                batch.previous(),
                batch.chain(),
                batch.at().plusSeconds(1),
                batch.items());
        VaultKeys keys = VaultKeys.find(scene.vault.token).orElseThrow();
        Bytes fork = new SignedBatch(other.der(), keys.feed().sign(other.der())).der();
        List<Bytes> both = new ArrayList<>(lost.batches);
        both.add(fork);
        LostVault.refuses(scene, both, "two");
        List<Bytes> instead = new ArrayList<>(lost.batches.subList(0, lost.batches.size() - 1));
        instead.add(fork);
        LostVault.refuses(scene, instead, "two feeds");
        Batch elsewhere = new Batch(
                Digest.of(newest), batch.number(), batch.previous(), batch.chain(), batch.at(), batch.items());
        LostVault.refuses(
                scene,
                List.of(new SignedBatch(elsewhere.der(), keys.feed().sign(elsewhere.der())).der()),
                "another installation");
        LostVault.refuses(scene, List.of(TestOffice.random(40)), "neither");
    }

    @Test
    void refusesAStatementThatCustodiansDidNotSignForThis() {
        AttackScene scene = lost.restored(name, lost.sealed);
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            Reconcile good = reconciliation.statement();
            assertThatThrownBy(() -> reconciliation.carryOut(good.der(), scene.office.custodiansSign(good.der(), 1)))
                    .hasMessageContaining("not enough");
            assertThatThrownBy(() -> reconciliation.carryOut(good.der(), List.of()))
                    .hasMessageContaining("not enough");
            Reconcile elsewhere = new Reconcile(
                    Digest.of(good.der()),
                    good.id(),
                    good.epoch(),
                    good.head(),
                    good.sealed(),
                    good.index(),
                    good.found(),
                    good.floors(),
                    good.batch(),
                    good.effects(),
                    good.officers(),
                    good.at());
            assertThatThrownBy(() ->
                            reconciliation.carryOut(elsewhere.der(), scene.office.custodiansSign(elsewhere.der(), 2)))
                    .hasMessageContaining("not about");
        }
        LostVault.refuses(scene, List.of(), "missing");
        // The same statement with less of what was found.
        Reconcile whole;
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            whole = reconciliation.statement();
        }
        try (Reconciliation less = examine(scene, List.of(), Missing.ACCEPTED)) {
            assertThatThrownBy(() -> less.carryOut(whole.der(), scene.office.custodiansSign(whole.der(), 2)))
                    .hasMessageContaining("not about");
        }
        LostVault.reconcile(scene, lost.batches, Missing.REFUSED);

        isOfNoUseAgain(scene, whole);
    }

    /// Played again after it was carried out, and over the same backup once more.
    private void isOfNoUseAgain(AttackScene scene, Reconcile whole) {
        byte[] after = LostVault.read(scene.vault.parts.sealed());
        Fence fence = new Fence(scene.vault.token, new Digest(scene.vault.installation));
        Fence.Kept kept = fence.required();
        try (Reconciliation again = examine(scene, lost.batches, Missing.REFUSED)) {
            assertThatThrownBy(() -> again.carryOut(whole.der(), scene.office.custodiansSign(whole.der(), 2)))
                    .isInstanceOf(Halt.class);
        }
        AttackScene second = lost.restored(name + "_2", after);
        fence.raise(kept.epoch(), kept.node());
        try (Reconciliation again = examine(second, lost.batches, Missing.REFUSED)) {
            assertThatThrownBy(() -> again.carryOut(whole.der(), scene.office.custodiansSign(whole.der(), 2)))
                    .isInstanceOf(Halt.class);
        }
        refusesToStart(second);
    }

    @Test
    void goesOnAfterItBrokeOff() throws Exception {
        AttackScene scene = lost.restored(name, lost.sealed);
        Fence fence = new Fence(scene.vault.token, new Digest(scene.vault.installation));
        Reconcile statement;
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            statement = reconciliation.statement();
        }
        fence.raise(statement.epoch(), TestVault.NODE);
        refusesToStart(scene);
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            reconciliation.carryOut(statement.der(), scene.office.custodiansSign(statement.der(), 2));
        }
        Files.write(scene.vault.parts.sealed(), lost.sealed);
        refusesToStart(scene);
        try (Reconciliation reconciliation = examine(scene, List.of(), Missing.REFUSED)) {
            assertThat(reconciliation.need()).isEqualTo(ReconcileReport.Need.SEALING);
            reconciliation.finish();
        }
        scene.vault.open();
        assertThat(lost.listed(scene)).contains(lost.early.serialNumber(), lost.late.serialNumber());
        scene.vault.authority.close();
    }

    @Test
    void endsOfficersByTheCustodiansWordAndThenFindsNothingToDo() {
        AttackScene scene = lost.restored(name, lost.sealed);
        lost.endsOfficersAtTheCeremony(scene);
        try (Reconciliation reconciliation = examine(scene, lost.batches, Missing.REFUSED)) {
            assertThat(reconciliation.need()).isEqualTo(ReconcileReport.Need.NONE);
            assertThat(reconciliation.report(reconciliation.statement()).why()).isEqualTo(Optional.empty());
        }
    }
}
