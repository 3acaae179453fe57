package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class EraCheckpointsTest {
    private static final Bytes ROOT = Bytes.EMPTY.sha256();
    private static final Bytes OTHER = ROOT.sha256();

    private final TestSigner first = TestSigner.make("log.example/vault");
    private final TestSigner second = TestSigner.make("log.example/vault");
    private final TestSigner afterCut =
            new TestSigner(new CheckpointKey("log.example/vault/2", second.key().publicKey()), second.signer());
    private final LogEra.Cut cut = new LogEra.Cut(20, 50, ROOT, "order");
    private final List<LogEra> eras =
            List.of(LogEra.only(first.key()), LogEra.only(second.key()), new LogEra(afterCut.key(), Optional.of(cut)));

    private static String note(TestSigner signer, long size, Bytes root) {
        return Checkpoint.sign(new TreeHead(size, root), signer.key(), signer.signer())
                .note();
    }

    private EraCheckpoints with(String... notes) {
        EraCheckpoints all = new EraCheckpoints(eras);
        for (String note : notes) {
            assertThat(all.add(note, "x")).isEmpty();
        }
        return all;
    }

    @Test
    void asksForEveryCheckpointUpToTheCutAndThoseOfTheNewLog() {
        EraCheckpoints all = with(
                note(first, 10, ROOT),
                note(second, 20, ROOT),
                note(second, 30, OTHER),
                note(second, 50, ROOT),
                note(afterCut, 5, ROOT),
                note(afterCut, 60, ROOT));
        assertThat(all.contradiction()).isEmpty();
        assertThat(all.required()).extracting(one -> one.head().size()).containsExactly(5L, 10L, 20L, 60L);
        assertThat(all.cuts()).containsExactly(cut);
    }

    @Test
    void believesNoLostCheckpointThatIsNotOfWhatWasSigned() {
        assertThat(with(note(second, 51, ROOT)).contradiction()).isPresent();
        assertThat(with(note(second, 50, OTHER)).contradiction()).isPresent();
    }

    @Test
    void believesNoKeyWhoseTimeWasOver() {
        assertThat(with(note(first, 15, ROOT), note(second, 12, ROOT)).contradiction())
                .isPresent();
        assertThat(with(note(first, 12, ROOT), note(second, 15, ROOT)).contradiction())
                .isEmpty();
        TestSigner stranger = TestSigner.make("log.example/vault");
        assertThat(new EraCheckpoints(eras).add(note(stranger, 12, ROOT), "12")).isPresent();
    }
}
