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
        Bytes some = Bytes.EMPTY.sha256();
        List<Bytes> hashes = new ArrayList<>();
        try (DataOutputStream leaves = new DataOutputStream(Files.newOutputStream(folder.resolve("leaves")));
                DataOutputStream stored = new DataOutputStream(Files.newOutputStream(folder.resolve("hashes")))) {
            for (int i = 0; i < 2; i++) {
                Bytes leaf = new Leaf(some, Zone.VAULT, i, Instant.EPOCH, "entry", new Leaf.Entry(i, some)).der();
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
