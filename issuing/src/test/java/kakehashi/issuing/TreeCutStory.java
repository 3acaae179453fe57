package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Reconcile;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.AuditVerdict;
import kakehashi.ledger.AuditVerification;
import kakehashi.ledger.Backup;
import kakehashi.ledger.Checkpoint;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.ledger.LogEra;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.Zone;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;

/// What becomes of the vault's audit tree when its keys change and when a restore cuts it (docs/adr/0008).
final class TreeCutStory {
    private final TestVault vault;
    private final Genesis genesis;
    private final Path open;
    private final TileFolder tiles;
    private TestVault copy;
    private List<Bytes> batches;
    private String lost;

    TreeCutStory(TestVault vault) throws IOException {
        this.vault = vault;
        this.copy = vault;
        this.genesis = vault.authority.ask(AuthorityState::genesis);
        Path log = vault.folder.resolve("log");
        this.open = Files.createDirectories(log.resolve("open"));
        this.tiles = new TileFolder(open, Files.createDirectories(log.resolve("auditors")));
    }

    /// One round over all trees.
    void checkpoint() {
        copy.authority.signCheckpoints(tiles).close();
    }

    private List<Bytes> history() {
        return new Archive(copy.database).logHistory();
    }

    private AuditVerdict verify(List<LogEra> eras, String... seen) throws IOException {
        Path export = Files.createTempDirectory(vault.folder, "export");
        AuditExport.write(copy.database, new AuditTree(Zone.VAULT), export.resolve("tree"));
        AuditExport.writeHistory(export.resolve("tree"), history());
        assertThat(AuditExport.readHistory(export.resolve("tree"))).isEqualTo(history());
        return AuditVerification.verify(export.resolve("tree"), eras, List.of(seen));
    }

    void provesTheKeysOfOneExport() throws IOException {
        List<LogEra> eras = LogEras.of(genesis, Zone.VAULT, history());
        assertThat(eras).hasSizeGreaterThan(1).allMatch(era -> era.cut().isEmpty());
        assertThat(eras.getLast().key()).isEqualTo(vault.authority.checkpointKey(Zone.VAULT));
        assertThat(verify(eras)).isInstanceOfSatisfying(AuditVerdict.Sound.class, sound -> {
            assertThat(sound.beyond()).isZero();
            assertThat(sound.checkpoints()).isGreaterThan(1);
        });
        assertThat(verify(eras.subList(0, 1))).isInstanceOf(AuditVerdict.Unsound.class);
        assertThat(verify(eras.reversed()))
                .isInstanceOfSatisfying(
                        AuditVerdict.Unsound.class,
                        unsound -> assertThat(unsound.detail()).contains("a key whose time was over"));

        // A change that is left out, or that its custodians did not sign so.
        for (int i = 0; i < history().size(); i++) {
            List<Bytes> less = new ArrayList<>(history());
            Bytes item = less.remove(i);
            assertThat(isProven(less, eras)).isFalse();
            if (KeysBody.parse(item).toOptional().isPresent()) {
                List<Bytes> spoilt = new ArrayList<>(history());
                spoilt.set(i, AttackScene.flipped(item, item.length() * 8 - 1));
                assertThat(isProven(spoilt, eras)).isFalse();
            }
        }
    }

    private boolean isProven(List<Bytes> items, List<LogEra> eras) {
        try {
            return LogEras.of(genesis, Zone.VAULT, items).equals(eras);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void restoresAnOlderBackup(Runnable issue) throws IOException {
        vault.authority.close();
        Path backup = vault.folder.resolve("backup");
        Backup.write(TestVault.ownerAccess(vault.name), List.of(TestVault.SCHEMA), backup);
        vault.open();
        issue.run();
        checkpoint();
        vault.authority.close();
        lost = Files.readString(open.resolve("vault/checkpoint"));
        batches = vault.database.inTransaction(tx -> Feed.after(tx, 0, 1_000));
        Files.deleteIfExists(vault.parts.sealed().resolveSibling("vault.sealed.snapshot"));
        copy = vault.restored(vault.name + "_cut", backup);
        assertThatThrownBy(copy::open).isInstanceOf(Halt.class);
    }

    private Reconciliation examine() {
        return Reconciliation.examine(copy.parts, copy.installation, batches, Reconciliation.Missing.REFUSED);
    }

    /// No ceremony vouches for leaves that are not those that were signed for.
    void refusesATreeThatWasChanged() {
        String turn = "UPDATE ledger.audit_leaf SET leaf = set_byte(leaf, octet_length(leaf) - 1,"
                + " 255 - get_byte(leaf, octet_length(leaf) - 1)) WHERE zone = 'vault' AND leaf_index = 3";
        try (Database owner = copy.asOwner()) {
            owner.useTransaction(tx -> tx.handle().execute(turn));
            assertThatThrownBy(this::examine)
                    .isInstanceOf(Halt.class)
                    .hasMessageContaining("the audit tree of the zone vault was changed");
            owner.useTransaction(tx -> tx.handle().execute(turn));
        }
    }

    void reconciles(List<TestKey> custodians) {
        try (Reconciliation reconciliation = examine()) {
            Reconcile statement = reconciliation.statement();
            assertThat(reconciliation.report(statement).left())
                    .anyMatch(line -> line.contains("the audit log of the zone vault goes on as a new log"));
            List<CustodianSignature> signatures = custodians.subList(0, 2).stream()
                    .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement.der())))
                    .toList();
            reconciliation.carryOut(statement.der(), signatures);
        }
        copy.open();
    }

    void signsANewLogAndSaysWhereItWasCut() throws IOException {
        checkpoint();
        Checkpoint fresh = Checkpoint.parse(Files.readString(open.resolve("vault/2/checkpoint")))
                .orElseThrow();
        assertThat(fresh.origin()).isEqualTo("kakehashi.test/vault/2");
        assertThat(open.resolve("vault/checkpoint")).content().isEqualTo(lost);

        List<LogEra> eras = LogEras.of(genesis, Zone.VAULT, history());
        Checkpoint old = Checkpoint.parse(lost).orElseThrow();
        assertThat(verify(eras, lost)).isInstanceOfSatisfying(AuditVerdict.Sound.class, sound -> {
            assertThat(sound.covered()).isEqualTo(fresh.head().size());
            assertThat(sound.cuts()).singleElement().satisfies(cut -> {
                assertThat(cut.signed()).isEqualTo(old.head().size());
                assertThat(cut.root()).isEqualTo(old.head().root());
                assertThat(cut.kept()).isPositive().isLessThan(cut.signed());
            });
        });
        // Without what the custodians signed it is a tree that was cut off.
        List<LogEra> before = eras.subList(0, eras.size() - 1);
        assertThat(verify(before, lost)).isInstanceOf(AuditVerdict.Unsound.class);

        // The new log grows on, over a restart, and no second cut is found.
        copy.authority.close();
        copy.open();
        checkpoint();
        assertThat(verify(eras, lost)).isInstanceOf(AuditVerdict.Sound.class);
        copy.authority.close();
        assertThat(TreeLosses.find(copy.database, new StateOf(copy).state(), sealed()))
                .isEmpty();
        copy.database.close();
        vault.authority = null;
    }

    private Optional<kakehashi.contract.SealedState> sealed() {
        try (Seal seal = Seal.open(copy.parts.sealed(), VaultKeys.seals(copy.token))) {
            return seal.read(new Digest(copy.installation), TestVault.NODE).map(Seal.Found::newest);
        }
    }

    /// The state as a reader of the chain has it.
    private record StateOf(TestVault vault) {
        AuthorityState state() {
            ChainLoader loader = new ChainLoader(
                    vault.database, new Documents(vault.database), new Digest(vault.installation), Optional.empty());
            return vault.database.inTransaction(tx -> {
                EvidenceStore.freeze(tx.handle());
                return loader.replay(
                        tx, VaultStore.head(tx.handle()).orElseThrow().position(), (entry, key) -> {});
            });
        }
    }
}
