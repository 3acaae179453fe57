package kakehashi.issuing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;

/// Which orders are settled and which filings are spent, so that neither is carried out twice. An order is
/// forgotten a day after it expires, a filing when it must have expired: from then on they are refused for that.
final class OrderRegister {
    static final Duration KEPT = Duration.ofDays(1);

    /// A filing expires at most 180 days after it was made (docs/adr/0003), so none is valid beyond that.
    static final Duration LONGEST_FILING = Duration.ofDays(180);

    private static final int SETTLED = Id.OCTETS + 2 * Digest.OCTETS + Long.BYTES;
    private static final int BEGUN = 2 * Digest.OCTETS + Long.BYTES + 1;
    private static final int SPENT = Digest.OCTETS + Long.BYTES;

    /// A settled order.
    ///
    /// @param digest of the order
    /// @param outcome digest of the outcome
    record Settled(Digest digest, Digest outcome) {}

    private record Begun(long index, Optional<Digest> filing) {}

    private final RecordRing settled = new RecordRing(Id.OCTETS, SETTLED);
    private final RecordRing filings = new RecordRing(Digest.OCTETS, SPENT);
    private final Map<Digest, Begun> cited = new LinkedHashMap<>();
    private final Map<Digest, Digest> filingsAtWork = new HashMap<>();
    private final Map<Id, Integer> burnt = new HashMap<>();

    void settle(Effect.OrderSettled order) {
        if (settled.find(order.order().octets()).isEmpty()) {
            byte[] record = new byte[SETTLED];
            order.order().octets().copyTo(record, 0);
            order.digest().octets().copyTo(record, Id.OCTETS);
            order.outcome().octets().copyTo(record, Id.OCTETS + Digest.OCTETS);
            putExpiry(record, order.expiresAt());
            settled.add(record);
        }
        Begun begun = cited.remove(order.digest());
        if (begun != null) {
            begun.filing().ifPresent(filing -> filingsAtWork.remove(filing, order.digest()));
        }
        burnt.remove(order.order());
        order.filing().filter(filing -> filings.find(filing.octets()).isEmpty()).ifPresent(filing -> {
            byte[] record = new byte[SPENT];
            filing.octets().copyTo(record, 0);
            putExpiry(record, order.expiresAt().plus(LONGEST_FILING));
            filings.add(record);
        });
    }

    private static void putExpiry(byte[] record, Instant at) {
        ByteBuffer.wrap(record).putLong(record.length - Long.BYTES, at.getEpochSecond());
    }

    /// An entry names the order's evidence: it is being carried out, until an effect settles it.
    void cite(long index, Entry.Cause.Order cause) {
        cite(index, cause.order(), cause.filing());
    }

    private void cite(long index, Digest order, Optional<Digest> filing) {
        if (cited.putIfAbsent(order, new Begun(index, filing)) == null) {
            filing.ifPresent(one -> filingsAtWork.putIfAbsent(one, order));
        }
    }

    /// A signature for the order was asked for and not recorded.
    void burnt(Id order) {
        burnt.merge(order, 1, Integer::sum);
    }

    /// How many signatures for an unsettled order were lost.
    int lost(Id order) {
        return burnt.getOrDefault(order, 0);
    }

    Optional<Settled> settled(Id order) {
        return settled.find(order.octets()).map(record -> {
            byte[] digests = new byte[2 * Digest.OCTETS];
            record.get(Id.OCTETS, digests);
            Bytes both = Bytes.wrap(digests);
            return new Settled(
                    new Digest(both.slice(0, Digest.OCTETS)), new Digest(both.slice(Digest.OCTETS, 2 * Digest.OCTETS)));
        });
    }

    /// How many orders are remembered.
    int size() {
        return settled.size();
    }

    /// Whether the filing was carried out, or another order that rests on it is being carried out.
    boolean isSpent(Digest filing, Digest order) {
        Digest by = filingsAtWork.get(filing);
        return by != null && !by.equals(order) || filings.find(filing.octets()).isPresent();
    }

    /// Whether an entry has begun the order and none has settled it: after a crash it goes on.
    boolean isBegun(Digest order) {
        return cited.containsKey(order);
    }

    /// The entry that began an order which is not settled.
    Optional<Long> begunBy(Digest order) {
        return Optional.ofNullable(cited.get(order)).map(Begun::index);
    }

    /// Forgets what has expired long enough ago.
    void forget(Instant now) {
        forget(settled, now.minus(KEPT).getEpochSecond());
        forget(filings, now.getEpochSecond());
    }

    /// Settled orders, for a snapshot.
    void writeSettled(Consumer<Bytes> sink) {
        settled.write(sink);
    }

    void readSettled(Bytes octets) {
        settled.read(octets);
    }

    /// Spent filings, for a snapshot.
    void writeFilings(Consumer<Bytes> sink) {
        filings.write(sink);
    }

    void readFilings(Bytes octets) {
        filings.read(octets);
    }

    /// Orders that are begun and not settled, and the signatures that some of them lost, for a snapshot.
    void writeBegun(Consumer<Bytes> sink) {
        ByteBuffer octets =
                ByteBuffer.allocate(Integer.BYTES + cited.size() * BEGUN + burnt.size() * (Id.OCTETS + Integer.BYTES));
        octets.putInt(cited.size());
        cited.forEach((order, begun) -> octets.put(order.octets().toArray())
                .putLong(begun.index())
                .put((byte) (begun.filing().isPresent() ? 1 : 0))
                .put(begun.filing().orElse(Digest.ZERO).octets().toArray()));
        burnt.forEach((order, times) -> octets.put(order.octets().toArray()).putInt(times));
        sink.accept(Bytes.wrap(octets.array()));
    }

    void readBegun(ByteBuffer octets) {
        for (int left = octets.getInt(); left > 0; left--) {
            Digest order = StateSnapshot.digest(octets);
            long index = octets.getLong();
            boolean filed = octets.get() == 1;
            Digest filing = StateSnapshot.digest(octets);
            cite(index, order, filed ? Optional.of(filing) : Optional.empty());
        }
        while (octets.hasRemaining()) {
            burnt.put(StateSnapshot.id(octets), octets.getInt());
        }
    }

    private static void forget(RecordRing ring, long before) {
        while (ring.oldest().orElse(Long.MAX_VALUE) < before) {
            ring.forgetOldest();
        }
    }
}
