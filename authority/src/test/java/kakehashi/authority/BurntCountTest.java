package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class BurntCountTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void remembersAcrossASnapshot() {
        BurntCount count = new BurntCount();
        IntStream.range(0, 300).forEach(i -> count.add(NOON));
        List<Bytes> written = new ArrayList<>();
        count.write(written::add);
        BurntCount again = new BurntCount();
        again.read(ByteBuffer.wrap(written.get(0).toArray()));
        assertThat(again.since(NOON)).isEqualTo(300);
    }
}
