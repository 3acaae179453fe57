package kakehashi.x509;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The extensions of a certificate, CRL, CRL entry or message: no type twice, every known one well-formed. Values
/// are made when asked for.
public final class Extensions {
    /// A list without extensions.
    public static final Extensions NONE = new Extensions(new byte[0], new int[0], 0);

    private static final int MAX_COUNT = 128;
    private static final int OID_FROM = 0;
    private static final int OID_TO = 1;
    private static final int CRITICAL = 2;
    private static final int VALUE_FROM = 3;
    private static final int VALUE_TO = 4;
    private static final int KIND = 5;
    private static final int ROW = 6;

    private final byte[] array;
    private final int[] rows;
    private final int count;

    private Extensions(byte[] array, int[] rows, int count) {
        this.array = array;
        this.rows = rows;
        this.count = count;
    }

    /// The extensions of a list.
    ///
    /// @throws IllegalArgumentException when a type stands twice or a known one is malformed
    public static Extensions of(List<Extension> extensions) {
        if (extensions.isEmpty()) {
            return NONE;
        }
        Bytes der = DerWriter.write(w -> w.sequenceOf(Tag.SEQUENCE, extensions, (s, e) -> e.write(s)));
        return Parsed.of(() -> read(new DerReader(der))).orElseThrow();
    }

    /// Reads `Extensions`: "a certificate MUST NOT include more than one instance of a particular extension", and
    /// at least one stands where the field does.
    public static Extensions read(DerReader reader) {
        return read(reader, Tag.SEQUENCE);
    }

    /// Reads `Extensions` under an implicit tag.
    static Extensions read(DerReader reader, int tag) {
        byte[] array = reader.array();
        int outer = reader.enter(tag);
        int[] rows = new int[ROW * Math.min(10, 1 + reader.remaining() / 32)];
        int count = 0;
        do {
            if (count == MAX_COUNT) {
                throw reader.malformed("more than " + MAX_COUNT + " extensions");
            }
            if (rows.length == ROW * count) {
                rows = Arrays.copyOf(rows, 2 * rows.length);
            }
            readRow(reader, array, rows, ROW * count);
            refuseSecond(reader, array, rows, count);
            count++;
        } while (reader.hasNext());
        reader.leave(outer);
        return new Extensions(array, rows, count);
    }

    private static void readRow(DerReader reader, byte[] array, int[] rows, int row) {
        int extension = reader.enterSequence();
        int oid = reader.enterOid();
        rows[row + OID_FROM] = reader.absolutePosition();
        rows[row + OID_TO] = reader.skipRest();
        reader.leave(oid);
        KnownExtension known = KnownExtension.at(array, rows[row + OID_FROM], rows[row + OID_TO]);
        if (reader.nextIs(Tag.BOOLEAN)) {
            if (!reader.bool()) {
                throw reader.malformed("critical FALSE written out");
            }
            rows[row + CRITICAL] = 1;
        }
        int value = reader.enter(Tag.OCTET_STRING);
        rows[row + VALUE_FROM] = reader.absolutePosition();
        if (known == null) {
            rows[row + KIND] = -1;
            reader.skipRest();
        } else {
            rows[row + KIND] = known.ordinal();
            known.check(reader);
        }
        rows[row + VALUE_TO] = reader.absolutePosition();
        reader.leave(value);
        reader.leave(extension);
    }

    private static void refuseSecond(DerReader reader, byte[] array, int[] rows, int count) {
        int last = ROW * count;
        for (int row = 0; row < last; row += ROW) {
            boolean same = rows[row + KIND] == rows[last + KIND]
                    && Arrays.equals(
                            array,
                            rows[row + OID_FROM],
                            rows[row + OID_TO],
                            array,
                            rows[last + OID_FROM],
                            rows[last + OID_TO]);
            if (same) {
                throw reader.malformed("extension " + oidAt(array, rows, last) + " twice");
            }
        }
    }

    private static Oid oidAt(byte[] array, int[] rows, int row) {
        return Oid.ofChecked(array, rows[row + OID_FROM], rows[row + OID_TO]);
    }

    private Bytes valueAt(int row) {
        return new Bytes(array, rows[row + VALUE_FROM], rows[row + VALUE_TO] - rows[row + VALUE_FROM]);
    }

    /// The extensions in their order.
    public List<Extension> all() {
        List<Extension> all = new ArrayList<>(count);
        for (int row = 0; row < ROW * count; row += ROW) {
            all.add(new Extension(oidAt(array, rows, row), rows[row + CRITICAL] == 1, valueAt(row)));
        }
        return List.copyOf(all);
    }

    /// Whether there is no extension.
    public boolean isEmpty() {
        return count == 0;
    }

    private int rowOf(KnownExtension type) {
        for (int row = 0; row < ROW * count; row += ROW) {
            if (rows[row + KIND] == type.ordinal()) {
                return row;
            }
        }
        return -1;
    }

    /// Whether the extension is present.
    public boolean has(KnownExtension type) {
        return rowOf(type) >= 0;
    }

    /// Whether the extension is present and critical.
    public boolean isCritical(KnownExtension type) {
        int row = rowOf(type);
        return row >= 0 && rows[row + CRITICAL] == 1;
    }

    /// The value of an extension, where present.
    public Optional<Bytes> value(KnownExtension type) {
        int row = rowOf(type);
        return row < 0 ? Optional.empty() : Optional.of(valueAt(row));
    }

    /// The value of an extension of any type, where present.
    public Optional<Extension> find(Oid id) {
        return all().stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /// The value of an extension, read by the function, where present.
    <T> Optional<T> read(KnownExtension type, Function<DerReader, T> read) {
        int row = rowOf(type);
        return row < 0 ? Optional.empty() : Optional.of(read.apply(new DerReader(valueAt(row))));
    }

    /// The types of the critical extensions that are not among the given ones.
    public List<Oid> criticalOtherThan(Set<KnownExtension> processed) {
        List<Oid> others = new ArrayList<>(0);
        for (int row = 0; row < ROW * count; row += ROW) {
            int kind = rows[row + KIND];
            if (rows[row + CRITICAL] == 1 && (kind < 0 || !processed.contains(KnownExtension.values()[kind]))) {
                others.add(oidAt(array, rows, row));
            }
        }
        return others;
    }

    /// Writes `Extensions`. An empty list has no encoding; the caller leaves the field out.
    public void write(DerWriter writer) {
        write(writer, Tag.SEQUENCE);
    }

    /// Writes `Extensions` under an implicit tag.
    void write(DerWriter writer, int tag) {
        writer.sequenceOf(tag, all(), (s, e) -> e.write(s));
    }

    /// Two lists are equal when they have equal extensions in the same order.
    @Override
    public boolean equals(Object other) {
        return other instanceof Extensions that && all().equals(that.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
