package kakehashi.x509;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Writes DER front to back; the contents of a constructed value are written by a function, to the same writer, and
/// measured afterwards.
///
/// ```java
/// Bytes der = DerWriter.write(w -> w.sequence(s -> s.oid(oid).integer(5)));
/// ```
public final class DerWriter {
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");
    private static final Instant YEAR_1950 = Instant.parse("1950-01-01T00:00:00Z");

    private static final byte[] NOTHING = new byte[0];

    private byte[] array;
    private int length;

    /// A writer of something small.
    public DerWriter() {
        this(128);
    }

    /// A writer that does not have to grow up to this many octets.
    public DerWriter(int capacity) {
        this.array = new byte[capacity];
    }

    /// What the function writes.
    public static Bytes write(Consumer<DerWriter> content) {
        return write(128, content);
    }

    /// What the function writes: up to so many octets are not moved while they are written.
    static Bytes write(int expected, Consumer<DerWriter> content) {
        DerWriter writer = new DerWriter(expected);
        content.accept(writer);
        return writer.finish();
    }

    /// What has been written, the array itself where it is full; the writer is empty afterwards.
    Bytes finish() {
        Bytes written = length == array.length ? Bytes.wrap(array) : toBytes();
        array = NOTHING;
        length = 0;
        return written;
    }

    /// How many octets have been written.
    int length() {
        return length;
    }

    /// What has been written so far.
    public Bytes toBytes() {
        return Bytes.wrap(Arrays.copyOf(array, length));
    }

    private void room(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(length, more)));
        }
    }

    /// Counts so many octets as written that the caller writes himself, into the array that is answered, from where
    /// [#length()] stood before.
    byte[] reserve(int octets) {
        room(octets);
        length += octets;
        return array;
    }

    /// One octet, as it is.
    public DerWriter octet(int octet) {
        room(1);
        array[length++] = (byte) octet;
        return this;
    }

    /// Octets as they are: DER that was made elsewhere.
    public DerWriter raw(Bytes der) {
        room(der.length());
        der.copyTo(array, length);
        length += der.length();
        return this;
    }

    private DerWriter header(int tag, int contentsLength) {
        octet(tag);
        int octets = octetsOfLongLength(contentsLength);
        if (octets == 0) {
            return octet(contentsLength);
        }
        octet(0x80 | octets);
        for (int i = octets - 1; i >= 0; i--) {
            octet(contentsLength >>> 8 * i);
        }
        return this;
    }

    /// How many octets a length takes beside the first of its header.
    private static int octetsOfLongLength(int contentsLength) {
        return contentsLength < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(contentsLength)) / 8;
    }

    /// How many octets a value of contents of that length takes.
    static int valueLength(int contentsLength) {
        return 2 + octetsOfLongLength(contentsLength) + contentsLength;
    }

    /// The header of a value whose contents the caller writes next.
    DerWriter headerOf(int tag, int contentsLength) {
        return header(tag, contentsLength);
    }

    /// A value of given contents.
    public DerWriter value(int tag, Bytes contents) {
        return header(tag, contents.length()).raw(contents);
    }

    /// A constructed value whose contents the function writes.
    public DerWriter constructed(int tag, Consumer<DerWriter> contents) {
        int start = length;
        octet(tag).octet(0);
        contents.accept(this);
        int contentsLength = length - start - 2;
        int octets = octetsOfLongLength(contentsLength);
        room(octets);
        System.arraycopy(array, start + 2, array, start + 2 + octets, contentsLength);
        length = start;
        header(tag, contentsLength);
        length += contentsLength;
        return this;
    }

    /// SEQUENCE.
    public DerWriter sequence(Consumer<DerWriter> contents) {
        return constructed(Tag.SEQUENCE, contents);
    }

    /// SEQUENCE OF, one call of the function per item.
    public <T> DerWriter sequenceOf(int tag, Collection<T> items, java.util.function.BiConsumer<DerWriter, T> each) {
        return constructed(tag, w -> items.forEach(item -> each.accept(w, item)));
    }

    /// SET OF: the elements sorted as X.690 §11.6 wants them.
    public DerWriter setOf(int tag, Collection<Bytes> elements) {
        List<Bytes> sorted = new ArrayList<>(elements);
        sorted.sort(null);
        return constructed(tag, w -> sorted.forEach(w::raw));
    }

    /// `[number] EXPLICIT`.
    public DerWriter explicit(int number, Consumer<DerWriter> contents) {
        return constructed(Tag.constructed(number), contents);
    }

    /// BOOLEAN.
    public DerWriter bool(boolean value) {
        return bool(Tag.BOOLEAN, value);
    }

    /// BOOLEAN under a tag.
    public DerWriter bool(int tag, boolean value) {
        return header(tag, 1).octet(value ? 0xff : 0);
    }

    /// INTEGER.
    public DerWriter integer(BigInteger value) {
        return integer(Tag.INTEGER, value);
    }

    /// INTEGER.
    public DerWriter integer(long value) {
        int octets = Math.max(1, (72 - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8);
        header(Tag.INTEGER, octets);
        for (int i = octets - 1; i >= 0; i--) {
            octet((int) (value >>> 8 * i));
        }
        return this;
    }

    /// INTEGER or ENUMERATED under a tag.
    public DerWriter integer(int tag, BigInteger value) {
        return value(tag, Bytes.wrap(value.toByteArray()));
    }

    /// OBJECT IDENTIFIER.
    public DerWriter oid(Oid oid) {
        return oid(Tag.OBJECT_IDENTIFIER, oid);
    }

    /// OBJECT IDENTIFIER under a tag.
    public DerWriter oid(int tag, Oid oid) {
        return value(tag, oid.contents());
    }

    /// OCTET STRING.
    public DerWriter octetString(Bytes octets) {
        return value(Tag.OCTET_STRING, octets);
    }

    /// NULL.
    public DerWriter nul() {
        return header(Tag.NULL, 0);
    }

    /// BIT STRING of whole octets.
    public DerWriter bitString(Bytes octets) {
        return header(Tag.BIT_STRING, octets.length() + 1).octet(0).raw(octets);
    }

    /// BIT STRING of named bits, bit 0 first, trailing zero bits left out (X.690 §11.2.2).
    public DerWriter namedBits(int tag, int bits) {
        int count = 32 - Integer.numberOfLeadingZeros(bits);
        int octets = (count + 7) / 8;
        header(tag, octets + 1).octet(8 * octets - count);
        for (int i = 0; i < octets; i++) {
            octet(Integer.reverse(bits >>> 8 * i & 0xff) >>> 24);
        }
        return this;
    }

    /// UTCTime from 1950 to 2049, GeneralizedTime otherwise (RFC 5280 §4.1.2.5); fractions of a second are cut off.
    public DerWriter time(Instant time) {
        if (time.isBefore(YEAR_1950) || !time.isBefore(YEAR_2050)) {
            return generalizedTime(time);
        }
        return value(Tag.UTC_TIME, digits(time, 2));
    }

    /// GeneralizedTime; fractions of a second are cut off.
    public DerWriter generalizedTime(Instant time) {
        return generalizedTime(Tag.GENERALIZED_TIME, time);
    }

    /// GeneralizedTime under a tag; fractions of a second are cut off.
    public DerWriter generalizedTime(int tag, Instant time) {
        return value(tag, digits(time, 0));
    }

    private static Bytes digits(Instant time, int from) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        if (t.getYear() < 0 || t.getYear() > 9999) {
            throw new IllegalArgumentException("a year outside 0 to 9999 has no GeneralizedTime: " + time);
        }
        int[] pairs = {
            t.getYear() / 100,
            t.getYear() % 100,
            t.getMonthValue(),
            t.getDayOfMonth(),
            t.getHour(),
            t.getMinute(),
            t.getSecond()
        };
        byte[] all = new byte[15];
        for (int i = 0; i < pairs.length; i++) {
            all[2 * i] = (byte) ('0' + pairs[i] / 10);
            all[2 * i + 1] = (byte) ('0' + pairs[i] % 10);
        }
        all[14] = 'Z';
        return Bytes.wrap(all).slice(from, all.length);
    }

    /// IA5String under a tag.
    ///
    /// @throws IllegalArgumentException when the text is not 7-bit
    public DerWriter ia5String(int tag, String text) {
        byte[] octets = new byte[text.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                throw new IllegalArgumentException("not an IA5String: " + text);
            }
            octets[i] = (byte) c;
        }
        return value(tag, Bytes.wrap(octets));
    }

    /// UTF8String under a tag.
    public DerWriter utf8String(int tag, String text) {
        return value(tag, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
