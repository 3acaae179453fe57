package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SipHashTest {
    /// Bouncy Castle has SipHash with any number of rounds.
    @Test
    void agreesWithBouncyCastleForEveryLength() {
        byte[] key = Bytes.ofHex("000102030405060708090a0b0c0d0e0f").toArray();
        byte[] message = new byte[70];
        new Random(1).nextBytes(message);
        SipHash hash = new SipHash(Bytes.of(key));
        for (int length = 0; length <= 64; length++) {
            var other = new org.bouncycastle.crypto.macs.SipHash(1, 3);
            other.init(new org.bouncycastle.crypto.params.KeyParameter(key));
            other.update(message, 3, length);
            assertThat(hash.hash(message, 3, 3 + length)).isEqualTo(other.doFinal());
        }
    }
}
