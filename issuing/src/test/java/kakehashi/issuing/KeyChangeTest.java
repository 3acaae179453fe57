package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.Halt;
import kakehashi.authority.KeyHistory;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Batch;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.DestroyKey;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.contract.KeyDestroyed;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.keys.Signer;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.Zone;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The installation's own keys are changed while the vault works (docs/adr/0006, Keys). One vault, from change to
/// change: what was tried in vain comes first.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyChangeTest {
    private static AttackScene scene;
    private static KeysBody first;
    private static byte[] sealedBefore;
    private static List<TestKey> fresh;
    private static SignedOrder beforeTheChange;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("key_change");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static KeyChange draft() {
        return KeyRenewal.draft(scene.vault.token, scene.vault.authority.facts(), scene.now());
    }

    private static KeyChange with(KeyChange change, Keys keys, Optional<Position> lastBatch) {
        return new KeyChange(change.installation(), change.change(), keys, lastBatch, change.at());
    }

    private static KeysBody signed(KeyChange change, int custodians) {
        return new KeysBody(change.der(), scene.office.custodiansSign(change.der(), custodians));
    }

    private static SignedOrder order(KeysBody body) {
        kakehashi.contract.Order order = scene.office.order(OrderKind.KEYS, Optional.empty(), body, scene.now());
        return scene.office.approved(
                order, scene.now(), scene.office.supervisor, scene.office.second, scene.office.third);
    }

    private static void issue(String host) {
        scene.vault.done(scene.issue(scene.item(host), scene.office.examiner, scene.office.approver));
    }

    private static boolean verifies(SubjectPublicKeyInfo key, Bytes statement, Bytes signature) {
        return VerificationKey.of(key)
                .orElseThrow()
                .verifies(SignatureAlgorithm.ED25519.identifier(), statement, signature);
    }

    private static Keys inForce() {
        return scene.vault.authority.facts().keys();
    }

    @Test
    @Order(1)
    void refusesAChangeThatTooFewCustodiansOrOthersSigned() {
        KeyChange change = draft();
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(change, 1)));
        CustodianSignature one = scene.office.custodiansSign(change.der(), 1).getFirst();
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(new KeysBody(change.der(), List.of(one, one, one))));
        TestKey thief = TestKey.generate(SignatureAlgorithm.ED25519);
        List<CustodianSignature> forged = scene.office.custodianKeys().stream()
                .map(key -> new CustodianSignature(Digest.of(key.der()), thief.sign(change.der())))
                .toList();
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(new KeysBody(change.der(), forged)));
    }

    @Test
    @Order(2)
    void takesThreeOfficersBesideTheCustodians() {
        var order = scene.office.order(OrderKind.KEYS, Optional.empty(), signed(draft(), 2), scene.now());
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                scene.office.approved(order, scene.now(), scene.office.supervisor, scene.office.second));
    }

    @Test
    @Order(3)
    void refusesAChangeOfAnotherInstallationAndOneThatIsNotTheNext() {
        KeyChange next = draft();
        KeyChange elsewhere =
                new KeyChange(Digest.of(TestOffice.random(8)), next.change(), next.keys(), next.lastBatch(), next.at());
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(elsewhere, 2)));
        for (long number : new long[] {0, 2}) {
            KeyChange other = new KeyChange(next.installation(), number, next.keys(), next.lastBatch(), next.at());
            scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(other, 2)));
        }
    }

    @Test
    @Order(4)
    void refusesOneKeyForTwoUsesAndHoldsAKeyThatTheTokenDoesNotHave() {
        KeyChange next = draft();
        Keys keys = next.keys();
        Keys twice = new Keys(keys.feed(), keys.feed(), keys.checkpoints(), keys.custodians(), keys.quorum());
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(with(next, twice, Optional.empty()), 2)));
        Keys noZone = new Keys(
                keys.statement(), keys.feed(), keys.checkpoints().subList(0, 2), keys.custodians(), keys.quorum());
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(with(next, noZone, Optional.empty()), 2)));
        SubjectPublicKeyInfo outside =
                TestKey.generate(SignatureAlgorithm.ED25519).publicKey();
        Keys away = new Keys(outside, keys.feed(), keys.checkpoints(), keys.custodians(), keys.quorum());
        scene.holds(OrderRule.KEY_NOT_HERE, order(signed(with(next, away, Optional.empty()), 2)));
        Keys madeForOtherUses =
                new Keys(keys.feed(), keys.statement(), keys.checkpoints(), keys.custodians(), keys.quorum());
        scene.holds(OrderRule.KEY_NOT_HERE, order(signed(with(next, madeForOtherUses, Optional.empty()), 2)));
    }

    @Test
    @Order(5)
    void refusesALastBatchThatIsNotTheLast() {
        KeyChange next = draft();
        Position wrong = new Position(1, Digest.of(TestOffice.random(8)));
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(with(next, next.keys(), Optional.of(wrong)), 2)));
    }

    private static OutcomeCheck.Checked checked(SignedOutcome signed) {
        return new OutcomeCheck(scene.vault.database, new Digest(scene.vault.installation))
                .check(signed.der(), beforeTheChange);
    }

    /// The former key may be in other hands; what it signed while it was in force stands in the chain.
    private static void believesTheFormerKeyAsFarAsTheChainGoes() {
        SignedOutcome old = SignedOutcome.parse(
                        scene.vault.authority.submit(beforeTheChange.der()).join())
                .orElseThrow();
        Outcome outcome = Outcome.parse(old.outcome()).orElseThrow();
        assertThat(checked(old)).isEqualTo(new OutcomeCheck.Checked.Believed(outcome));
        Bytes other = new Outcome(
                        outcome.installation(),
                        outcome.order(),
                        new Outcome.Result.Done(List.of()),
                        outcome.entry(),
                        outcome.at())
                .der();
        Signer former = VaultKeys.find(scene.vault.token).orElseThrow().statement();
        assertThat(checked(new SignedOutcome(other, former.sign(other))))
                .isEqualTo(new OutcomeCheck.Checked.Doubted(OutcomeCheck.Doubt.NOT_SIGNED));
    }

    @Test
    @Order(6)
    void goesOverToNewKeysAndGoesOn() throws Exception {
        beforeTheChange = scene.issue(scene.item("before.example.go.jp"), scene.office.examiner, scene.office.approver);
        scene.vault.done(beforeTheChange);
        Keys old = inForce();
        sealedBefore = Files.readAllBytes(scene.vault.parts.sealed());
        Path folder = Files.createDirectories(scene.vault.folder.resolve("log"));
        TileFolder tiles = new TileFolder(
                Files.createDirectories(folder.resolve("open")), Files.createDirectories(folder.resolve("auditors")));
        try (var loop = scene.vault.authority.signCheckpoints(tiles)) {
            assertThat(loop).isNotNull();
            first = signed(draft(), 2);
            SignedOrder order = order(first);
            Bytes answer = scene.vault.authority.submit(order.der()).join();
            SignedOutcome outcome = SignedOutcome.parse(answer).orElseThrow();
            // Whoever waits for it knows the old key.
            assertThat(verifies(old.statement(), outcome.outcome(), outcome.signature()))
                    .isTrue();
            assertThat(scene.vault.authority.submit(order.der()).join()).isEqualTo(answer);

            Keys now = inForce();
            assertThat(KeyHistory.own(now))
                    .doesNotContainAnyElementsOf(KeyHistory.own(old).toList());
            issue("after.example.go.jp");
            assertThat(scene.vault.authority.checkpointKey(Zone.VAULT).publicKey())
                    .isEqualTo(raw(now.checkpoints().getFirst().key()));
        }
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    private static Bytes raw(SubjectPublicKeyInfo ed25519) {
        Bytes der = ed25519.der();
        return der.slice(der.length() - 32, der.length());
    }

    @Test
    @Order(7)
    void startsUnderTheNewKeysAndTheFeedTellsOfThem() {
        scene.vault.authority.close();
        scene.vault.open();
        issue("again.example.go.jp");
        SubjectPublicKeyInfo key = genesisFeed();
        List<SubjectPublicKeyInfo> used = new ArrayList<>();
        try (Database open = TestVault.open(Zone.PUBLIC, scene.vault.name)) {
            for (Bytes der : open.inTransaction(tx -> Feed.after(tx, 0, 1_000))) {
                SignedBatch signed = SignedBatch.parse(der).orElseThrow();
                boolean changes =
                        Batch.parse(signed.batch()).orElseThrow().items().contains(new Batch.Item.Keys(first.der()));
                key = changes
                        ? KeyChange.parse(first.change()).orElseThrow().keys().feed()
                        : key;
                assertThat(verifies(key, signed.batch(), signed.signature())).isTrue();
                used.add(key);
            }
        }
        assertThat(used.stream().distinct()).hasSize(2);
        believesTheFormerKeyAsFarAsTheChainGoes();
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    private static SubjectPublicKeyInfo genesisFeed() {
        return VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey();
    }

    @Test
    @Order(8)
    void refusesTheSameChangeAgainAndAWayBackToFormerKeys() {
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(first));
        Keys former = VaultKeys.find(scene.vault.token).orElseThrow().published(scene.office.custodianKeys(), 2);
        KeyChange back = with(draft(), former, Optional.empty());
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(back, 2)));
    }

    @Test
    @Order(9)
    void refusesAFileThatIsSealedUnderTheFormerKey() throws Exception {
        scene.vault.authority.close();
        byte[] good = Files.readAllBytes(scene.vault.parts.sealed());
        // The old file as it was, and what a thief of the old key makes of the new one.
        Files.write(scene.vault.parts.sealed(), sealedBefore);
        assertThatThrownBy(() -> scene.vault.open()).isInstanceOf(Halt.class).hasMessageContaining("goes on beyond");
        Files.write(scene.vault.parts.sealed(), good);
        try (Seal seal = Seal.open(scene.vault.parts.sealed(), VaultKeys.seals(scene.vault.token))) {
            Seal.Found found = seal.read(new Digest(scene.vault.installation), TestVault.NODE)
                    .orElseThrow();
            seal.rekey(VaultKeys.seals(scene.vault.token).getLast());
            for (int i = 0; i < 2; i++) {
                seal.write(found.newest().trees().getFirst());
            }
        }
        assertThatThrownBy(() -> scene.vault.open())
                .isInstanceOf(Halt.class)
                .hasMessageContaining("a key that the chain has ended");
        Files.write(scene.vault.parts.sealed(), good);
    }

    @Test
    @Order(10)
    void stopsWhenTheChangeIsEditedOrTheTokenLosesAKey() {
        Bytes edited = AttackScene.flipped(first.der(), first.der().length() * 8 - 1);
        edit(first.der(), edited);
        assertThatThrownBy(() -> scene.vault.open()).isInstanceOf(Halt.class).hasMessageContaining("are not there");
        edit(edited, first.der());
        scene.vault.open();
        issue("last.example.go.jp");
    }

    private static void edit(Bytes these, Bytes other) {
        try (Database owner = scene.vault.asOwner()) {
            owner.useTransaction(tx -> tx.handle()
                    .execute(
                            "UPDATE issuing.documents SET bytes = ? WHERE bytes = ?",
                            other.toArray(),
                            these.toArray()));
        }
    }

    @Test
    @Order(11)
    void destroysKeysThatNothingNeedsWhenAQuorumSigns() {
        KeyDestruction destruction = new KeyDestruction(scene.vault.authority, scene.vault.parts);
        Digest inForce = Digest.of(inForce().statement().der());
        assertThat(destruction.statement(Digest.of(Bytes.EMPTY))).isEmpty();
        assertThat(destroyed(destruction, inForce, 2)).isEqualTo(KeyDestruction.Result.IN_FORCE);
        Digest ca = scene.vault.authority.facts().authorities().getFirst().key();
        assertThat(destroyed(destruction, ca, 2)).isEqualTo(KeyDestruction.Result.IN_FORCE);
        Digest former = scene.vault.token.keys().stream()
                .filter(entry -> entry.label().equals("vault-statement"))
                .map(entry -> Digest.of(entry.publicKey().der()))
                .findFirst()
                .orElseThrow();
        assertThat(destroyed(destruction, former, 1)).isEqualTo(KeyDestruction.Result.NOT_SIGNED);
        assertThat(destruction.statement(former)).isPresent();

        assertThat(destroyed(destruction, former, 2)).isEqualTo(KeyDestruction.Result.DESTROYED);
        assertThat(destruction.statement(former)).isEmpty();
        AuditTree tree = new AuditTree(Zone.VAULT);
        long last = scene.vault.database.inTransaction(
                tx -> tree.head(tx).orElseThrow().size() - 1);
        Bytes payload =
                scene.vault.database.inTransaction(tx -> tree.payload(tx, last)).orElseThrow();
        KeyDestroyed kept = KeyDestroyed.parse(payload).orElseThrow();
        assertThat(DestroyKey.parse(kept.statement()).orElseThrow().key()).isEqualTo(former);
        assertThat(kept.signatures()).hasSize(2);
        scene.vault.authority.close();
        scene.vault.open();
        issue("destroyed.example.go.jp");
    }

    private static KeyDestruction.Result destroyed(KeyDestruction destruction, Digest key, int custodians) {
        DestroyKey statement = destruction.statement(key).orElseThrow();
        return destruction.carryOut(statement, scene.office.custodiansSign(statement.der(), custodians));
    }

    @Test
    @Order(12)
    void changesCustodiansAloneAndWithTheLastBatchNamed() {
        Signer head = scene.vault.authority.keyRing().head();
        fresh = List.of(
                TestKey.generate(SignatureAlgorithm.ED25519),
                TestKey.generate(SignatureAlgorithm.ED25519),
                TestKey.generate(SignatureAlgorithm.ED25519));
        Keys now = inForce();
        Keys keys = new Keys(
                now.statement(),
                now.feed(),
                now.checkpoints(),
                fresh.stream().map(TestKey::publicKey).toList(),
                2);
        KeyChange change = draft();
        scene.vault.done(order(signed(with(change, keys, Optional.empty()), 2)));
        assertThat(scene.vault.authority.keyRing().head().publicKey()).isEqualTo(head.publicKey());
        // The former custodians have no say any more.
        scene.refuses(OrderRule.KEY_CHANGE_FAULTY, order(signed(draft(), 2)));

        Position last = scene.vault.authority.askCommitted(kakehashi.authority.AuthorityState::lastBatch);
        KeyChange third = draft();
        Keys all = new Keys(
                third.keys().statement(),
                third.keys().feed(),
                third.keys().checkpoints(),
                keys.custodians(),
                keys.quorum());
        Bytes statement = with(third, all, Optional.of(last)).der();
        List<CustodianSignature> signatures = fresh.stream()
                .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement)))
                .toList();
        scene.vault.done(order(new KeysBody(statement, signatures)));
        scene.vault.authority.close();
        scene.vault.open();
        assertThat(scene.vault.authority.facts().keyChange()).isEqualTo(3);
        issue("end.example.go.jp");
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    @Test
    @Order(12)
    void verifiesOneExportAcrossEveryChange() throws Exception {
        assertThat(scene.vault.authority.review().findings()).isEmpty();
        TreeCutStory story = new TreeCutStory(scene.vault);
        story.checkpoint();
        story.provesTheKeysOfOneExport();
    }

    /// Last, since the ceremony puts another vault in charge of the token.
    @Test
    @Order(13)
    void goesOnAsANewLogAfterARestoreOfAnOlderBackup() throws Exception {
        TreeCutStory story = new TreeCutStory(scene.vault);
        story.restoresAnOlderBackup(() -> issue("lost.example.go.jp"));
        story.refusesATreeThatWasChanged();
        story.reconciles(fresh);
        story.signsANewLogAndSaysWhereItWasCut();
    }
}
