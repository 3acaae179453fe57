package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;

/// When serial numbers were burnt, as far back as it matters (docs/adr/0007, Bounds). It is a fold of the chain, so
/// a restart forgets none.
public final class BurntCount {
    /// More than this within 24 hours stops issuing.
    public static final int MOST_A_DAY = 256;

    private static final Duration DAY = Duration.ofHours(24);
    /// More need not be remembered: these are too many already.
    private static final int MOST_REMEMBERED = 4 * MOST_A_DAY;

    private final ArrayDeque<Instant> times = new ArrayDeque<>();

    /// One was burnt.
    public void add(Instant at) {
        times.add(at);
        if (times.size() > MOST_REMEMBERED) {
            times.poll();
        }
    }

    /// Officers have looked: counting begins anew.
    public void clear() {
        times.clear();
    }

    /// How many were burnt in the 24 hours before a moment.
    public int since(Instant now) {
        while (!times.isEmpty() && !times.peek().isAfter(now.minus(DAY))) {
            times.poll();
        }
        return times.size();
    }

    /// For a snapshot.
    void write(Consumer<Bytes> sink) {
        ByteBuffer octets = ByteBuffer.allocate(times.size() * Long.BYTES);
        times.forEach(time -> octets.putLong(time.getEpochSecond()));
        sink.accept(Bytes.wrap(octets.array()));
    }

    void read(ByteBuffer octets) {
        times.clear();
        while (octets.hasRemaining()) {
            times.add(Instant.ofEpochSecond(octets.getLong()));
        }
    }
}
