package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// C2SP tlog-witness, against a witness that has nothing of ours in it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WitnessLoopTest {
    private static final String NAME = "witness_loop_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final AuditEvent EVENT = new AuditEvent.Salted(AuditKind.JOB, Bytes.ofHex("0500"));

    private final TestSigner log = TestSigner.make(CheckpointSigner.origin("log.example", Zone.PUBLIC));
    private final CheckpointSigner signer = new CheckpointSigner(Zone.PUBLIC, INSTALLATION, log.key(), log.signer());
    private final Map<Zone, SealedEdge> sealed = new EnumMap<>(Zone.class);
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");
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
            throw new AssertionError(sentence);
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

    private TileFolder tiles() {
        return new TileFolder(folder.resolve("everybody"), folder.resolve("auditors"));
    }

    private void grow(int leaves) {
        AuditWriter writer = new AuditWriter(Zone.PUBLIC, INSTALLATION, InstantSource.fixed(Instant.EPOCH));
        publicZone.inTransaction(tx -> writer.append(tx, Collections.nCopies(leaves, EVENT)));
        new CheckpointLoop(vault, () -> List.of(signer), keeper, tiles()).round();
    }

    private void isCosigned(StandInWitness... witnesses) throws IOException {
        Checkpoint cosigned = cosigned();
        assertThat(cosigned.head()).isEqualTo(sealed.get(Zone.PUBLIC).head());
        assertThat(cosigned.isSignedBy(log.key())).isTrue();
        for (StandInWitness witness : witnesses) {
            assertThat(witness.witness().key().cosigned(cosigned)).contains(witness.now);
        }
    }

    private WitnessLoop loop(Witness... witnesses) {
        return new WitnessLoop(vault, () -> List.of(signer), tiles(), List.of(witnesses), () -> now);
    }

    private Checkpoint cosigned() throws IOException {
        return Checkpoint.parse(Files.readString(folder.resolve("everybody/public/checkpoint.cosigned")))
                .orElseThrow();
    }

    /// Database and sealed state may have been put back together.
    @Test
    void tellsAtAStartThatAWitnessHasSeenMore() throws IOException {
        try (StandInWitness witness = StandInWitness.of("witness.example/w4", log.key())) {
            Witness stopping =
                    new Witness(witness.witness().prefix(), witness.witness().key(), Witness.AtStart.STOP);
            Witness away = new Witness(URI.create("http://127.0.0.1:1"), stopping.key(), Witness.AtStart.STOP);
            WitnessInquiry inquiry = new WitnessInquiry(List.of(signer), zone -> SealedEdge.empty());
            witness.cosigned(7);
            assertThat(inquiry.reasonToStop(List.of(away, stopping)))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("has seen 7 leaves, more than the 0 that are sealed here"));
            assertThat(inquiry.reasonToStop(List.of(witness.witness(), away))).isEmpty();
            witness.cosigned(0);
            assertThat(inquiry.reasonToStop(List.of(stopping))).isEmpty();
            assertThat(inquiry.reasonToStop(List.of())).isEmpty();
        }
    }

    @Test
    void publishesCheckpointsThatAWitnessCosigned() throws Exception {
        try (StandInWitness witness = StandInWitness.of("witness.example/w1", log.key());
                StandInWitness second = StandInWitness.of("witness.example/w2", log.key())) {
            try (WitnessLoop loop = loop(witness.witness(), second.witness())) {
                loop.round();
                assertThat(loop.states()).isEmpty();
                for (int more : List.of(5, 4, 300, 0)) {
                    grow(more);
                    loop.round();
                    isCosigned(witness, second);
                }
                assertThat(witness.size()).isEqualTo(309);
                assertThat(loop.states())
                        .hasSize(2)
                        .allMatch(state -> state.failure().isEmpty());
            }
            // After a restart the witness tells how far he is.
            grow(1);
            try (WitnessLoop again = loop(witness.witness())) {
                again.round();
                assertThat(witness.size()).isEqualTo(310);
                assertThat(again.wrong()).isEmpty();
            }
            waitsForNobody(witness);
            seesThatTheTreeWasPutBack(witness);
        }
    }

    private void waitsForNobody(StandInWitness witness) throws Exception {
        Witness away =
                new Witness(URI.create("http://127.0.0.1:1"), witness.witness().key());
        Witness other = new Witness(witness.witness().prefix(), new WitnessKey("witness.example/w1", INSTALLATION));
        grow(1);
        try (WitnessLoop loop = loop(away, other)) {
            loop.round();
            assertThat(loop.states())
                    .hasSize(1)
                    .allSatisfy(state -> assertThat(state.failure())
                            .get()
                            .asString()
                            .contains("without a cosignature under its key"));
            assertThat(loop.wrong()).isEmpty();
            now = now.plusSeconds(601);
            assertThat(loop.wrong()).get().asString().contains("witness.example/w1");
        }
        assertThat(Files.readString(folder.resolve("everybody/public/checkpoint")))
                .contains("\n311\n");
        try (WitnessLoop loop = loop(away)) {
            loop.round();
            assertThat(loop.states())
                    .allSatisfy(state ->
                            assertThat(state.failure()).get().asString().startsWith("does not answer"));
        }
    }

    private void seesThatTheTreeWasPutBack(StandInWitness witness) throws Exception {
        witness.cosigned(1_000);
        try (WitnessLoop loop = loop(witness.witness())) {
            loop.round();
            assertThat(loop.states())
                    .allSatisfy(state -> assertThat(state.failure())
                            .contains("has seen 1000 leaves, more than the 311 that are signed here"));
            assertThat(loop.wrong()).get().asString().contains("has seen 1000 leaves");
        }
        // A proof of hashes that somebody changed: the witness refuses it.
        witness.cosigned(9);
        try (WitnessLoop loop = loop(witness.witness())) {
            loop.round();
            assertThat(loop.states())
                    .allSatisfy(state -> assertThat(state.failure())
                            .contains("says that the tree does not continue what it cosigned"));
            assertThat(loop.wrong()).isPresent();
        }
    }

    @Test
    void takesOnlyAddressesAndKeysOfWitnesses() {
        WitnessKey key = new WitnessKey("w", INSTALLATION);
        assertThat(WitnessKey.ofText(key.text())).contains(key);
        assertThat(WitnessKey.ofText(new CheckpointKey("w", INSTALLATION).text()))
                .isEmpty();
        assertThat(WitnessKey.ofText("w+00+")).isEmpty();
        for (String wrong : List.of("ftp://w.example", "https://w.example/", "w.example")) {
            assertThatThrownBy(() -> new Witness(URI.create(wrong), key)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
