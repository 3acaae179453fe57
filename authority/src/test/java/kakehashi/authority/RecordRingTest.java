package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class RecordRingTest {
    private static final int KEY = 16;
    private static final int RECORD = 32;

    private static byte[] record(Random chance, long time) {
        byte[] record = new byte[RECORD];
        chance.nextBytes(record);
        ByteBuffer.wrap(record).putLong(RECORD - Long.BYTES, time);
        return record;
    }

    private static Bytes key(byte[] record) {
        return Bytes.wrap(record).slice(0, KEY);
    }

    @Test
    void holdsWhatASetWouldHoldWhileTheOldestGo() {
        Random chance = new Random(7);
        RecordRing ring = new RecordRing(KEY, RECORD);
        ArrayDeque<byte[]> queue = new ArrayDeque<>();
        Set<Bytes> gone = new HashSet<>();
        for (int step = 0; step < 60_000; step++) {
            byte[] record = record(chance, step);
            ring.add(record);
            queue.add(record);
            for (int i = chance.nextInt(3); i > 0 && step > 5_000 && !queue.isEmpty(); i--) {
                assertThat(ring.oldest().orElseThrow())
                        .isEqualTo(ByteBuffer.wrap(queue.peek()).getLong(RECORD - Long.BYTES));
                gone.add(key(queue.poll()));
                ring.forgetOldest();
            }
        }
        assertThat(ring.size()).isEqualTo(queue.size());
        assertThat(queue)
                .allSatisfy(record ->
                        assertThat(ring.find(key(record)).orElseThrow()).isEqualTo(ByteBuffer.wrap(record)));
        assertThat(gone).noneMatch(key -> ring.find(key).isPresent());
    }

    @Test
    void isTheSameAfterWritingAndReading() {
        Random chance = new Random(8);
        RecordRing ring = new RecordRing(KEY, RECORD);
        for (int i = 0; i < 10_000; i++) {
            ring.add(record(chance, i));
        }
        for (int i = 0; i < 5_000; i++) {
            ring.forgetOldest();
        }
        ByteBuffer all = ByteBuffer.allocate(RECORD * 5_000 + 16);
        ring.write(piece -> all.put(piece.toArray()));
        RecordRing read = new RecordRing(KEY, RECORD);
        read.read(Bytes.wrap(all.array()));
        ByteBuffer again = ByteBuffer.allocate(all.capacity());
        read.write(piece -> again.put(piece.toArray()));
        assertThat(again.array()).isEqualTo(all.array());
        assertThat(read.size()).isEqualTo(5_000);
    }
}
