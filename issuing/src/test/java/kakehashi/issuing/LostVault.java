package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Batch;
import kakehashi.contract.CrlBody;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Position;
import kakehashi.contract.Reconcile;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Sealed;
import kakehashi.contract.SealedState;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedOrder;
import kakehashi.keys.MacKey;
import kakehashi.ledger.Backup;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.ledger.SealedFile;
import kakehashi.ledger.Transaction;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerReader;
import kakehashi.x509.SerialNumber;

/// A vault that lost its last days: worked, was backed up, worked on, and is gone but for its sealed state, its
/// token and what it published. Made once; each test restores the backup into a database of its own.
final class LostVault implements AutoCloseable {
    final AttackScene scene;
    final Path backup;
    final byte[] sealedEarly;
    final byte[] sealed;
    final byte[] sealedBetween;
    final Certificate early;
    final Certificate revokedEarly;
    final Certificate heldEarly;
    final Certificate late;
    final Certificate revokedLate;
    final Digest received;
    final SignedOrder lateOrder;
    final List<Bytes> batches;
    final List<Bytes> crls = new ArrayList<>();
    final Set<SerialNumber> serials = new HashSet<>();
    final Set<java.math.BigInteger> numbers = new HashSet<>();
    private final List<TestVault> copies = new ArrayList<>();

    LostVault(String name) {
        scene = AttackScene.of(name);
        early = issue(scene, "early");
        revokedEarly = issue(scene, "revoked-early");
        heldEarly = issue(scene, "held-early");
        revoke(scene, revokedEarly);
        hold(scene, OrderKind.SUSPEND, heldEarly);
        crl(scene);
        scene.vault.authority.close();
        sealedEarly = read(scene.vault.parts.sealed());
        backup = scene.vault.folder.resolve("backup");
        Backup.write(TestVault.ownerAccess(scene.vault.name), List.of(TestVault.SCHEMA), backup);
        scene.vault.open();
        lateOrder = scene.issue(scene.item("late.example.go.jp"), scene.office.examiner, scene.office.approver);
        late = scene.vault.certificate(scene.vault.done(lateOrder).get(0));
        sealedBetween = read(scene.vault.parts.sealed());
        revokedLate = issue(scene, "revoked-late");
        revoke(scene, early);
        revoke(scene, revokedLate);
        hold(scene, OrderKind.RESUME, heldEarly);
        Order receive = AttackScene.order(scene.receive(TestCa.root("CN=Outside,O=Elsewhere,C=JP"), scene.request()));
        received = scene.vault
                .done(scene.office.approved(receive, scene.now(), scene.office.supervisor, scene.office.second))
                .getFirst();
        crls.addAll(crl(scene));
        scene.vault.authority.close();
        sealed = read(scene.vault.parts.sealed());
        batches = scene.vault.database.inTransaction(tx -> Feed.after(tx, 0, 1_000));
        remember(scene);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Serial numbers and CRL numbers that were ever used in a database.
    void remember(AttackScene where) {
        for (Effect effect : effects(where)) {
            if (effect instanceof Effect.Intended intended) {
                serials.add(intended.serial());
            } else if (effect instanceof Effect.CrlIntended crl) {
                numbers.add(crl.number());
            }
        }
    }

    static List<Effect> effects(AttackScene where) {
        List<Effect> effects = new ArrayList<>();
        where.vault.database.useTransaction(tx -> VaultStore.eachGroup(tx.handle(), 0, group -> {
            DerReader reader = new DerReader(group.entries());
            while (reader.hasNext()) {
                effects.addAll(Entry.parse(reader.any()).orElseThrow().effects());
            }
        }));
        return effects;
    }

    /// The backup in a database of its own, the token as it was, and this sealed state.
    AttackScene restored(String name, byte[] sealedState) {
        try {
            Files.deleteIfExists(scene.vault.parts.sealed().resolveSibling("vault.sealed.snapshot"));
            Path fresh = scene.vault.folder.resolve("fresh.sealed");
            Files.write(fresh, sealedState);
            Files.move(fresh, scene.vault.parts.sealed(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Fence(scene.vault.token, new Digest(scene.vault.installation)).raise(1, TestVault.NODE);
        TestVault copy = scene.vault.restored(name, backup);
        copies.add(copy);
        return new AttackScene(copy, scene);
    }

    static Certificate issue(AttackScene where, String host) {
        return where.vault.certificate(where.vault
                .done(where.issue(where.item(host + ".example.go.jp"), where.office.examiner, where.office.approver))
                .get(0));
    }

    static void revoke(AttackScene where, Certificate certificate) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        approved(where, OrderKind.REVOKE, body);
    }

    static void hold(AttackScene where, OrderKind kind, Certificate certificate) {
        approved(where, kind, new HoldBody(List.of(certificate.serialNumber())));
    }

    private static void approved(AttackScene where, OrderKind kind, OrderBody body) {
        Order order = where.office.order(kind, Optional.of(TestOffice.ROOT), body, where.now());
        where.vault.done(where.office.approved(order, where.now(), where.office.examiner, where.office.approver));
    }

    /// Has CRLs made and answers them.
    static List<Bytes> crl(AttackScene where) {
        Order order = where.office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, where.now());
        return where.vault.done(where.office.approved(order, where.now(), where.office.operator)).stream()
                .map(digest -> where.vault
                        .database
                        .inTransaction(tx -> Feed.file(tx, digest.octets()))
                        .orElseThrow())
                .toList();
    }

    /// What the CRLs of now list.
    Set<SerialNumber> listed(AttackScene where) {
        Set<SerialNumber> listed = new HashSet<>();
        for (Bytes file : crl(where)) {
            Crl crl = Crl.parse(file).orElseThrow();
            assertThat(numbers).doesNotContain(crl.crlNumber().orElseThrow());
            crl.entries().forEach(entry -> listed.add(entry.serialNumber()));
        }
        return listed;
    }

    /// Holds the ceremony with two custodians.
    static Reconcile reconcile(AttackScene where, List<Bytes> files, Reconciliation.Missing missing) {
        try (Reconciliation reconciliation =
                Reconciliation.examine(where.vault.parts, where.vault.installation, files, missing)) {
            Reconcile statement = reconciliation.statement();
            reconciliation.carryOut(statement.der(), where.office.custodiansSign(statement.der(), 2));
            return statement;
        }
    }

    /// A ceremony in which custodians end an officer and a credential that were ended in the lost days.
    void endsOfficersAtTheCeremony(AttackScene where) {
        TestOffice office = where.office;
        Id ended = office.operator.officer();
        Id credential = office.approver.credential("client");
        try (Reconciliation reconciliation = Reconciliation.examine(
                where.vault.parts, where.vault.installation, batches, Reconciliation.Missing.REFUSED)) {
            assertThatThrownBy(() -> reconciliation.statement(List.of(TestOffice.chance()), List.of()))
                    .isInstanceOf(Halt.class);
            Reconcile without = reconciliation.statement();
            Reconcile statement = reconciliation.statement(List.of(ended), List.of(credential));
            assertThat(statement.effects()).isNotEqualTo(without.effects());
            assertThat(reconciliation.report(statement).officers()).hasSize(2);
            List<CustodianSignature> signed = office.custodiansSign(without.der(), 2);
            assertThatThrownBy(() -> reconciliation.carryOut(statement.der(), signed))
                    .isInstanceOf(Halt.class);
            reconciliation.carryOut(statement.der(), office.custodiansSign(statement.der(), 2));
        }
        where.vault.open();
        Order crl = office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, where.now());
        assertThat(where.holds(OrderRule.NOT_ENOUGH_APPROVALS, office.approved(crl, where.now(), office.operator)))
                .contains("role ia-operator 1 0");
        assertThat(where.holds(
                        OrderRule.NOT_ENOUGH_APPROVALS,
                        where.issue(where.item("after.example.go.jp"), office.examiner, office.approver)))
                .contains("role ra-approver 1 1");
        // What an outside CA certified in the lost days is the CA's newest certificate again.
        Digest newest = where.vault.authority.askCommitted(state -> Digest.of(state.find(TestOffice.ROOT)
                .orElseThrow()
                .certificate()
                .orElseThrow()
                .der()));
        assertThat(newest).isEqualTo(received);
        assertThat(where.vault.authority.scrub()).isEmpty();
        where.vault.authority.close();
    }

    /// The sealed state as it is when the token has a serial number.
    static void withOpen(AttackScene scene, SerialNumber serial, Instant notAfter) {
        MacKey key = VaultKeys.seals(scene.vault.token).get(0);
        SealedState known;
        try (Seal seal = Seal.open(scene.vault.parts.sealed(), List.of(key))) {
            known = seal.read(new Digest(scene.vault.installation), TestVault.NODE)
                    .orElseThrow()
                    .newest();
        }
        Bytes state = new SealedState(
                        known.installation(),
                        known.node(),
                        known.counter() + 1,
                        known.epoch(),
                        known.latest(),
                        known.committed(),
                        known.pending(),
                        known.crlNumbers(),
                        known.trees(),
                        known.batch(),
                        List.of(new SealedState.Open(TestOffice.ROOT, serial, notAfter)),
                        known.snapshot())
                .der();
        try (SealedFile file = SealedFile.open(scene.vault.parts.sealed())) {
            file.write(new Sealed(state, key.mac(state)).der());
        }
    }

    /// Takes away every group behind the one that intended a serial number, with all its rows.
    static void putBackToTheIntent(AttackScene scene, SerialNumber serial) {
        try (Database owner = scene.vault.asOwner()) {
            long[] last = {0};
            Entry[] head = {null};
            owner.useTransaction(tx -> VaultStore.eachGroup(tx.handle(), 0, group -> {
                DerReader reader = new DerReader(group.entries());
                boolean here = false;
                Entry entry = null;
                while (reader.hasNext()) {
                    entry = Entry.parse(reader.any()).orElseThrow();
                    here |= entry.effects().stream()
                            .anyMatch(e ->
                                    e instanceof Effect.Intended i && i.serial().equals(serial));
                }
                if (here) {
                    last[0] = group.last();
                    head[0] = entry;
                }
            }));
            owner.useTransaction(tx -> {
                for (String table : List.of("certificates", "outcomes", "crls")) {
                    tx.handle().execute("DELETE FROM issuing." + table + " WHERE index > ?", last[0]);
                }
                tx.handle().execute("DELETE FROM issuing.entry_groups WHERE first_index > ?", last[0]);
                tx.handle().execute("DELETE FROM ledger.feed_batches WHERE number > ?", number(tx, last[0]));
                VaultStore.moveHead(
                        tx.handle(), new VaultStore.HeadRow(new Position(last[0], head[0].digest()), head[0].epoch()));
            });
        }
    }

    private static long number(Transaction tx, long index) {
        return Feed.after(tx, 0, 1_000).stream()
                .map(file -> Batch.parse(SignedBatch.parse(file).orElseThrow().batch())
                        .orElseThrow())
                .filter(batch -> batch.chain().index() <= index)
                .mapToLong(Batch::number)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        copies.forEach(copy -> {
            if (copy.authority != null) {
                copy.authority.close();
            }
            copy.database.close();
        });
        scene.vault.authority = null;
        scene.close();
    }

    /// Nothing is signed, and nothing is written.
    static void refuses(AttackScene where, List<Bytes> files, String because) {
        long groups = where.count("issuing.entry_groups");
        assertThatThrownBy(() -> reconcile(where, files, Reconciliation.Missing.REFUSED))
                .isInstanceOf(Halt.class)
                .hasMessageContaining(because);
        assertThat(where.count("issuing.entry_groups")).isEqualTo(groups);
        assertThat(new Fence(where.vault.token, new Digest(where.vault.installation))
                        .required()
                        .epoch())
                .isEqualTo(1);
        assertThatThrownBy(where.vault::open).isInstanceOf(Halt.class);
    }
}
