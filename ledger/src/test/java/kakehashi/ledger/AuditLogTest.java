package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogTest {
    private static final String NAME = "audit_log_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T01:02:03Z"));
    private static final List<RoomSchema> ROOMS =
            List.of(new RoomSchema("desk", Zone.OFFICE, "kakehashi/ledger/rooms/desk"));

    private final AuditTree tree = new AuditTree(Zone.OFFICE);
    private Database vault;
    private Database office;
    private AuditLog log;

    @BeforeAll
    void open() {
        TestServer.prepare(NAME, ROOMS);
        vault = TestServer.open(Zone.VAULT, NAME);
        office = TestServer.open(Zone.OFFICE, NAME);
        log = AuditLog.open(office, Zone.OFFICE, INSTALLATION, CLOCK);
    }

    @AfterAll
    void close() {
        log.close();
        vault.close();
        office.close();
    }

    private static AuditEvent event(int number) {
        return new AuditEvent.Salted(AuditKind.OFFICER_CHANGED, Bytes.ofHex(String.format("0404%08x", number)));
    }

    private long write(AuditLog to, String paper, int events) {
        return to.<Integer>inTransaction(tx -> {
            tx.handle().execute("INSERT INTO desk.papers VALUES (?)", paper);
            for (int i = 0; i < events; i++) {
                tx.record(event(i));
            }
            return events;
        });
    }

    private long size() {
        return office.inTransaction(tree::head).orElseThrow().size();
    }

    private List<Bytes> leaves(long size) {
        return office.inTransaction(tx -> LongStream.range(0, size)
                .mapToObj(i -> tree.leaf(tx, i).orElseThrow())
                .toList());
    }

    @Test
    void numbersWithoutAGapWhatManyWriteAtOnce() throws ExecutionException, InterruptedException {
        long before = size();
        List<Future<Long>> writes = new ArrayList<>();
        try (AuditLog second = AuditLog.open(office, Zone.OFFICE, INSTALLATION, CLOCK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 120; i++) {
                String paper = "many-" + i;
                AuditLog to = i % 2 == 0 ? log : second;
                writes.add(threads.submit(() -> write(to, paper, 2)));
            }
            for (Future<Long> write : writes) {
                assertThat(write.get()).isEqualTo(2);
            }
        }
        long size = size();
        assertThat(size).isEqualTo(before + 240);
        List<Bytes> leaves = leaves(size);
        assertThat(leaves)
                .extracting(der -> Leaf.parse(der).orElseThrow().index())
                .isEqualTo(LongStream.range(0, size).boxed().toList());
        TreeHead head = office.inTransaction(tree::head).orElseThrow();
        assertThat(head.root()).isEqualTo(Rfc9162.mth(leaves));
        office.useTransaction(tx -> {
            assertThat(tree.inclusionProof(tx, 7, size)).contains(Rfc9162.path(7, leaves));
            assertThat(tree.consistencyProof(tx, 100, size)).contains(Rfc9162.proof(100, leaves));
        });
    }

    @Test
    void refusesAKindThatDoesNotStandInTheZonesTree() {
        long before = size();
        assertThatThrownBy(() -> log.inTransaction(tx -> {
                    tx.record(new AuditEvent.Entry(0, INSTALLATION));
                    return 0;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no leaf of the kind entry");
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void answersAConflictWhenSomebodyElseHoldsTheHeadRow() {
        AuditWriter writer = new AuditWriter(Zone.OFFICE, INSTALLATION, CLOCK);
        office.useTransaction(held -> {
            writer.append(held, List.of(event(1)));
            CompletableFuture<TreeHead> second = CompletableFuture.supplyAsync(
                    () -> office.inTransaction(tx -> writer.append(tx, List.of(event(2)))));
            assertThatThrownBy(second::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            DatabaseFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.CONFLICT));
        });
    }

    /// Groups as the vault's: a position of the chain and the use of a key each, 64 works, in one transaction each.
    @Test
    void appendsTheVaultsGroupsAndProvesEntriesAcrossStoredLevels() {
        AuditWriter writer = new AuditWriter(Zone.VAULT, INSTALLATION, CLOCK);
        AuditTree vaults = new AuditTree(Zone.VAULT);
        List<AuditEvent> group = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            group.add(new AuditEvent.Entry(i, INSTALLATION));
            group.add(new AuditEvent.Salted(AuditKind.KEY_BEFORE, Bytes.wrap(new byte[120])));
        }
        TreeHead last = new TreeHead(0, MerkleTree.EMPTY_ROOT);
        for (int i = 0; i < 10; i++) {
            last = vault.inTransaction(tx -> writer.append(tx, group));
        }
        TreeHead head = last;
        assertThat(head.size()).isEqualTo(1280);
        vault.useTransaction(tx -> {
            List<Bytes> leaves = LongStream.range(0, head.size())
                    .mapToObj(i -> vaults.leaf(tx, i).orElseThrow())
                    .toList();
            assertThat(head.root()).isEqualTo(Rfc9162.mth(leaves));
            assertThat(vaults.headOf(tx, 777)).contains(new TreeHead(777, Rfc9162.mth(leaves.subList(0, 777))));
            assertThat(vaults.inclusionProof(tx, 600, 1280)).contains(Rfc9162.path(600, leaves));
            assertThat(vaults.consistencyProof(tx, 513, 1280)).contains(Rfc9162.proof(513, leaves));
            assertThat(Leaf.parse(leaves.get(2)).orElseThrow().content()).isEqualTo(new Leaf.Entry(1, INSTALLATION));
            assertThat(vaults.payload(tx, 2)).isEmpty();
            assertThat(tx.handle()
                            .createQuery("SELECT count(*) FROM ledger.audit_node WHERE zone = 'vault'")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(5);
        });
    }

    @Test
    void takesTheLeavesOfFailedWorkWithIt() {
        long before = size();
        assertThatThrownBy(() -> log.inTransaction(tx -> {
                    tx.handle().execute("INSERT INTO desk.papers VALUES ('failed')");
                    tx.record(event(1));
                    throw new IllegalStateException("the work's own");
                }))
                .hasMessage("the work's own");
        assertThatThrownBy(() -> log.inTransaction(tx -> {
                    tx.record(event(1));
                    return tx.handle().execute("INSERT INTO desk.papers VALUES (?)", (String) null);
                }))
                .isInstanceOf(DatabaseFailure.class);
        assertThat(size()).isEqualTo(before);
        write(log, "failed", 1);
        assertThat(size()).isEqualTo(before + 1);
    }

    @Test
    void commitsToThePayloadAndForgetsItOnDemand() {
        write(log, "erased", 1);
        long index = size() - 1;
        Leaf leaf = Leaf.parse(leaves(index + 1).getLast()).orElseThrow();
        assertThat(leaf.kind()).isEqualTo("officer.changed");
        assertThat(leaf.at()).isEqualTo(CLOCK.instant());
        assertThat(leaf.zone()).isEqualTo(Zone.OFFICE);
        office.useTransaction(tx -> {
            assertThat(tree.payload(tx, index)).contains(((AuditEvent.Salted) event(0)).payload());
            tx.handle()
                    .execute(
                            "DELETE FROM ledger.audit_payload WHERE zone = ? AND leaf_index = ?",
                            Zone.OFFICE.label(),
                            index);
        });
        office.useTransaction(tx -> {
            assertThat(tree.payload(tx, index)).isEmpty();
            assertThat(tree.headOf(tx, index + 1)).isPresent().isEqualTo(tree.head(tx));
        });
    }

    @Test
    void letsAZoneNeitherChangeItsTreeNorTouchAnothers() {
        write(log, "rights", 1);
        for (String sql : List.of(
                "UPDATE ledger.audit_leaf SET leaf = ''",
                "DELETE FROM ledger.audit_leaf",
                "DELETE FROM ledger.audit_node",
                "UPDATE ledger.audit_payload SET payload = ''",
                "INSERT INTO ledger.audit_leaf VALUES ('vault', 0, '')",
                "INSERT INTO ledger.audit_checkpoint VALUES ('office', 1, '')")) {
            assertThatThrownBy(() -> office.useTransaction(tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            DatabaseFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.FORBIDDEN));
        }
        assertThat(office.<Integer>inTransaction(tx ->
                        tx.handle().execute("UPDATE ledger.audit_head SET size = 0, edge = '' WHERE zone = 'vault'")))
                .isZero();
    }

    @Test
    void refusesWorkWhenItIsClosed() {
        AuditLog closed = AuditLog.open(office, Zone.OFFICE, INSTALLATION, CLOCK);
        closed.close();
        assertThatThrownBy(() -> write(closed, "closed", 1)).isInstanceOf(IllegalStateException.class);
    }
}
