package kakehashi.authority;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;

/// Many records of one length, found by their first octets and forgotten in the order in which they came: some
/// hundred octets a record and no objects. One thread uses it.
public final class RecordRing {
    private static final int PAGE_RECORDS = 4_096;
    private static final int HEADER = 2 * Long.BYTES;
    private static final long NUMBERS = (1 << 30) - 1;

    private final int keyOctets;
    private final int recordOctets;
    private final List<byte[]> pages = new ArrayList<>();
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    // Who chooses keys does not know where they fall.
    private final long secret = new SecureRandom().nextLong();
    /// Places of records, plus one; 0 where there is none. A power of two long, at most two thirds full.
    private int[] slots = new int[1_024];
    private long firstPage;
    private long first;
    private long next;

    /// @param keyOctets how many octets at the beginning of a record are its key; at least 16
    RecordRing(int keyOctets, int recordOctets) {
        this.keyOctets = keyOctets;
        this.recordOctets = recordOctets;
    }

    int size() {
        return (int) (next - first);
    }

    /// Adds a record whose key is not there.
    void add(byte[] record) {
        if (size() + 1 > slots.length / 3 * 2) {
            grow();
        }
        if (next / PAGE_RECORDS - firstPage == pages.size()) {
            pages.add(free.isEmpty() ? new byte[PAGE_RECORDS * recordOctets] : free.poll());
        }
        System.arraycopy(record, 0, page(next), offset(next), recordOctets);
        place(next);
        next++;
    }

    /// The record with this key, as a buffer to read; empty when there is none.
    Optional<ByteBuffer> find(Bytes key) {
        byte[] octets = key.toArray();
        for (int slot = home(octets, 0); slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            long record = record(slots[slot]);
            byte[] page = page(record);
            int at = offset(record);
            if (Arrays.equals(page, at, at + keyOctets, octets, 0, keyOctets)) {
                return Optional.of(
                        ByteBuffer.wrap(page, at, recordOctets).slice().asReadOnlyBuffer());
            }
        }
        return Optional.empty();
    }

    /// The number at the end of the oldest record.
    OptionalLong oldest() {
        return first == next
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(page(first)).getLong(offset(first) + recordOctets - Long.BYTES));
    }

    /// Forgets the oldest record.
    void forgetOldest() {
        unplace(first);
        first++;
        if (first / PAGE_RECORDS > firstPage) {
            free.clear();
            free.add(pages.remove(0));
            firstPage++;
        }
    }

    private byte[] page(long record) {
        return pages.get((int) (record / PAGE_RECORDS - firstPage));
    }

    private int offset(long record) {
        return (int) (record % PAGE_RECORDS) * recordOctets;
    }

    /// A slot holds the low 30 bits of the record's number, plus one.
    private long record(int slot) {
        return first + (slot - 1 - first & NUMBERS);
    }

    private static int slot(long record) {
        return (int) (record & NUMBERS) + 1;
    }

    private int home(byte[] octets, int at) {
        ByteBuffer key = ByteBuffer.wrap(octets, at, keyOctets).slice();
        long mixed = (key.getLong() ^ secret) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 32 ^ key.getLong()) * 0xd6e8feb86659fd93L;
        return (int) (mixed >>> 32) & slots.length - 1;
    }

    private void place(long record) {
        int slot = home(page(record), offset(record));
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = slot(record);
    }

    /// Takes a record's slot away and moves those behind it that may come nearer to their home.
    private void unplace(long record) {
        int mask = slots.length - 1;
        int hole = home(page(record), offset(record));
        while (slots[hole] != slot(record)) {
            hole = hole + 1 & mask;
        }
        slots[hole] = 0;
        for (int slot = hole + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            long other = record(slots[slot]);
            int home = home(page(other), offset(other));
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                slots[slot] = 0;
                hole = slot;
            }
        }
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (long record = first; record < next; record++) {
            place(record);
        }
    }

    /// The whole state in pieces, for a snapshot: copies, which later changes leave alone.
    void write(Consumer<Bytes> sink) {
        sink.accept(Bytes.wrap(ByteBuffer.allocate(HEADER)
                .putLong(size())
                .putLong(recordOctets)
                .array()));
        for (long record = first; record < next; ) {
            int from = offset(record);
            int records = (int) Math.min(PAGE_RECORDS - record % PAGE_RECORDS, next - record);
            sink.accept(Bytes.wrap(Arrays.copyOfRange(page(record), from, from + records * recordOctets)));
            record += records;
        }
    }

    /// Adds what [#write] wrote to an empty ring.
    ///
    /// @throws IllegalArgumentException when it is no such state
    void read(Bytes state) {
        ByteBuffer octets = state.asByteBuffer();
        long records = octets.getLong();
        if (octets.getLong() != recordOctets || octets.remaining() != records * recordOctets || next != 0) {
            throw new IllegalArgumentException("not so many records of this length");
        }
        int wanted = slots.length;
        while (records + 1 > wanted / 3 * 2) {
            wanted *= 2;
        }
        slots = new int[wanted];
        byte[] record = new byte[recordOctets];
        for (long i = 0; i < records; i++) {
            octets.get(record);
            add(record);
        }
    }
}
