package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.authority.SerialNumbers;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Head;
import kakehashi.contract.Position;
import kakehashi.contract.Sealed;
import kakehashi.contract.SealedState;
import kakehashi.contract.SignedHead;
import kakehashi.ledger.Database;
import kakehashi.ledger.SealedFile;
import kakehashi.revocation.Revocation;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// The file outside the database, and a database that does not fit it (docs/adr/0005).
class SealAttackTest {
    private AttackScene scene;
    private Path file;
    private Database owner;

    @BeforeEach
    void found(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        scene = AttackScene.of("seal_" + name.substring(0, Math.min(40, name.length())));
        file = scene.vault.parts.sealed();
        owner = scene.vault.asOwner();
    }

    @AfterEach
    void close() {
        owner.close();
        scene.close();
    }

    private void issue(String host) {
        scene.vault.done(scene.issue(scene.item(host), scene.office.examiner, scene.office.approver));
    }

    private void refusesToStart(String because) {
        long certificates = scene.certificates();
        assertThatThrownBy(() -> scene.vault.open()).isInstanceOf(Halt.class).hasMessageContaining(because);
        assertThat(scene.certificates()).isEqualTo(certificates);
    }

    private void flip(int slot) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[slot * SealedFile.SLOT + 100] ^= 1;
        Files.write(file, bytes);
    }

    private int newestSlot() {
        try (SealedFile slots = SealedFile.open(file)) {
            List<Long> counters = slots.slots().stream()
                    .map(slot -> SealedState.parse(
                                    Sealed.parse(slot).orElseThrow().state())
                            .orElseThrow()
                            .counter())
                    .toList();
            return counters.get(0) > counters.get(1) ? 0 : 1;
        }
    }

    private Seal seal() {
        return Seal.open(
                file, List.of(VaultKeys.find(scene.vault.token).orElseThrow().seal()));
    }

    /// Takes the last groups away, as a database does that is put back from a copy.
    private void putBack(int groups) {
        for (int i = 0; i < groups; i++) {
            owner.useTransaction(tx -> {
                Bytes entries = Bytes.wrap(tx.handle()
                        .createQuery(
                                "SELECT entries FROM issuing.entry_groups ORDER BY first_index DESC OFFSET 1 LIMIT 1")
                        .mapTo(byte[].class)
                        .one());
                kakehashi.x509.DerReader reader = new kakehashi.x509.DerReader(entries);
                Bytes last = Bytes.EMPTY;
                while (reader.hasNext()) {
                    last = reader.any();
                }
                Entry entry = Entry.parse(last).orElseThrow();
                tx.handle().execute("DELETE FROM issuing.entry_groups WHERE first_index > ?", entry.index());
                tx.handle()
                        .execute(
                                "UPDATE issuing.head SET index = ?, digest = ?, epoch = ?",
                                entry.index(),
                                last.sha256().toArray(),
                                entry.epoch());
            });
        }
    }

    private void append(Entry entry, Bytes signedHead) {
        owner.useTransaction(tx -> {
            tx.handle()
                    .execute(
                            "INSERT INTO issuing.entry_groups VALUES (?, ?, ?, ?)",
                            entry.index(),
                            entry.index(),
                            entry.der().toArray(),
                            signedHead.toArray());
            tx.handle()
                    .execute(
                            "UPDATE issuing.head SET index = ?, digest = ?",
                            entry.index(),
                            entry.digest().octets().toArray());
        });
    }

    private Bytes lastSignedHead() {
        return Bytes.wrap(owner.inTransaction(tx -> tx.handle()
                .createQuery("SELECT signed_head FROM issuing.entry_groups ORDER BY first_index DESC LIMIT 1")
                .mapTo(byte[].class)
                .one()));
    }

    @Test
    void refusesAFileThatWasRolledBack() throws IOException {
        byte[] old = Files.readAllBytes(file);
        issue("a.example.go.jp");
        scene.vault.authority.close();
        Files.write(file, old);
        refusesToStart("goes on beyond");
    }

    @Test
    void refusesAnotherNodesFile() {
        scene.vault.authority.close();
        VaultParts own = scene.vault.parts;
        VaultParts other = new VaultParts(
                own.database(), own.book(), own.token(), own.sealed(), own.clock(), TestOffice.id("other"), 1);
        assertThatThrownBy(() -> IssuingAuthority.open(other, scene.vault.installation))
                .isInstanceOf(Halt.class)
                .hasMessageContaining("not this node's");
    }

    @Test
    void refusesTwoBadSlotsAndAnEmptyFile() throws IOException {
        scene.vault.authority.close();
        flip(0);
        flip(1);
        refusesToStart("sealed state is not there");
        Files.write(file, new byte[0]);
        refusesToStart("sealed state is not there");
        Files.delete(file);
        refusesToStart("sealed state is not there");
    }

    @Test
    void startsWithATornSlotAndRefusesItWithAGroupLess() throws IOException {
        issue("b.example.go.jp");
        scene.vault.authority.close();
        flip(newestSlot());
        scene.vault.open();
        issue("c.example.go.jp");
        AuthorityState state = scene.vault.authority.askCommitted(s -> s);
        scene.vault.authority.close();
        flip(newestSlot());
        byte[] torn = Files.readAllBytes(file);
        sealPending(state);
        flip(1 - newestSlot());
        refusesToStart("one slot");
        Files.write(file, torn);
        putBack(1);
        refusesToStart("older");
    }

    @Test
    void refusesADatabasePutBackByOneGroup() {
        issue("d.example.go.jp");
        scene.vault.authority.close();
        putBack(1);
        refusesToStart("older");
    }

    /// The owner of the database lets a group be committed and answered, fails what the vault asks next, and takes
    /// the group away.
    @Test
    void refusesADatabaseWhoseOwnerFailsItRightAfterACommitAndTakesThatBack() {
        owner.useTransaction(tx -> {
            tx.handle().execute("""
                            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql
                            AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$""");
            tx.handle()
                    .execute("CREATE TRIGGER fail BEFORE INSERT ON ledger.feed_batches EXECUTE FUNCTION public.fail()");
        });
        try {
            issue("o.example.go.jp");
        } catch (java.util.concurrent.CompletionException e) {
            // The vault may stop at the group of the intent as well.
            assertThat(e).hasCauseInstanceOf(Halt.class);
        }
        scene.vault.authority.close();
        owner.useTransaction(tx -> tx.handle().execute("DROP TRIGGER fail ON ledger.feed_batches"));
        putBack(1);
        refusesToStart("older");
    }

    @Test
    void refusesADatabasePutBackByManyGroups() {
        issue("e.example.go.jp");
        issue("f.example.go.jp");
        scene.vault.authority.close();
        putBack(4);
        refusesToStart("older");
    }

    private static Entry nextAfter(AuthorityState state) {
        Position head = state.head();
        return new Entry(
                head.index() + 1,
                head.digest(),
                state.epoch(),
                state.at(),
                new Entry.Cause.Takeover(TestVault.NODE),
                List.of(new Effect.Node(TestVault.NODE)));
    }

    private Bytes headOf(Entry entry) {
        return new Head(
                        new Digest(scene.vault.installation),
                        entry.epoch(),
                        new Position(entry.index(), entry.digest()))
                .der();
    }

    @Test
    void refusesEntriesThatNobodySigned() {
        AuthorityState state = scene.vault.authority.askCommitted(s -> s);
        scene.vault.authority.close();
        Entry entry = nextAfter(state);
        Bytes copied = lastSignedHead();
        Bytes statement = headOf(entry);
        TestKey thief = TestKey.generate(SignatureAlgorithm.ED25519);
        Bytes signed = new SignedHead(statement, thief.sign(statement)).der();
        for (Bytes bad : List.of(Bytes.EMPTY, copied, signed)) {
            append(entry, bad);
            refusesToStart("signed head");
            putBack(1);
        }
        scene.vault.open();
        issue("g.example.go.jp");
    }

    @Test
    void refusesAGroupOfOursThatTheFileDoesNotKnow() {
        AuthorityState state = scene.vault.authority.askCommitted(s -> s);
        scene.vault.authority.close();
        Entry entry = nextAfter(state);
        Bytes statement = headOf(entry);
        Bytes signature =
                VaultKeys.find(scene.vault.token).orElseThrow().statement().sign(statement);
        append(entry, new SignedHead(statement, signature).der());
        refusesToStart("goes on beyond");
    }

    /// As when the vault ends while it commits a group.
    private void sealPending(AuthorityState state) {
        Position lost = new Position(state.head().index() + 1, Digest.of(TestOffice.random(8)));
        try (Seal seal = seal()) {
            SealedState newest = seal.read(new Digest(scene.vault.installation), TestVault.NODE)
                    .orElseThrow()
                    .newest();
            seal.write(state, state.at(), state.head(), Optional.of(lost), newest.batch());
        }
    }

    @Test
    void raisesTheEpochWhenAPendingGroupIsLost() {
        AuthorityState state = scene.vault.authority.askCommitted(s -> s);
        scene.vault.authority.close();
        long epoch = state.epoch();
        sealPending(state);
        SerialNumber atTheToken = new SerialNumbers(new java.security.SecureRandom()).next();
        LostVault.withOpen(scene, atTheToken, scene.now().plusSeconds(86_400));
        long refusals = scene.refusals();
        scene.vault.open();
        assertThat(scene.refusals()).isEqualTo(refusals + 1);
        assertThat(scene.vault.authority.<Revocation.State>askCommitted(known -> known.find(TestOffice.ROOT)
                        .orElseThrow()
                        .revocations()
                        .status(atTheToken)
                        .orElseThrow()
                        .state()))
                .isEqualTo(Revocation.State.BURNT);
        assertThat(scene.vault.authority.<Long>askCommitted(AuthorityState::epoch))
                .isEqualTo(epoch + 1);
        issue("h.example.go.jp");
        scene.vault.authority.close();
        scene.vault.open();
        assertThat(scene.vault.authority.<Long>askCommitted(AuthorityState::epoch))
                .isEqualTo(epoch + 1);
        assertThat(scene.vault.authority.scrub()).isEmpty();
        assertThat(scene.vault.authority.review().findings()).isEmpty();
    }

    @Test
    void stopsWhenTheClockRunsBack() throws InterruptedException {
        scene.vault.clock.advance(java.time.Duration.ofHours(1));
        Thread.sleep(700);
        issue("i.example.go.jp");
        scene.vault.clock.advance(java.time.Duration.ofHours(-1));
        assertThatThrownBy(() -> issue("j.example.go.jp")).hasCauseInstanceOf(Halt.class);
        scene.vault.authority.close();
        scene.vault.open();
        // After a start the vault's time is the latest that it has used.
        assertThat(scene.vault.authority.<java.time.Instant>askCommitted(AuthorityState::at))
                .isAfter(scene.vault.clock.instant().plusSeconds(3000));
    }

    @Test
    void stopsWhenTheClockIsSetAheadBeforeAnythingIsDecidedByIt() throws InterruptedException {
        issue("k.example.go.jp");
        java.time.Instant before = scene.now();
        scene.vault.clock.set(java.time.Duration.ofHours(1));
        assertThatThrownBy(() -> issue("l.example.go.jp")).hasCauseInstanceOf(Halt.class);
        assertThat(scene.vault.authority.halted()).get().asString().contains("apart");
        scene.vault.authority.close();
        assertThat(sealed().latest()).isBefore(before.plusSeconds(60));
        scene.vault.clock.set(java.time.Duration.ofHours(-1));
        scene.vault.open();
        issue("m.example.go.jp");
    }

    private SealedState sealed() {
        try (Seal seal = seal()) {
            return seal.read(new Digest(scene.vault.installation), TestVault.NODE)
                    .orElseThrow()
                    .newest();
        }
    }

    /// A vault that was off for a week, or one whose clock somebody set before he started it.
    @Test
    void startsADayLaterByTheWordOfAnOperatorOnly() {
        scene.vault.authority.close();
        scene.vault.clock.advance(java.time.Duration.ofHours(23));
        scene.vault.open();
        scene.vault.authority.close();
        scene.vault.clock.advance(java.time.Duration.ofHours(25));
        refusesToStart("--clock-checked");
        scene.vault.authority = IssuingAuthority.open(scene.vault.parts.withCheckedClock(), scene.vault.installation);
        issue("n.example.go.jp");
        scene.vault.authority.close();
        scene.vault.open();
    }

    @Test
    void refusesTheFileOfAnotherInstallation() throws IOException {
        try (AttackScene other = AttackScene.of("seal_elsewhere")) {
            other.vault.authority.close();
            scene.vault.authority.close();
            Files.write(file, Files.readAllBytes(other.vault.parts.sealed()));
            refusesToStart("sealed state is not there");
        }
    }
}
