package kakehashi.authority;

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
public final class OrderRegister {
    static final Duration KEPT = Duration.ofDays(1);

    /// A filing expires at most 180 days after it was made (docs/adr/0003), so none is valid beyond that.
    static final Duration LONGEST_FILING = Duration.ofDays(180);

    private static final int SETTLED = Id.OCTETS + 2 * Digest.OCTETS + Long.BYTES;
    private static final int SPENT = Digest.OCTETS + Long.BYTES;

    /// A settled order.
    ///
    /// @param digest of the order
    /// @param outcome digest of the outcome
    public record Settled(Digest digest, Digest outcome) {}

    private final RecordRing settled = new RecordRing(Id.OCTETS, SETTLED);
    private final RecordRing filings = new RecordRing(Digest.OCTETS, SPENT);
    private final Map<Digest, Long> cited = new LinkedHashMap<>();
    private final Map<Id, Integer> burnt = new HashMap<>();
    private final Map<Id, Map<Integer, Digest>> issued = new HashMap<>();

    void settle(Effect.OrderSettled order) {
        if (settled.find(order.order().octets()).isEmpty()) {
            byte[] record = new byte[SETTLED];
            order.order().octets().copyTo(record, 0);
            order.digest().octets().copyTo(record, Id.OCTETS);
            order.outcome().octets().copyTo(record, Id.OCTETS + Digest.OCTETS);
            putExpiry(record, order.expiresAt());
            settled.add(record);
        }
        cited.remove(order.digest());
        burnt.remove(order.order());
        issued.remove(order.order());
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
        cited.putIfAbsent(cause.order(), index);
    }

    /// A signature for the order was asked for and not recorded.
    void burnt(Id order) {
        burnt.merge(order, 1, Integer::sum);
    }

    /// An item of an order that is not settled yet was issued.
    public void issued(Id order, int item, Digest certificate) {
        issued.computeIfAbsent(order, id -> new HashMap<>()).put(item, certificate);
    }

    /// The certificates that an unsettled order's items were issued, by item.
    public Map<Integer, Digest> issued(Id order) {
        return Map.copyOf(issued.getOrDefault(order, Map.of()));
    }

    /// How many signatures for an unsettled order were lost.
    public int lost(Id order) {
        return burnt.getOrDefault(order, 0);
    }

    /// How an order was settled; empty while it was not, or was forgotten.
    public Optional<Settled> settled(Id order) {
        return settled.find(order.octets()).map(record -> {
            byte[] digests = new byte[2 * Digest.OCTETS];
            record.get(Id.OCTETS, digests);
            Bytes both = Bytes.wrap(digests);
            return new Settled(
                    new Digest(both.slice(0, Digest.OCTETS)), new Digest(both.slice(Digest.OCTETS, 2 * Digest.OCTETS)));
        });
    }

    boolean isSpent(Digest filing) {
        return filings.find(filing.octets()).isPresent();
    }

    /// Whether an entry has begun the order and none has settled it.
    public boolean isBegun(Digest order) {
        return cited.containsKey(order);
    }

    /// Forgets what has expired long enough ago.
    public void forget(Instant now) {
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

    /// Orders that are begun and not settled, their certificates, and signatures that were lost, for a snapshot.
    void writeBegun(Consumer<Bytes> sink) {
        sink.accept(number(cited.size()));
        cited.forEach((order, index) -> {
            sink.accept(order.octets());
            sink.accept(number(index));
        });
        sink.accept(number(burnt.size()));
        burnt.forEach((order, times) -> {
            sink.accept(order.octets());
            sink.accept(number(times));
        });
        issued.forEach((order, items) -> items.forEach((item, certificate) -> {
            sink.accept(order.octets());
            sink.accept(number(item));
            sink.accept(certificate.octets());
        }));
    }

    private static Bytes number(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    void readBegun(ByteBuffer octets) {
        for (long left = octets.getLong(); left > 0; left--) {
            cited.put(StateSnapshot.digest(octets), octets.getLong());
        }
        for (long left = octets.getLong(); left > 0; left--) {
            burnt.put(StateSnapshot.id(octets), (int) octets.getLong());
        }
        while (octets.hasRemaining()) {
            Id order = StateSnapshot.id(octets);
            issued(order, (int) octets.getLong(), StateSnapshot.digest(octets));
        }
    }

    private static void forget(RecordRing ring, long before) {
        while (ring.oldest().orElse(Long.MAX_VALUE) < before) {
            ring.forgetOldest();
        }
    }
}
