package kakehashi.revocation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import kakehashi.profiles.CrlShard;
import kakehashi.revocation.RevocableCertificate.Kind;
import kakehashi.revocation.Revocation.State;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlEntrySink;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;

/// A few hundred records of a [RevocationRegister] in the order of their serial numbers, in one array.
///
/// A record is, each part big-endian: serial number (20 octets, zeros in front), flags (1: reason in bits 0 to 3,
/// state in 4 and 5, of a CA in 6, with invalidity date in 7), revocation date, notAfter, invalidity date (5 each,
/// seconds since 1970), shard and number of shards less one (12 bits each), number of the change (5).
final class RevocationPage {
    static final int CAPACITY = 256;
    static final int SERIAL = SerialNumber.MAX_OCTETS;
    static final int RECORD = 44;
    /// The state of a record that is kept only for delta CRLs, behind those of [State].
    static final int RELEASED = 3;

    private static final int FLAGS = SERIAL;
    private static final int AT = FLAGS + 1;
    private static final int NOT_AFTER = AT + 5;
    private static final int INVALIDITY = NOT_AFTER + 5;
    private static final int SHARD = INVALIDITY + 5;
    private static final int CHANGE = SHARD + 3;
    private static final int OF_AUTHORITY = 1 << 6;
    private static final int WITH_INVALIDITY = 1 << 7;
    private static final long LATEST = CrlPlan.NO_NEXT_UPDATE.getEpochSecond();
    private static final State[] STATES = State.values();
    private static final CrlReason[] REASONS = reasons();

    private final Object owner;
    private final byte[] records = new byte[CAPACITY * RECORD];
    private int count;

    /// @param owner whoever may write; all others copy first
    RevocationPage(Object owner) {
        this.owner = owner;
    }

    private static CrlReason[] reasons() {
        CrlReason[] byCode = new CrlReason[16];
        for (CrlReason reason : CrlReason.values()) {
            byCode[reason.code()] = reason;
        }
        return byCode;
    }

    /// This page, or a copy that the owner may write.
    RevocationPage ownedBy(Object wanted) {
        if (owner == wanted) {
            return this;
        }
        RevocationPage copy = new RevocationPage(wanted);
        copy.append(this, 0, count);
        return copy;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /// The place of a serial number, or `-(place to insert) - 1`.
    int find(byte[] serial) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = compare(middle, serial);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /// The order of the serial number at a place and another.
    int compare(int place, byte[] serial) {
        int at = place * RECORD;
        return Arrays.compareUnsigned(records, at, at + SERIAL, serial, 0, SERIAL);
    }

    /// Makes room for a record.
    void open(int place) {
        System.arraycopy(records, place * RECORD, records, (place + 1) * RECORD, (count - place) * RECORD);
        count++;
    }

    /// Adds records of another page at the end.
    void append(RevocationPage other, int from, int to) {
        System.arraycopy(other.records, from * RECORD, records, count * RECORD, (to - from) * RECORD);
        count += to - from;
    }

    /// Adds a record that was written by [#octets].
    void append(Bytes record) {
        record.copyTo(records, count++ * RECORD);
    }

    /// Takes away the records from a place on.
    void truncate(int place) {
        count = place;
    }

    /// Writes a whole record.
    void put(int place, byte[] serial, Revocation entry, long change) {
        int at = place * RECORD;
        RevocableCertificate certificate = entry.certificate();
        System.arraycopy(serial, 0, records, at, SERIAL);
        int kind = certificate.kind() == Kind.AUTHORITY ? OF_AUTHORITY : 0;
        int dated = entry.invalidity().isPresent() ? WITH_INVALIDITY : 0;
        records[at + FLAGS] = (byte) (entry.reason().code() | entry.state().ordinal() << 4 | kind | dated);
        putNumber(at + AT, 5, entry.at().getEpochSecond());
        putNumber(at + NOT_AFTER, 5, certificate.notAfter().getEpochSecond());
        putNumber(
                at + INVALIDITY,
                5,
                entry.invalidity().map(Instant::getEpochSecond).orElse(0L));
        putNumber(at + SHARD, 3, shardCode(certificate.shard()));
        putNumber(at + CHANGE, 5, change);
    }

    /// Turns a record into one that only delta CRLs show, with the reason `removeFromCRL`.
    void release(int place, Instant when, long change) {
        int at = place * RECORD;
        int kind = records[at + FLAGS] & OF_AUTHORITY;
        records[at + FLAGS] = (byte) (CrlReason.REMOVE_FROM_CRL.code() | RELEASED << 4 | kind);
        putNumber(at + AT, 5, when.getEpochSecond());
        putNumber(at + INVALIDITY, 5, 0);
        putNumber(at + CHANGE, 5, change);
    }

    private void putNumber(int at, int octets, long value) {
        for (int i = octets - 1; i >= 0; i--) {
            records[at + octets - 1 - i] = (byte) (value >>> 8 * i);
        }
    }

    private long number(int at, int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | records[at + i] & 0xff;
        }
        return value;
    }

    private int flags(int place) {
        return records[place * RECORD + FLAGS];
    }

    boolean isReleased(int place) {
        return (flags(place) >> 4 & 3) == RELEASED;
    }

    /// Whether a list of that coverage covers the certificate: [CrlCoverage#covers] on what is stored.
    boolean isCovered(int place, CrlCoverage coverage) {
        return switch (coverage) {
            case CrlCoverage.Everything everything -> true;
            case CrlCoverage.Authorities authorities -> isOfAuthority(place);
            case CrlCoverage.EndEntities endEntities -> !isOfAuthority(place);
            case CrlCoverage.Part part -> !isOfAuthority(place) && shardCode(place) == shardCode(part.shard());
        };
    }

    private boolean isOfAuthority(int place) {
        return (flags(place) & OF_AUTHORITY) != 0;
    }

    private boolean hasInvalidity(int place) {
        return (flags(place) & WITH_INVALIDITY) != 0;
    }

    private CrlReason reason(int place) {
        return REASONS[flags(place) & 15];
    }

    /// In seconds since 1970.
    long notAfter(int place) {
        return number(place * RECORD + NOT_AFTER, 5);
    }

    /// The number of the change that made the record what it is.
    long change(int place) {
        return number(place * RECORD + CHANGE, 5);
    }

    private int shardCode(int place) {
        return (int) number(place * RECORD + SHARD, 3);
    }

    /// A shard as it is stored: equal numbers, equal shards.
    private static int shardCode(CrlShard shard) {
        return shard.index() << 12 | shard.shards() - 1;
    }

    /// The record as an entry of a CRL.
    void write(int place, CrlEntrySink sink) {
        int at = place * RECORD;
        long invalidity = hasInvalidity(place) ? number(at + INVALIDITY, 5) : CrlEntrySink.NO_INVALIDITY_DATE;
        sink.entry(records, at, number(at + AT, 5), reason(place), invalidity);
    }

    /// The record as a value; it must not be a released one.
    Revocation get(int place) {
        int at = place * RECORD;
        Optional<Instant> invalidity = hasInvalidity(place) ? Optional.of(time(at + INVALIDITY)) : Optional.empty();
        int code = shardCode(place);
        RevocableCertificate certificate = new RevocableCertificate(
                serial(place),
                time(at + NOT_AFTER),
                isOfAuthority(place) ? Kind.AUTHORITY : Kind.END_ENTITY,
                new CrlShard(code >> 12, (code & 0xfff) + 1));
        State state = STATES[flags(place) >> 4 & 3];
        return new Revocation(certificate, state, time(at + AT), reason(place), invalidity);
    }

    private Instant time(int at) {
        return Instant.ofEpochSecond(number(at, 5));
    }

    private SerialNumber serial(int place) {
        int from = place * RECORD;
        int to = from + SERIAL;
        while (from < to - 1 && records[from] == 0) {
            from++;
        }
        int start = records[from] < 0 ? from - 1 : from;
        return new SerialNumber(Bytes.wrap(Arrays.copyOfRange(records, start, to)));
    }

    /// All records as they are stored.
    Bytes octets() {
        return Bytes.wrap(Arrays.copyOf(records, count * RECORD));
    }

    /// How many octets the page takes, however full it is.
    int size() {
        return records.length;
    }

    /// The serial number as records hold it.
    static byte[] key(SerialNumber serial) {
        byte[] key = new byte[SERIAL];
        serial.contents().copyTo(key, SERIAL - serial.contents().length());
        return key;
    }

    /// Whether the last record is one that a register could have written: in known codes, no time or change out of
    /// range.
    boolean lastIsSound(long changes) {
        int at = (count - 1) * RECORD;
        int code = shardCode(count - 1);
        boolean times = number(at + AT, 5) <= LATEST
                && number(at + NOT_AFTER, 5) <= LATEST
                && number(at + INVALIDITY, 5) <= LATEST;
        return times
                && records[at] >= 0
                && REASONS[flags(count - 1) & 15] != null
                && code >> 12 <= (code & 0xfff)
                && change(count - 1) <= changes;
    }

    /// The serial number of the last record, as records hold it.
    byte[] lastKey() {
        int at = (count - 1) * RECORD;
        return Arrays.copyOfRange(records, at, at + SERIAL);
    }
}
