package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretSharingTest {
    private final Secret secret = Secret.random(32);

    @Test
    void everyThreeOfFiveGiveTheSecretAndNoTwoDo() {
        List<SecretSharing.Share> shares = SecretSharing.split(secret, 3, 5);
        for (int subset = 1; subset < 1 << 5; subset++) {
            List<SecretSharing.Share> some = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                if ((subset >> i & 1) == 1) {
                    some.add(shares.get(i));
                }
            }
            assertThat(SecretSharing.combine(some).sameAs(secret))
                    .as("%d shares", some.size())
                    .isEqualTo(some.size() >= 3);
        }
    }

    @Test
    void fewerSharesFitEverySecretEquallyWell() {
        // With one share of a quorum of two, every value at 0 belongs to exactly one value at another point.
        boolean[] seen = new boolean[256];
        for (int guess = 0; guess < 256; guess++) {
            List<SecretSharing.Share> shares = List.of(share(1, 0x5a), share(2, guess));
            SecretSharing.combine(shares).use(octets -> seen[octets[0] & 0xff] = true);
        }
        assertThat(seen).doesNotContain(false);
    }

    private static SecretSharing.Share share(int index, int value) {
        return new SecretSharing.Share(index, Secret.wrap(new byte[] {(byte) value}));
    }

    @Test
    void multipliesAsTheFieldOfAesDoes() {
        // FIPS 197 §4.2: {57} • {83} = {c1}, {57} • {13} = {fe}.
        assertThat(SecretSharing.multiply(0x57, 0x83)).isEqualTo(0xc1);
        assertThat(SecretSharing.multiply(0x57, 0x13)).isEqualTo(0xfe);
        for (int a = 1; a < 256; a++) {
            assertThat(SecretSharing.multiply(a, SecretSharing.inverse(a))).isEqualTo(1);
        }
    }

    @Test
    void takesUpTo255SharesAndNoImpossibleQuorum() {
        List<SecretSharing.Share> shares = SecretSharing.split(secret, 255, 255);
        assertThat(SecretSharing.combine(shares).sameAs(secret)).isTrue();
        assertThat(SecretSharing.combine(shares.subList(0, 254)).sameAs(secret)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SecretSharing.split(secret, 3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretSharing.split(secret, 2, 256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretSharing.combine(List.of(shares.get(0), shares.get(0))));
    }
}
