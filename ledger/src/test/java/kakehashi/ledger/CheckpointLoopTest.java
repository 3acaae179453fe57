package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointLoopTest {
    private static final String NAME = "checkpoint_loop_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final AuditEvent EVENT = new AuditEvent.Salted(AuditKind.PAYLOAD_ERASED, Bytes.ofHex("0500"));

    private final Map<Zone, SealedEdge> sealed = new EnumMap<>(Zone.class);
    private final List<String> alarms = new ArrayList<>();
    private final TestSigner signer = TestSigner.make(CheckpointSigner.origin("log.example", Zone.PUBLIC));
    private final AuditTree tree = new AuditTree(Zone.PUBLIC);
    private Database vault;
    private Database publicZone;

    @TempDir
    Path folder;

    private final TreeKeeper keeper = new TreeKeeper() {
        @Override
        public SealedEdge edge(Zone zone) {
            return sealed.getOrDefault(zone, SealedEdge.empty());
        }

        @Override
        public void seal(Zone zone, SealedEdge edge) {
            sealed.put(zone, edge);
        }

        @Override
        public void alarm(Zone zone, String sentence) {
            alarms.add(zone.label() + ": " + sentence);
        }
    };

    @BeforeAll
    void open() {
        TestServer.prepare(NAME, List.of());
        vault = TestServer.open(Zone.VAULT, NAME);
        publicZone = TestServer.open(Zone.PUBLIC, NAME);
    }

    @AfterAll
    void close() {
        vault.close();
        publicZone.close();
    }

    private CheckpointLoop loop() {
        CheckpointSigner publicSigner = new CheckpointSigner(Zone.PUBLIC, INSTALLATION, signer.key(), signer.signer());
        TileFolder tiles = new TileFolder(folder.resolve("everybody"), folder.resolve("auditors"));
        return new CheckpointLoop(vault, () -> List.of(publicSigner), keeper, tiles);
    }

    private void grow(int leaves) {
        AuditWriter writer = new AuditWriter(Zone.PUBLIC, INSTALLATION, InstantSource.fixed(Instant.EPOCH));
        publicZone.inTransaction(tx -> writer.append(tx, Collections.nCopies(leaves, EVENT)));
    }

    private Checkpoint published() throws IOException {
        return Checkpoint.parse(Files.readString(folder.resolve("everybody/public/checkpoint")))
                .orElseThrow();
    }

    private List<String> files(String below) throws IOException {
        Path top = folder.resolve(below);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /// The root from published level-0 tiles alone, as a monitor computes it.
    private Bytes rootOfTiles(long size) throws IOException {
        List<Bytes> hashes = new ArrayList<>();
        for (String file : files("everybody/public/tile/0")) {
            Bytes tile = Bytes.wrap(Files.readAllBytes(folder.resolve("everybody/public/tile/0/" + file)));
            for (int at = 0; at < tile.length(); at += 32) {
                hashes.add(tile.slice(at, at + 32));
            }
        }
        RightEdge edge = RightEdge.empty();
        hashes.subList(0, (int) size).forEach(hash -> edge.append(hash, (level, index, node) -> {}));
        return edge.head().root();
    }

    @Test
    void signsSealsAndPublishesWhatGrew() throws IOException {
        CheckpointLoop loop = loop();
        loop.round();
        assertThat(folder.resolve("everybody")).doesNotExist();
        grow(5);
        loop.round();
        assertThat(published().head()).isEqualTo(sealed.get(Zone.PUBLIC).head());
        assertThat(published().isSignedBy(signer.key())).isTrue();
        assertThat(files("everybody/public")).containsExactly("checkpoint", "tile/0/000.p/5");
        assertThat(files("auditors/public")).containsExactly("tile/entries/000.p/5");
        grow(600);
        loop.round();
        assertThat(published().head().size()).isEqualTo(605);
        assertThat(files("everybody/public"))
                .containsExactly("checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/93", "tile/1/000.p/2");
        assertThat(files("auditors/public"))
                .containsExactly("tile/entries/000", "tile/entries/001", "tile/entries/002.p/93");
        assertThat(rootOfTiles(605)).isEqualTo(published().head().root());
        Bytes upper = Bytes.wrap(Files.readAllBytes(folder.resolve("everybody/public/tile/1/000.p/2")));
        assertThat(vault.<java.util.Optional<TreeHead>>inTransaction(tx -> tree.headOf(tx, 256)))
                .contains(new TreeHead(256, upper.slice(0, 32)));
        assertThat(vault.<List<String>>inTransaction(tree::checkpoints)).hasSize(2);
        refusesAShorterTreeAndMakesGoodACrash();
    }

    private void refusesAShorterTreeAndMakesGoodACrash() throws IOException {
        SealedEdge good = sealed.get(Zone.PUBLIC);
        grow(1);
        vault.useTransaction(tx -> {
            CheckpointSigner.Growth growth =
                    new CheckpointSigner(Zone.PUBLIC, INSTALLATION, signer.key(), signer.signer()).read(tx, good, 100);
            sealed.put(Zone.PUBLIC, ((CheckpointSigner.Growth.Grown) growth).edge());
        });
        // The vault died after it sealed and before it signed.
        loop().round();
        assertThat(published().head().size()).isEqualTo(606);
        assertThat(alarms).isEmpty();
        List<Bytes> hashes = new ArrayList<>(sealed.get(Zone.PUBLIC).hashes());
        hashes.set(0, INSTALLATION);
        sealed.put(Zone.PUBLIC, new SealedEdge(606, hashes));
        loop().round();
        assertThat(alarms).singleElement().asString().contains("not that of the leaves");
    }

    @Test
    void namesTilesAsC2spDoes() {
        assertThat(TileFolder.path("0", 1_234_067, 256)).isEqualTo("tile/0/x001/x234/067");
        assertThat(TileFolder.path("2", 0, 8)).isEqualTo("tile/2/000.p/8");
    }

    @Test
    void believesADatedCosignatureOfAWitness() {
        TestSigner witness = TestSigner.make("witness.example");
        WitnessKey key = new WitnessKey("witness.example", witness.key().publicKey());
        Checkpoint checkpoint = Checkpoint.sign(SealedEdge.empty().head(), signer.key(), signer.signer());
        assertThat(key.cosigned(checkpoint)).isEmpty();
        Bytes text = Bytes.wrap(("cosignature/v1\ntime 1700000000\n" + checkpoint.text())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byte[] stamped = new byte[72];
        java.nio.ByteBuffer.wrap(stamped).putLong(1_700_000_000L);
        witness.signer().apply(text).copyTo(stamped, 8);
        Checkpoint.NoteSignature line = new Checkpoint.NoteSignature("witness.example", key.keyId(), Bytes.of(stamped));
        Checkpoint both = Checkpoint.parse(checkpoint.with(line).note()).orElseThrow();
        assertThat(key.cosigned(both)).contains(Instant.ofEpochSecond(1_700_000_000L));
        stamped[7]++;
        assertThat(key.cosigned(checkpoint.with(
                        new Checkpoint.NoteSignature("witness.example", key.keyId(), Bytes.of(stamped)))))
                .isEmpty();
    }

    @Test
    void readsAKeyAsGoWritesIt() {
        String sumdb = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
        assertThat(CheckpointKey.ofText(sumdb)).map(CheckpointKey::text).contains(sumdb);
        assertThat(CheckpointKey.ofText(sumdb.replace("033d", "033e"))).isEmpty();
        assertThat(CheckpointKey.ofText("x")).isEmpty();
        assertThat(CheckpointKey.ofText("x+00+")).isEmpty();
    }
}
