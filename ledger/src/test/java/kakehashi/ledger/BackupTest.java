package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
    private static final String NAME = "backup_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final List<RoomSchema> ROOMS = List.of(
            new RoomSchema("safe", Zone.VAULT, "kakehashi/ledger/rooms/safe"),
            new RoomSchema("desk", Zone.OFFICE, "kakehashi/ledger/rooms/desk"));
    private static final BookedOrder ORDER =
            new BookedOrder(Bytes.wrap(new byte[16]), "issue", Zone.VAULT, Bytes.ofHex("0500"));

    private final AuditTree tree = new AuditTree(Zone.OFFICE);
    private final OrderBook book = new OrderBook(RetryPlan.USUAL);

    @TempDir
    Path folder;

    @BeforeAll
    void fill() {
        TestServer.prepare(NAME, ROOMS);
        try (Database office = TestServer.open(Zone.OFFICE, NAME);
                Database vault = TestServer.open(Zone.VAULT, NAME)) {
            append(office, 300);
            office.useTransaction(tx -> book.submit(tx, ORDER));
            vault.useTransaction(tx -> tx.handle().execute("INSERT INTO safe.secrets VALUES ('kept', 1)"));
        }
    }

    private static TreeHead append(Database office, int leaves) {
        AuditWriter writer = new AuditWriter(Zone.OFFICE, INSTALLATION, InstantSource.fixed(Instant.EPOCH));
        AuditEvent event = new AuditEvent.Salted(AuditKind.APPROVAL, Bytes.ofHex("0500"));
        return office.inTransaction(tx -> writer.append(tx, Collections.nCopies(leaves, event)));
    }

    private Path backup(String name) {
        Path to = folder.resolve(name);
        Backup.write(TestServer.SERVER.ownerAccess(NAME), ROOMS, to);
        return to;
    }

    private static void restore(Path from, String database) {
        TestServer.prepare(database, ROOMS);
        Backup.restore(TestServer.SERVER.ownerAccess(database), ROOMS, from);
    }

    @Test
    void restoresEverythingAndGoesOnWithTheTree() throws IOException {
        Path backup = backup("whole");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
        restore(backup, "backup_whole");
        try (Database office = TestServer.open(Zone.OFFICE, "backup_whole");
                Database vault = TestServer.open(Zone.VAULT, "backup_whole")) {
            TreeHead before = vault.inTransaction(tree::head).orElseThrow();
            assertThat(before.size()).isEqualTo(300);
            TreeHead after = append(office, 300);
            vault.useTransaction(tx -> assertThat(MerkleTree.verifiesConsistency(
                            before, after, tree.consistencyProof(tx, 300, 600).orElseThrow()))
                    .isTrue());
            assertThat(office.<Submission>inTransaction(tx -> book.submit(tx, ORDER)))
                    .isEqualTo(new Submission.Pending());
            assertThat(vault.<Optional<TakenOrder>>inTransaction(tx ->
                            book.takeMany(tx, 1, Duration.ofMinutes(1)).stream().findFirst()))
                    .map(TakenOrder::body)
                    .contains(ORDER.body());
            assertThat(vault.<Integer>inTransaction(tx -> tx.handle()
                            .createQuery("SELECT count(*) FROM safe.secrets WHERE name = 'kept'")
                            .mapTo(Integer.class)
                            .one()))
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> restore(backup, "backup_whole")).hasMessageContaining("restore into a new one");
    }

    @Test
    void seesOneMomentWhileOthersWrite() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch began = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform().start(() -> {
            try (Database publicZone = TestServer.open(Zone.PUBLIC, NAME)) {
                AuditWriter leaves = new AuditWriter(Zone.PUBLIC, INSTALLATION, InstantSource.fixed(Instant.EPOCH));
                AuditEvent event = new AuditEvent.Salted(AuditKind.PAYLOAD_ERASED, Bytes.ofHex("0500"));
                while (!stop.get()) {
                    publicZone.inTransaction(tx -> leaves.append(tx, Collections.nCopies(20, event)));
                    began.countDown();
                }
            }
        });
        began.await();
        Path backup = backup("moment");
        stop.set(true);
        writer.join();
        restore(backup, "backup_moment");
        AuditTree publicTree = new AuditTree(Zone.PUBLIC);
        try (Database vault = TestServer.open(Zone.VAULT, "backup_moment")) {
            vault.useTransaction(tx -> {
                TreeHead head = publicTree.head(tx).orElseThrow();
                assertThat(head.size()).isPositive();
                assertThat(publicTree.headOf(tx, head.size())).contains(head);
            });
        }
    }

    @Test
    void restoresNothingOfABackupThatWasChangedOrCutOff() throws IOException {
        Path backup = backup("damaged");
        Path file = backup.resolve("ledger.audit_leaf");
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        for (byte[] damaged : List.of(changed, Arrays.copyOf(whole, whole.length - 1))) {
            Files.write(file, damaged);
            assertThatThrownBy(() -> restore(backup, "backup_damaged"))
                    .isInstanceOf(DatabaseFailure.class)
                    .hasMessageContaining("ledger.audit_leaf was changed or cut off");
        }
        Files.delete(file);
        assertThatThrownBy(() -> restore(backup, "backup_damaged")).hasMessageContaining("has no file for the table");
        Files.write(file, whole);
        restore(backup, "backup_damaged");
    }

    @Test
    void refusesABackupOfOtherMigrationsRoomsOrFormats() throws IOException {
        Path backup = backup("other");
        Path manifest = backup.resolve("manifest");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("migration ledger:1:\\S+", "migration ledger:1:7"));
        assertThatThrownBy(() -> restore(backup, "backup_other")).hasMessageContaining("other migrations");
        Files.writeString(manifest, text.replace("backup 1", "backup 2"));
        assertThatThrownBy(() -> restore(backup, "backup_other")).hasMessageContaining("another format");
        Files.delete(manifest);
        assertThatThrownBy(() -> restore(backup, "backup_other")).hasMessageContaining("no manifest");
        Files.writeString(manifest, text);
        TestServer.prepare("backup_fewer", ROOMS.subList(0, 1));
        assertThatThrownBy(() ->
                        Backup.restore(TestServer.SERVER.ownerAccess("backup_fewer"), ROOMS.subList(0, 1), backup))
                .hasMessageContaining("other migrations");
    }

    @Test
    void overwritesNoBackup() {
        Path backup = backup("once");
        assertThatThrownBy(() -> Backup.write(TestServer.SERVER.ownerAccess(NAME), ROOMS, backup))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }
}
