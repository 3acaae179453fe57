package kakehashi.repository;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import kakehashi.x509.Bytes;

/// Places in a file by the hash of what is looked for: 16 octets in a table that is between half and four fifths
/// full, so at most 32 octets a place. One hash may have several places. What lies at a place is compared by the
/// one who looks, for two names may have one hash.
///
/// Not safe for threads.
final class PlaceTable {
    private static final int FIRST_SLOTS = 4;
    private static final long EMPTY = 0;
    private static final long GONE = -1;

    /// The hash and the place plus one, by turns.
    private long[] slots = new long[2 * FIRST_SLOTS];
    private int used;
    private int size;

    /// How many places there are.
    int size() {
        return size;
    }

    /// The octets that the table takes.
    long octets() {
        return (long) Long.BYTES * slots.length;
    }

    void put(long hash, long place) {
        if ((used + 1) * 5L > slots.length / 2 * 4L) {
            rebuild(size + 1);
        }
        add(hash, place);
        size++;
    }

    private void add(long hash, long place) {
        int slot = first(hash);
        while (slots[slot + 1] != EMPTY) {
            slot = next(slot);
        }
        slots[slot] = hash;
        slots[slot + 1] = place + 1;
        used++;
    }

    private int first(long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, slots.length / 2) * 2;
    }

    private int next(int slot) {
        return slot + 2 == slots.length ? 0 : slot + 2;
    }

    private void rebuild(int least) {
        long[] old = slots;
        slots = new long[2 * Math.max(FIRST_SLOTS, least * 3 / 2 + least / 3 + 1)];
        used = 0;
        for (int slot = 0; slot < old.length; slot += 2) {
            if (old[slot + 1] > EMPTY) {
                add(old[slot], old[slot + 1] - 1);
            }
        }
    }

    /// Forgets a place, if it is there.
    void remove(long hash, long place) {
        for (int slot = first(hash); slots[slot + 1] != EMPTY; slot = next(slot)) {
            if (slots[slot] == hash && slots[slot + 1] == place + 1) {
                slots[slot + 1] = GONE;
                size--;
                return;
            }
        }
    }

    /// The places of a hash, in rising order.
    long[] places(long hash) {
        long[] found = new long[2];
        int count = 0;
        for (int slot = first(hash); slots[slot + 1] != EMPTY; slot = next(slot)) {
            if (slots[slot] == hash && slots[slot + 1] > EMPTY) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = slots[slot + 1] - 1;
            }
        }
        long[] places = Arrays.copyOf(found, count);
        Arrays.sort(places);
        return places;
    }

    /// Some of all places.
    ///
    /// @param most how many at most
    long[] some(int most) {
        long[] some = new long[Math.min(most, size)];
        int count = 0;
        for (int slot = 0; slot < slots.length && count < some.length; slot += 2) {
            if (slots[slot + 1] > EMPTY) {
                some[count++] = slots[slot + 1] - 1;
            }
        }
        return some;
    }

    void write(StateFields out) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(Long.BYTES * slots.length);
        octets.asLongBuffer().put(slots);
        out.octets(Bytes.wrap(octets.array()));
    }

    /// Reads what [#write] wrote.
    static PlaceTable read(DataInputStream in) throws IOException {
        ByteBuffer octets = StateFields.octets(in).asByteBuffer();
        if (octets.remaining() % (2 * Long.BYTES) != 0 || octets.remaining() < 2 * Long.BYTES * FIRST_SLOTS) {
            throw new IOException("a table of " + octets.remaining() + " octets");
        }
        PlaceTable read = new PlaceTable();
        read.slots = new long[octets.remaining() / Long.BYTES];
        octets.asLongBuffer().get(read.slots);
        for (int slot = 1; slot < read.slots.length; slot += 2) {
            read.used += read.slots[slot] == EMPTY ? 0 : 1;
            read.size += read.slots[slot] > EMPTY ? 1 : 0;
        }
        return read;
    }
}
