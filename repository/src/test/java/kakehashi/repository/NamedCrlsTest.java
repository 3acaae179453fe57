package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class NamedCrlsTest {
    private static NamedCrl crl(Digest digest) {
        return new NamedCrl(FeedScene.CA, BigInteger.ONE, digest, 1);
    }

    /// Digests of which many share their beginning.
    private static Digest digest(Random random) {
        byte[] octets = new byte[Digest.OCTETS];
        octets[random.nextInt(3)] = (byte) random.nextInt(4);
        octets[Digest.OCTETS - 1] = (byte) random.nextInt(40);
        return new Digest(Bytes.wrap(octets));
    }

    private static List<NamedCrl> sorted(Map<Digest, NamedCrl> some) {
        return some.values().stream()
                .sorted(Comparator.comparing(one -> one.digest().octets()))
                .toList();
    }

    @Test
    void holdsWhatAMapHoldsAndWhatItOnceHeldStays() {
        Random random = new Random(5);
        NamedCrls named = NamedCrls.NONE;
        Map<Digest, NamedCrl> map = new HashMap<>();
        List<NamedCrls> pictures = new ArrayList<>();
        List<List<NamedCrl>> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Digest digest = digest(random);
            if (random.nextInt(5) < 3) {
                assertThat(named.with(crl(digest)).isEmpty()).isEqualTo(map.containsKey(digest));
                named = named.with(crl(digest)).orElse(named);
                map.put(digest, crl(digest));
            } else {
                named = named.without(digest);
                map.remove(digest);
            }
            pictures.add(named);
            expected.add(sorted(map));
        }
        assertThat(pictures.stream().map(one -> one.stream().toList()).toList()).isEqualTo(expected);
        NamedCrls again = NamedCrls.NONE;
        for (NamedCrl one : map.values()) {
            again = again.with(one).orElseThrow();
        }
        assertThat(again).isEqualTo(named);
        for (NamedCrl one : map.values()) {
            named = named.without(one.digest());
        }
        assertThat(named).isEqualTo(NamedCrls.NONE);
    }

    @Test
    void oneMoreAmongManyCostsTheWayToIt() {
        NamedCrls named = NamedCrls.NONE;
        for (int i = 0; i < 20_000; i++) {
            named = named.with(crl(Digest.of(Bytes.ofHex("%08x".formatted(i))))).orElseThrow();
        }
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        NamedCrl one = crl(Digest.of(Bytes.ofHex("ff")));
        long before = threads.getCurrentThreadAllocatedBytes();
        NamedCrls more = named.with(one).orElseThrow();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
        assertThat(more.stream().count()).isEqualTo(20_001);
    }
}
