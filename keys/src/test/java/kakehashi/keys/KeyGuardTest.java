package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class KeyGuardTest {
    private static final SignatureAlgorithm ED25519 = SignatureAlgorithm.ED25519;

    private final KeyEntry key = new KeyEntry(Bytes.ofHex("01"), "ca", publicKey());
    private final List<String> heard = new ArrayList<>();

    private static SubjectPublicKeyInfo publicKey() {
        return MlDsaSeed.publicKey(KeyKind.ML_DSA_44, new byte[MlDsaSeed.OCTETS]);
    }

    private Bytes operation(Bytes message) {
        heard.add("signing " + message);
        return Bytes.ofHex("5151");
    }

    @Test
    void theListenerHearsBeforeAndAfterWithNumberAndDigest() {
        RecordedUses uses = new RecordedUses();
        KeyGuard guard = new KeyGuard(uses);
        Bytes message = Bytes.ofHex("aa");
        guard.signer(key, ED25519, this::operation).sign(message);
        guard.signer(key, ED25519, this::operation).sign(message);
        assertThat(uses.before)
                .containsExactly(
                        new KeyUse(key, ED25519, 1, message.sha256()), new KeyUse(key, ED25519, 2, message.sha256()));
        assertThat(uses.after).hasSize(2).containsOnly(new KeyUseResult.Signed(Bytes.ofHex("5151")));
    }

    @Test
    void aListenerThatObjectsBeforeKeepsTheKeyUnused() {
        Signer signer = new KeyGuard(new Objecting("before")).signer(key, ED25519, this::operation);
        assertThatIllegalStateException().isThrownBy(() -> signer.sign(Bytes.EMPTY));
        assertThat(heard).containsExactly("before");
    }

    @Test
    void aListenerThatObjectsAfterKeepsTheSignatureIn() {
        Signer signer = new KeyGuard(new Objecting("after")).signer(key, ED25519, this::operation);
        assertThatIllegalStateException().isThrownBy(() -> signer.sign(Bytes.EMPTY));
        assertThat(heard).containsExactly("before", "signing ", "after");
    }

    private final class Objecting implements KeyUseListener {
        private final String when;

        Objecting(String when) {
            this.when = when;
        }

        private void hear(String what) {
            heard.add(what);
            if (what.equals(when)) {
                throw new IllegalStateException("the audit log is full");
            }
        }

        @Override
        public void before(KeyUse use) {
            hear("before");
        }

        @Override
        public void after(KeyUse use, KeyUseResult result) {
            hear("after");
        }
    }
}
