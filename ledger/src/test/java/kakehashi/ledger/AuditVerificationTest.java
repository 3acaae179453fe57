package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.ledger.AuditVerdict.Fault;
import kakehashi.ledger.AuditVerdict.Sound;
import kakehashi.ledger.AuditVerdict.Unsound;
import kakehashi.ledger.CheckpointSigner.Growth;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The owner of the database changes the tree of the office in every way he can; checkpoints stand at 5, 12 and 20
/// of 22 leaves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVerificationTest {
    private static final String NAME = "audit_verification_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final String ROWS = " WHERE zone = 'office' AND leaf_index ";
    private static final String NODES = " WHERE zone = 'office' AND leaf_index ";

    private final TestSigner signer = TestSigner.make(CheckpointSigner.origin("log.example", Zone.OFFICE));
    private final AuditTree tree = new AuditTree(Zone.OFFICE);
    private Database vault;
    private SealedEdge last = SealedEdge.empty();

    @TempDir
    Path folder;

    @BeforeAll
    void write() {
        TestServer.prepare(NAME, List.of());
        vault = TestServer.open(Zone.VAULT, NAME);
        CheckpointSigner checkpoints = new CheckpointSigner(Zone.OFFICE, INSTALLATION, signer.key(), signer.signer());
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T01:02:03Z"));
        try (Database office = TestServer.open(Zone.OFFICE, NAME);
                AuditLog log = AuditLog.open(office, Zone.OFFICE, INSTALLATION, clock)) {
            for (int i = 0; i < 22; i++) {
                AuditEvent event = new AuditEvent.Salted(AuditKind.APPROVAL, Bytes.ofHex(String.format("0404%08x", i)));
                log.<Boolean>inTransaction(tx -> {
                    tx.record(event);
                    return true;
                });
                if (i == 4 || i == 11 || i == 19) {
                    SealedEdge before = last;
                    Growth growth = vault.inTransaction(tx -> checkpoints.read(tx, before, 100));
                    last = ((Growth.Grown) growth).edge();
                    Checkpoint signed = checkpoints.sign(last);
                    vault.useTransaction(tx -> AuditStore.addCheckpoint(tx.handle(), Zone.OFFICE, signed));
                }
            }
        }
    }

    @AfterAll
    void close() {
        vault.close();
    }

    /// Exports and verifies what the database holds after the statements, then puts everything back.
    private AuditVerdict after(String... statements) throws SQLException, IOException {
        try (Connection owner = ServerStore.connect(TestServer.SERVER.ownerAccess(NAME));
                Statement statement = owner.createStatement()) {
            for (String table :
                    List.of("audit_head", "audit_leaf", "audit_payload", "audit_node", "audit_checkpoint")) {
                statement.execute("CREATE TEMPORARY TABLE kept_" + table + " AS TABLE ledger." + table);
            }
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
            Path export = Files.createTempDirectory(folder, "export");
            AuditExport.write(vault, tree, export);
            for (String table :
                    List.of("audit_head", "audit_leaf", "audit_payload", "audit_node", "audit_checkpoint")) {
                statement.execute("DELETE FROM ledger." + table);
                statement.execute("INSERT INTO ledger." + table + " TABLE kept_" + table);
            }
            return AuditVerification.verify(export, signer.key(), List.of());
        }
    }

    /// What the signer says of the tree after the statement; everything is put back.
    private Growth readAfter(String sql) throws SQLException {
        CheckpointSigner checkpoints = new CheckpointSigner(Zone.OFFICE, INSTALLATION, signer.key(), signer.signer());
        try (Connection owner = ServerStore.connect(TestServer.SERVER.ownerAccess(NAME));
                Statement statement = owner.createStatement()) {
            for (String table : List.of("audit_head", "audit_leaf")) {
                statement.execute("CREATE TEMPORARY TABLE kept_" + table + " AS TABLE ledger." + table);
            }
            assertThat(statement.executeUpdate(sql)).isPositive();
            Growth growth = vault.inTransaction(tx -> checkpoints.read(tx, last, 100));
            for (String table : List.of("audit_head", "audit_leaf")) {
                statement.execute("DELETE FROM ledger." + table);
                statement.execute("INSERT INTO ledger." + table + " TABLE kept_" + table);
            }
            return growth;
        }
    }

    private String refusalAfter(String sql) throws SQLException {
        Growth growth = readAfter(sql);
        assertThat(growth).isInstanceOf(Growth.Refused.class);
        return ((Growth.Refused) growth).reason();
    }

    private static void assertUnsound(AuditVerdict verdict, long index, Fault fault) {
        assertThat(verdict).isInstanceOfSatisfying(Unsound.class, unsound -> {
            assertThat(unsound.fault()).as(unsound.detail()).isEqualTo(fault);
            assertThat(unsound.index()).as(unsound.detail()).isEqualTo(index);
        });
    }

    private static String spoil(long index) {
        String last = "octet_length(leaf) - 1";
        return "UPDATE ledger.audit_leaf SET leaf = set_byte(leaf, " + last + ", get_byte(leaf, " + last + ") # 1)"
                + ROWS + "= " + index;
    }

    @Test
    void findsTheUntouchedTreeSound() throws SQLException, IOException {
        assertThat(after()).isEqualTo(new Sound(20, 2, 22, 3));
    }

    @Test
    void callsAPayloadThatNoErasureNamesRemoved() throws SQLException, IOException {
        assertUnsound(after("DELETE FROM ledger.audit_payload" + ROWS + "IN (7, 13, 21)"), 7, Fault.REMOVED);
    }

    @Test
    void findsErasedPayloadsSound() throws IOException {
        String name = "audit_erasure_test";
        TestServer.prepare(name, List.of());
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T01:02:03Z"));
        try (Database office = TestServer.open(Zone.OFFICE, name);
                Database reader = TestServer.open(Zone.VAULT, name);
                AuditLog log = AuditLog.open(office, Zone.OFFICE, INSTALLATION, clock)) {
            AuditEvent event = new AuditEvent.Salted(AuditKind.SESSION, Bytes.ofHex("0500"));
            log.inTransaction(tx -> {
                tx.record(event);
                tx.record(event);
                return 2;
            });
            log.inTransaction(tx -> {
                tx.handle().execute("DELETE FROM ledger.audit_payload WHERE zone = 'office' AND leaf_index = 1");
                Bytes erased = DerWriter.write(
                        w -> w.sequence(s -> s.sequence(list -> list.integer(1)).utf8String(0x0c, "retention ended")));
                tx.record(new AuditEvent.Salted(AuditKind.PAYLOAD_ERASED, erased));
                return 1;
            });
            CheckpointSigner checkpoints =
                    new CheckpointSigner(Zone.OFFICE, INSTALLATION, signer.key(), signer.signer());
            Growth grown = reader.inTransaction(tx -> checkpoints.read(tx, SealedEdge.empty(), 100));
            Checkpoint signed = checkpoints.sign(((Growth.Grown) grown).edge());
            reader.useTransaction(tx -> AuditStore.addCheckpoint(tx.handle(), Zone.OFFICE, signed));
            AuditExport.write(reader, tree, folder.resolve("erased"));
            assertThat(AuditVerification.verify(folder.resolve("erased"), signer.key(), List.of(signed.note())))
                    .isEqualTo(new Sound(3, 0, 2, 2));
            assertThat(AuditVerification.verify(folder.resolve("erased"), signer.key(), List.of("no note")))
                    .isInstanceOf(Unsound.class);
        }
    }

    @Test
    void findsATreeThatWasCutOffWithItsCheckpointsByOneThatWasSeenElsewhere() throws SQLException, IOException {
        String note = vault.<List<String>>inTransaction(tree::checkpoints).getLast();
        assertThat(after(
                        "DELETE FROM ledger.audit_checkpoint WHERE size > 12",
                        "DELETE FROM ledger.audit_leaf" + ROWS + ">= 12",
                        "DELETE FROM ledger.audit_payload" + ROWS + ">= 12"))
                .as("as the export says")
                .isEqualTo(new Sound(12, 0, 12, 2));
        try (Stream<Path> exports = Files.list(folder)) {
            for (Path export :
                    exports.filter(AuditVerificationTest::endsAtTwelve).toList()) {
                assertUnsound(AuditVerification.verify(export, signer.key(), List.of(note)), 12, Fault.CUT_OFF);
            }
        }
    }

    private static boolean endsAtTwelve(Path export) {
        return Files.exists(export.resolve("checkpoints/12")) && !Files.exists(export.resolve("checkpoints/20"));
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "5", "13", "19"})
    void namesALeafWhoseOctetsWereChanged(long index) throws SQLException, IOException {
        assertUnsound(after(spoil(index)), index, Fault.CHANGED);
    }

    @Test
    void namesTheFirstOfSeveral() throws SQLException, IOException {
        assertUnsound(after(spoil(17), spoil(9), "DELETE FROM ledger.audit_leaf" + ROWS + "= 15"), 9, Fault.CHANGED);
    }

    @Test
    void namesALeafThatBecameSomethingElse() throws SQLException, IOException {
        assertUnsound(after("UPDATE ledger.audit_leaf SET leaf = 'x'" + ROWS + "= 3"), 3, Fault.CHANGED);
    }

    @Test
    void namesALeafThatIsMissing() throws SQLException, IOException {
        assertUnsound(after("DELETE FROM ledger.audit_leaf" + ROWS + "= 6"), 6, Fault.MISSING);
    }

    @Test
    void namesALeafThatIsMissingThoughTheRowsAfterItMovedUp() throws SQLException, IOException {
        assertUnsound(
                after(
                        "DELETE FROM ledger.audit_leaf" + ROWS + "= 6",
                        "UPDATE ledger.audit_leaf SET leaf_index = -leaf_index + 1000" + ROWS + "> 6",
                        "UPDATE ledger.audit_leaf SET leaf_index = 999 - leaf_index" + ROWS + "> 900"),
                6,
                Fault.MISSING);
    }

    @Test
    void namesLeavesOutOfOrder() throws SQLException, IOException {
        assertUnsound(
                after(
                        "UPDATE ledger.audit_leaf SET leaf_index = 1000" + ROWS + "= 8",
                        "UPDATE ledger.audit_leaf SET leaf_index = 8" + ROWS + "= 14",
                        "UPDATE ledger.audit_leaf SET leaf_index = 14" + ROWS + "= 1000"),
                8,
                Fault.OUT_OF_ORDER);
    }

    @Test
    void namesWhereATreeIsCutOffThoughHeadAndHashesAgree() throws SQLException, IOException {
        assertUnsound(after("DELETE FROM ledger.audit_leaf" + ROWS + ">= 18"), 18, Fault.CUT_OFF);
        assertUnsound(
                after(
                        "DELETE FROM ledger.audit_leaf" + ROWS + ">= 12",
                        "DELETE FROM ledger.audit_payload" + ROWS + ">= 12"),
                12,
                Fault.CUT_OFF);
    }

    @Test
    void saysBetweenWhichCheckpointsALeafWasChangedTogetherWithItsHash() throws SQLException, IOException {
        AuditVerdict verdict = after(
                spoil(14),
                "UPDATE ledger.audit_leaf SET hash = (SELECT sha256('\\x00'::bytea || leaf) FROM ledger.audit_leaf"
                        + ROWS + "= 14)" + NODES + "= 14",
                "DELETE FROM ledger.audit_payload" + ROWS + "= 14");
        assertUnsound(verdict, 12, Fault.CHANGED);
        assertThat(((Unsound) verdict).detail()).contains("12 to 19");
    }

    @Test
    void takesTheLeavesForWhatTheyAreWhenOnlyAHashWasChanged() throws SQLException, IOException {
        assertThat(after("UPDATE ledger.audit_leaf SET hash = sha256('')" + NODES + "= 3"))
                .isEqualTo(new Sound(20, 2, 22, 3));
    }

    @Test
    void namesALeafWhosePayloadOrSaltWasChanged() throws SQLException, IOException {
        assertUnsound(
                after("UPDATE ledger.audit_payload SET payload = '\\x0500'" + ROWS + "= 11"),
                11,
                Fault.PAYLOAD_CHANGED);
        assertUnsound(
                after("UPDATE ledger.audit_payload SET salt = sha256('')" + ROWS + "= 21"), 21, Fault.PAYLOAD_CHANGED);
        assertUnsound(
                after("UPDATE ledger.audit_payload SET leaf_index = 30" + ROWS + "= 2"), 30, Fault.PAYLOAD_CHANGED);
    }

    @Test
    void believesNoCheckpointThatIsNotSigned() throws SQLException, IOException {
        assertUnsound(
                after(
                        "UPDATE ledger.audit_checkpoint SET note = replace(note, E'\\n12\\n', E'\\n13\\n') WHERE size = 12"),
                13,
                Fault.CHECKPOINT_NOT_GENUINE);
        assertThat(after("DELETE FROM ledger.audit_checkpoint")).isInstanceOf(AuditVerdict.Undetermined.class);
    }

    @Test
    void holdsAnExportThatWasCutInTheMiddleOfAFileForCutOff() throws IOException {
        AuditExport.write(vault, tree, folder.resolve("cut"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("cut")))
                .as("payloads tell of persons")
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Path leaves = folder.resolve("cut").resolve(AuditExport.LEAVES);
        byte[] whole = Files.readAllBytes(leaves);
        Files.write(leaves, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(AuditVerification.verify(folder.resolve("cut"), signer.key(), List.of()))
                .isInstanceOfSatisfying(
                        Unsound.class, unsound -> assertThat(unsound.fault()).isEqualTo(Fault.CUT_OFF));
    }

    /// A pipe would be waited for without end, a device be read without end.
    @ParameterizedTest
    @ValueSource(strings = {"leaves", "hashes", "payloads", "history", "checkpoints/12"})
    void readsNothingButRegularFilesOfAnExport(String name) throws Exception {
        Path export = folder.resolve("export-" + name.replace('/', '-'));
        AuditExport.write(vault, tree, export);
        AuditExport.writeHistory(export, List.of());
        Path file = export.resolve(name);
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertRefused(export);
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertRefused(export);
        Files.delete(file);
    }

    private void assertRefused(Path export) {
        assertThatThrownBy(() -> {
                    AuditExport.readHistory(export);
                    AuditVerification.verify(export, signer.key(), List.of());
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no regular file");
    }

    @Test
    void readsNoTreeWhoseHeadSomebodyChanged() throws SQLException {
        String head = "UPDATE ledger.audit_head SET ";
        assertThat(refusalAfter(head + "edge = '' WHERE zone = 'office'")).contains("cannot be");
        assertThat(refusalAfter(head + "size = 3, edge = sha256('') || sha256('') WHERE zone = 'office'"))
                .contains("3 leaves, 20 were sealed");
        assertThat(refusalAfter(head + "edge = sha256('') || sha256('') || sha256('') WHERE zone = 'office'"))
                .contains("not that of the leaves");
        assertThat(refusalAfter(head + "size = 32, edge = sha256('') WHERE zone = 'office'"))
                .contains("leaf 22 is missing");
    }

    @Test
    void readsNoLeafThatIsNotTheNextOfThisInstallationAndZone() throws SQLException {
        assertThat(refusalAfter("DELETE FROM ledger.audit_leaf" + ROWS + "= 20"))
                .contains("row of leaf 20");
        assertThat(refusalAfter("DELETE FROM ledger.audit_leaf" + ROWS + "= 21"))
                .contains("leaf 21 is missing");
        assertThat(refusalAfter("UPDATE ledger.audit_leaf SET leaf = 'x'" + ROWS + "= 20"))
                .contains("row of leaf 20");
        assertThat(refusalAfter(spoil(21))).contains("not that of the leaves");
        Bytes foreign = new Leaf(
                        Bytes.wrap(new byte[32]),
                        Zone.OFFICE,
                        20,
                        Instant.EPOCH,
                        "approval",
                        new Leaf.Commitment(INSTALLATION))
                .der();
        assertThat(refusalAfter("UPDATE ledger.audit_leaf SET leaf = '\\x" + foreign + "'" + ROWS + "= 20"))
                .contains("of this installation");
    }

    @Test
    void believesStoredHashesInNothing() throws SQLException {
        assertThat(readAfter("UPDATE ledger.audit_leaf SET hash = sha256('')" + ROWS + "> 0"))
                .isInstanceOfSatisfying(
                        Growth.Grown.class,
                        grown -> assertThat(grown.edge().size()).isEqualTo(22));
    }
}
