package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final TestSigner LOG = TestSigner.make("kakehashi.example/00/vault");
    private static final TreeHead HEAD = new TreeHead(1234, Bytes.EMPTY.sha256());
    private static final Checkpoint SIGNED = Checkpoint.sign(HEAD, LOG.key(), LOG.signer());

    /// The public key of the Go checksum database, as every Go toolchain names it.
    @Test
    void givesTheKeyIdThatGoKnows() {
        byte[] typed = Base64.getDecoder().decode("Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
        CheckpointKey key = new CheckpointKey("sum.golang.org", Bytes.of(typed).slice(1, 33));
        assertThat(key.keyId()).hasToString("033de0ae");
    }

    @Test
    void writesTheThreeLinesAnEmptyOneAndTheSignature() {
        assertThat(SIGNED.note().lines().toList())
                .hasSize(5)
                .startsWith("kakehashi.example/00/vault", "1234", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "");
        assertThat(SIGNED.note()).endsWith("\n").contains("\n— kakehashi.example/00/vault ");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(Checkpoint.parse(SIGNED.note())).contains(SIGNED);
        assertThat(SIGNED.isSignedBy(LOG.key())).isTrue();
    }

    @Test
    void keepsTheLinesOfWitnesses() {
        TestSigner witness = TestSigner.make("witness.example");
        String line = Checkpoint.sign(HEAD, witness.key(), witness.signer())
                .note()
                .lines()
                .toList()
                .getLast();
        Checkpoint both = Checkpoint.parse(SIGNED.note() + line + "\n").orElseThrow();
        assertThat(both.signatures()).hasSize(2);
        assertThat(both.isSignedBy(LOG.key())).isTrue();
    }

    @Test
    void believesNoOtherKeyOriginSizeOrRoot() {
        TestSigner other = TestSigner.make(LOG.key().name());
        assertThat(SIGNED.isSignedBy(other.key())).isFalse();
        assertThat(new Checkpoint(LOG.key().name(), new TreeHead(1235, HEAD.root()), SIGNED.signatures())
                        .isSignedBy(LOG.key()))
                .isFalse();
        assertThat(new Checkpoint("kakehashi.example/00/office", HEAD, SIGNED.signatures()).isSignedBy(LOG.key()))
                .isFalse();
    }

    @Test
    void refusesWhatIsNotExactlyANote() {
        String note = SIGNED.note();
        for (String bad : List.of(
                "",
                note.stripTrailing(),
                note + "\n",
                note.replace("\n1234\n", "\n01234\n"),
                note.replace("\n1234\n", "\n-1\n"),
                note.replace("\n1234\n", "\n99999999999999999999\n"),
                note.replace("— ", "- "),
                note.replace("uFU=", "uFV="),
                note.replace("uFU=", ""),
                note.replace("\n", "\r\n"))) {
            assertThat(Checkpoint.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void refusesASignerThatSignsWithAnotherKey() {
        TestSigner other = TestSigner.make("other");
        assertThatThrownBy(() -> Checkpoint.sign(HEAD, LOG.key(), other.signer()))
                .isInstanceOf(IllegalStateException.class);
    }
}
