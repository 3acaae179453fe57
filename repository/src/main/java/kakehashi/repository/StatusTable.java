package kakehashi.repository;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;

/// The serial numbers of one CA with their states, 32 octets each in tables that are between half and four fifths
/// full, so at most 64 octets a certificate. A change touches one of 256 small tables, so that growing never takes
/// long.
///
/// One thread writes. Others may read at the same time when they look afterwards whether something was written
/// meanwhile (optimistic reading): a torn read ends, and finds something or nothing.
final class StatusTable {
    private static final int SLOT = 32;
    private static final int STATE = 1;
    private static final int SERIAL = 2;
    private static final int NOT_AFTER = 22;
    private static final int AT = 27;
    private static final int TIME_OCTETS = 5;
    private static final int TABLES = 256;
    private static final int FIRST_SLOTS = 4;
    private static final byte[] NONE = new byte[0];

    private final byte[][] tables = new byte[TABLES][];
    private final int[] used = new int[TABLES];
    private final Map<SerialNumber, Instant> invalidity = new ConcurrentHashMap<>();
    private long size;

    StatusTable() {
        Arrays.fill(tables, NONE);
    }

    /// How many serial numbers there are.
    long size() {
        return size;
    }

    /// The octets that the tables take.
    long octets() {
        return Arrays.stream(tables).mapToLong(table -> table.length).sum();
    }

    Optional<StatusRecord> get(SerialNumber serial) {
        if (serial.contents().length() > SerialNumber.MAX_OCTETS) {
            return Optional.empty();
        }
        byte[] key = key(serial);
        long hash = hash(key);
        byte[] table = tables[(int) (hash >>> 56)];
        int slot = find(table, key, hash);
        return slot < 0 || table[slot] == 0 ? Optional.empty() : Optional.of(read(table, slot, serial));
    }

    void put(SerialNumber serial, StatusRecord status) {
        byte[] key = key(serial);
        write(key, hash(key), status);
        status.invalidity().ifPresentOrElse(time -> invalidity.put(serial, time), () -> invalidity.remove(serial));
    }

    private void write(byte[] key, long hash, StatusRecord status) {
        int index = (int) (hash >>> 56);
        // At most four fifths of the slots are taken.
        if ((used[index] + 1) * 5L > tables[index].length / SLOT * 4L) {
            grow(index);
        }
        byte[] table = tables[index];
        int slot = find(table, key, hash);
        boolean fresh = table[slot] == 0;
        System.arraycopy(key, 0, table, slot + SERIAL, key.length - 1);
        table[slot + STATE] =
                (byte) (status.state().ordinal() << 4 | status.reason().code());
        time(table, slot + NOT_AFTER, status.notAfter().getEpochSecond());
        time(table, slot + AT, status.at().getEpochSecond());
        table[slot] = key[key.length - 1];
        if (fresh) {
            used[index]++;
            size++;
        }
    }

    private void grow(int index) {
        byte[] old = tables[index];
        byte[] next = new byte[Math.max(FIRST_SLOTS, old.length / SLOT * 3 / 2 + 1) * SLOT];
        for (int slot = 0; slot < old.length; slot += SLOT) {
            if (old[slot] != 0) {
                byte[] key = key(old, slot);
                System.arraycopy(old, slot, next, find(next, key, hash(key)), SLOT);
            }
        }
        tables[index] = next;
    }

    /// The serial number's octets, filled up with zeros, and its length behind them.
    private static byte[] key(SerialNumber serial) {
        byte[] key = new byte[SerialNumber.MAX_OCTETS + 1];
        serial.contents().copyTo(key, 0);
        key[SerialNumber.MAX_OCTETS] = (byte) serial.contents().length();
        return key;
    }

    private static byte[] key(byte[] table, int slot) {
        byte[] key = Arrays.copyOfRange(table, slot + SERIAL, slot + SERIAL + SerialNumber.MAX_OCTETS + 1);
        key[SerialNumber.MAX_OCTETS] = table[slot];
        return key;
    }

    private static long hash(byte[] key) {
        long hash = key[key.length - 1];
        for (int i = 0; i < SerialNumber.MAX_OCTETS; i++) {
            hash = (hash ^ key[i] & 0xff) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    /// The slot of the key, or the empty one where it belongs; -1 in a table without any.
    private static int find(byte[] table, byte[] key, long hash) {
        int slots = table.length / SLOT;
        int index = (int) ((hash & 0xffffffffL) * slots >>> 32);
        for (int tried = 0; tried < slots; tried++) {
            int slot = index * SLOT;
            if (table[slot] == 0 || isAt(table, slot, key)) {
                return slot;
            }
            index = index + 1 == slots ? 0 : index + 1;
        }
        return -1;
    }

    private static boolean isAt(byte[] table, int slot, byte[] key) {
        int from = slot + SERIAL;
        return table[slot] == key[SerialNumber.MAX_OCTETS]
                && Arrays.equals(table, from, from + SerialNumber.MAX_OCTETS, key, 0, SerialNumber.MAX_OCTETS);
    }

    private StatusRecord read(byte[] table, int slot, SerialNumber serial) {
        int packed = table[slot + STATE];
        return new StatusRecord(
                StatusRecord.State.values()[packed >>> 4 & 3],
                reason(packed & 0xf),
                Instant.ofEpochSecond(time(table, slot + NOT_AFTER)),
                Instant.ofEpochSecond(time(table, slot + AT)),
                Optional.ofNullable(invalidity.get(serial)));
    }

    static CrlReason reason(int code) {
        return Arrays.stream(CrlReason.values())
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElse(CrlReason.UNSPECIFIED);
    }

    private static void time(byte[] table, int at, long seconds) {
        for (int i = 0; i < TIME_OCTETS; i++) {
            table[at + i] = (byte) (seconds >>> 8 * (TIME_OCTETS - 1 - i));
        }
    }

    private static long time(byte[] table, int at) {
        long seconds = 0;
        for (int i = 0; i < TIME_OCTETS; i++) {
            seconds = seconds << 8 | table[at + i] & 0xff;
        }
        return seconds;
    }

    /// Writes the tables as they are: a slot's layout is a part of the snapshot's format ([SnapshotFile]).
    void write(StateFields out) throws IOException {
        for (byte[] table : tables) {
            out.octets(Bytes.wrap(table));
        }
        out.number(invalidity.size());
        for (Map.Entry<SerialNumber, Instant> one : invalidity.entrySet()) {
            out.octets(one.getKey().contents());
            out.time(one.getValue());
        }
    }

    /// Reads what [#write] wrote.
    static StatusTable read(DataInputStream in) throws IOException {
        StatusTable read = new StatusTable();
        for (int index = 0; index < TABLES; index++) {
            byte[] table = StateFields.octets(in).toArray();
            if (table.length % SLOT != 0) {
                throw new IOException("a table of " + table.length + " octets");
            }
            for (int slot = 0; slot < table.length; slot += SLOT) {
                read.used[index] += table[slot] != 0 ? 1 : 0;
            }
            read.tables[index] = table;
            read.size += read.used[index];
        }
        for (long left = in.readLong(); left > 0; left--) {
            SerialNumber serial = new SerialNumber(StateFields.octets(in));
            read.invalidity.put(serial, Instant.ofEpochSecond(in.readLong()));
        }
        return read;
    }

    private void tell(byte[] table, int slot, BiConsumer<SerialNumber, StatusRecord> each) {
        int from = slot + SERIAL;
        SerialNumber serial = new SerialNumber(Bytes.of(Arrays.copyOfRange(table, from, from + table[slot])));
        each.accept(serial, read(table, slot, serial));
    }

    /// Tells all in the order of the serial numbers: by value, as all are positive, the shorter first.
    void forEachInOrder(BiConsumer<SerialNumber, StatusRecord> each) {
        long[] places = new long[Math.toIntExact(size)];
        int next = 0;
        for (int index = 0; index < TABLES; index++) {
            for (int slot = 0; slot < tables[index].length; slot += SLOT) {
                if (tables[index][slot] != 0) {
                    places[next++] = (long) index << 32 | slot;
                }
            }
        }
        sort(places, places.clone(), 0, places.length);
        for (long place : places) {
            tell(tables[(int) (place >>> 32)], (int) place, each);
        }
    }

    private int compare(long one, long other) {
        byte[] a = tables[(int) (one >>> 32)];
        byte[] b = tables[(int) (other >>> 32)];
        int i = (int) one;
        int j = (int) other;
        return a[i] != b[j]
                ? Integer.compare(a[i], b[j])
                : Arrays.compareUnsigned(
                        a,
                        i + SERIAL,
                        i + SERIAL + SerialNumber.MAX_OCTETS,
                        b,
                        j + SERIAL,
                        j + SERIAL + SerialNumber.MAX_OCTETS);
    }

    /// Sorts by merging; boxes for a comparator would take more than the table.
    private void sort(long[] target, long[] source, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && compare(source[left], source[right]) <= 0;
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
