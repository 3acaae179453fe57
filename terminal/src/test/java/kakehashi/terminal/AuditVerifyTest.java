package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kakehashi.ledger.AuditProof;
import kakehashi.ledger.Checkpoint;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.Leaf;
import kakehashi.ledger.MerkleTree;
import kakehashi.ledger.TreeHead;
import kakehashi.ledger.Zone;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports are written here octet by octet, as the format says; no database is near.
class AuditVerifyTest {
    private final TestKey made = TestKey.generate(SignatureAlgorithm.ED25519);
    private final CheckpointKey key =
            CheckpointKey.ofPublicKey("log.example/vault", made.publicKey()).orElseThrow();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        List<Bytes> hashes = new ArrayList<>();
        try (DataOutputStream leaves = new DataOutputStream(Files.newOutputStream(folder.resolve("leaves")));
                DataOutputStream stored = new DataOutputStream(Files.newOutputStream(folder.resolve("hashes")))) {
            for (int i = 0; i < 2; i++) {
                Bytes leaf = leaf(i);
                leaves.writeInt(leaf.length());
                leaves.write(leaf.toArray());
                hashes.add(MerkleTree.leafHash(leaf));
                stored.write(hashes.getLast().toArray());
            }
        }
        Files.createFile(folder.resolve("payloads"));
        Files.createDirectory(folder.resolve("checkpoints"));
        TreeHead head = new TreeHead(2, MerkleTree.nodeHash(hashes.get(0), hashes.get(1)));
        Files.writeString(
                folder.resolve("checkpoints/2"),
                Checkpoint.sign(head, key, made::sign).note());
    }

    @Test
    void findsAnExportSound() {
        Terminal run = Terminal.run("audit", "verify", folder.toString(), "--key", key.text());
        assertThat(run.out()).isEqualTo("Sound: 1 checkpoints prove 2 leaves (0 leaves after them, 0 payloads).\n");
        assertThat(run.code()).isZero();
        assertThat(Terminal.run("audit", "verify", folder.toString(), "--key", key.text(), "--json")
                        .out())
                .contains("\"verdict\" : \"sound\"", "\"covered\" : 2");
    }

    /// RFC 9162 §2.1.3 and §2.1.4, over two leaves by hand.
    @Test
    void verifiesProofsOfOneRecordAndOfGrowth() throws IOException {
        Checkpoint two = Checkpoint.parse(Files.readString(folder.resolve("checkpoints/2")))
                .orElseThrow();
        Bytes other = MerkleTree.leafHash(leaf(1));
        Path record = folder.resolve("record.proof");
        Files.writeString(record, new AuditProof.Inclusion(0, leaf(0), List.of(other), two).text());
        Terminal run = verify(record);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Kind of record", "entry", "stands in the tree");
        Files.writeString(record, new AuditProof.Inclusion(1, leaf(0), List.of(other), two).text());
        assertThat(verify(record).code()).isEqualTo(1);
        Files.writeString(record, "no proof");
        assertThat(verify(record).code()).isEqualTo(65);

        Path growth = folder.resolve("growth.proof");
        Files.writeString(growth, new AuditProof.Consistency(1, List.of(other), two).text());
        assertThat(verify(growth).code()).isEqualTo(2);
        Path seen = folder.resolve("seen-before");
        TreeHead first = new TreeHead(1, MerkleTree.leafHash(leaf(0)));
        Files.writeString(seen, Checkpoint.sign(first, key, made::sign).note());
        assertThat(verify(growth, "--checkpoint", seen.toString()).code()).isZero();
        TreeHead rewritten = new TreeHead(1, other);
        Files.writeString(seen, Checkpoint.sign(rewritten, key, made::sign).note());
        assertThat(verify(growth, "--checkpoint", seen.toString()).code()).isEqualTo(1);
    }

    private Terminal verify(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("audit", "verify", file.toString(), "--key", key.text()));
        all.addAll(List.of(more));
        return Terminal.run(all.toArray(String[]::new));
    }

    private static Bytes leaf(int index) {
        Bytes some = Bytes.EMPTY.sha256();
        return new Leaf(some, Zone.VAULT, index, Instant.EPOCH, "entry", new Leaf.Entry(index, some)).der();
    }

    @Test
    void namesTheFirstBadLeafInBothLanguages() throws IOException {
        byte[] leaves = Files.readAllBytes(folder.resolve("leaves"));
        leaves[leaves.length - 1] ^= 1;
        Files.write(folder.resolve("leaves"), leaves);
        Terminal english = Terminal.run("audit", "verify", folder.toString(), "--key", key.text());
        assertThat(english.out()).startsWith("Not sound: leaf 1 was changed");
        assertThat(english.code()).isEqualTo(1);
        Terminal japanese =
                Terminal.run(Locale.JAPANESE, Bytes.EMPTY, "audit", "verify", folder.toString(), "--key", key.text());
        assertThat(japanese.out()).contains("最初の不正は 1 番", "書き換え");
        assertThat(Terminal.run("audit", "verify", folder.toString(), "--key", key.text(), "--json")
                        .out())
                .contains("\"index\" : 1", "\"fault\" : \"changed\"");
    }

    @Test
    void cannotTellWithoutACheckpointAndTakesOneFromElsewhere() throws IOException {
        Path elsewhere = Files.move(folder.resolve("checkpoints/2"), folder.resolve("seen"));
        Terminal without = Terminal.run("audit", "verify", folder.toString(), "--key", key.text());
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.out()).startsWith("Undetermined: there is no checkpoint");
        assertThat(Terminal.run(
                                "audit",
                                "verify",
                                folder.toString(),
                                "--key",
                                key.text(),
                                "--checkpoint",
                                elsewhere.toString())
                        .code())
                .isZero();
    }

    @Test
    void refusesWhatIsNoKeyNoExportAndNoGenesis() {
        assertThat(Terminal.run("audit", "verify", folder.toString(), "--key", "x")
                        .code())
                .isEqualTo(64);
        assertThat(Terminal.run("audit", "verify", folder.toString()).code()).isEqualTo(64);
        assertThat(Terminal.run("audit").code()).isEqualTo(64);
        assertThat(Terminal.run("audit", "verify", folder + "/none", "--key", key.text())
                        .code())
                .isEqualTo(66);
        Terminal genesis = Terminal.run(
                "audit",
                "verify",
                folder.toString(),
                "--genesis",
                folder.resolve("leaves").toString(),
                "--zone",
                "vault");
        assertThat(genesis.err()).contains("is no genesis");
        assertThat(genesis.code()).isEqualTo(65);
    }

    @Test
    void takesTheZonesKeyFromGenesis() throws IOException {
        Path file = folder.resolve("genesis.der");
        Files.write(file, GenesisOfTest.der("log.example", made.publicKey()).toArray());
        assertThat(Terminal.run("audit", "verify", folder.toString(), "--genesis", file.toString(), "--zone", "vault")
                        .code())
                .isZero();
        assertThat(Terminal.run("audit", "verify", folder.toString(), "--genesis", file.toString(), "--zone", "public")
                        .err())
                .contains("names no Ed25519 key");
    }
}
