package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class KeyFilterTest {
    private static final int LAYER = 1 << 16;

    private final SplittableRandom chance = new SplittableRandom(7);

    private Digest key() {
        byte[] octets = new byte[Digest.OCTETS];
        chance.nextBytes(octets);
        return new Digest(Bytes.wrap(octets));
    }

    /// With 32 bits each it was one in a million, in each layer: of a hundred thousand fresh keys some one waited
    /// for a reading of the chain.
    @Test
    void takesNoFreshKeyForOneThatWasCertified() {
        KeyFilter filter = KeyFilter.ofKeys();
        List<Digest> some = new ArrayList<>();
        for (int i = 0; i < 3 * LAYER; i++) {
            Digest key = key();
            filter.add(key);
            if (i % 1000 == 0) {
                some.add(key);
            }
        }
        assertThat(some).allMatch(filter::maybe);
        int wrong = 0;
        for (int i = 0; i < 2_000_000; i++) {
            wrong += filter.maybe(key()) ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(1);
    }

    @Test
    void comesBackFromASnapshot() {
        KeyFilter filter = KeyFilter.ofKeys();
        Digest key = key();
        filter.add(key);
        List<Bytes> pieces = new ArrayList<>();
        filter.write(pieces::add);
        byte[] all = new byte[pieces.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes piece : pieces) {
            piece.copyTo(all, at);
            at += piece.length();
        }
        KeyFilter again = KeyFilter.ofKeys();
        again.read(Bytes.wrap(all));
        assertThat(again.maybe(key)).isTrue();
        assertThat(again.maybe(key())).isFalse();
    }
}
