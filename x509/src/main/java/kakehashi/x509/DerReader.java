package kakehashi.x509;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/// A strict cursor over DER (X.690 §8, §10 and §11) that copies nothing.
///
/// What it refuses, always: indefinite and non-minimal lengths, lengths beyond the enclosing value, tags of more
/// than one octet, trailing octets, and values whose contents are not the one DER encoding. Every refusal is a
/// [MalformedDer] with the offset; run a parser under [Parsed#of].
///
/// Constructed values are read between [#enter] and [#leave]:
///
/// ```java
/// int outer = reader.enter(Tag.SEQUENCE);
/// Oid oid = reader.oid();
/// reader.leave(outer); // refuses octets left over
/// ```
public final class DerReader extends DerCursor {
    /// How deep [#any] looks into a value that it does not know.
    private static final int MAX_DEPTH = 32;

    private static final int CONSTRUCTED_TYPES = 1 << 8 | 1 << 11 | 1 << 16 | 1 << 17 | 1 << 29;

    /// A cursor before the first octet.
    public DerReader(Bytes input) {
        super(input);
    }

    /// Reads one value that the function checks, and answers it with its header.
    public Bytes elementChecked(Consumer<DerReader> check) {
        int from = position;
        check.accept(this);
        return new Bytes(array, from, position - from);
    }

    /// Reads one value of any type, well-formed all the way down; the universal types as DER has them.
    public Bytes any() {
        int from = position;
        skipAny(MAX_DEPTH);
        return new Bytes(array, from, position - from);
    }

    /// Checks one value of any type without making one.
    public void skipAny() {
        skipAny(MAX_DEPTH);
    }

    private void skipAny(int depth) {
        int tag = peek();
        if (tag < 0) {
            throw malformed("value is missing");
        }
        if ((tag & 0x1f) == 0x1f) {
            throw malformed("tag of more than one octet");
        }
        // X.690 §10.2: "for bitstring, octetstring and restricted character string types, the constructed form of
        // encoding shall not be used"; of the universal types only EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and
        // CHARACTER STRING are constructed.
        boolean constructed = (CONSTRUCTED_TYPES >>> (tag & 0x1f) & 1) != 0;
        if (tag == 0 || (tag < 0x40 && constructed != ((tag & 0x20) != 0))) {
            throw malformed(String.format("tag %02x, which DER does not have", tag));
        }
        if (depth == 0) {
            throw malformed("nested deeper than " + MAX_DEPTH);
        }
        boolean universal = UniversalTypes.isUniversal(tag);
        if ((tag & 0x20) == 0) {
            if (universal) {
                UniversalTypes.skipPrimitive(this, tag);
            } else {
                skip(tag);
            }
            return;
        }
        if (universal) {
            UniversalTypes.checkConstructed(this, tag);
        }
        int outer = enter(tag);
        while (hasNext()) {
            skipAny(depth - 1);
        }
        leave(outer);
    }

    /// BOOLEAN: 00 or FF (X.690 §11.1).
    public boolean bool() {
        return bool(Tag.BOOLEAN);
    }

    /// BOOLEAN under an implicit tag.
    public boolean bool(int tag) {
        int to = header(tag);
        int octet = to - position == 1 ? array[position] : 1;
        if (octet != 0 && octet != -1) {
            throw malformed("BOOLEAN that is neither 00 nor ff");
        }
        position = to;
        return octet != 0;
    }

    /// The contents octets of an INTEGER in their shortest form (X.690 §8.3.2).
    public Bytes integerContents(int tag) {
        int to = header(tag);
        checkInteger(to);
        Bytes contents = new Bytes(array, position, to - position);
        position = to;
        return contents;
    }

    /// Checks an INTEGER without making one.
    public void skipInteger() {
        int to = header(Tag.INTEGER);
        checkInteger(to);
        position = to;
    }

    private void checkInteger(int to) {
        int length = to - position;
        if (length == 0) {
            throw malformed("INTEGER without octets");
        }
        if (length > 1) {
            int first = array[position];
            boolean padded = (first == 0 && array[position + 1] >= 0) || (first == -1 && array[position + 1] < 0);
            if (padded) {
                throw malformed("INTEGER in more octets than needed");
            }
        }
    }

    /// INTEGER of any size.
    public BigInteger integer() {
        return new BigInteger(integerContents(Tag.INTEGER).toArray());
    }

    /// INTEGER from 0 to the bound.
    public int smallInteger(int max) {
        return smallInteger(Tag.INTEGER, max);
    }

    /// INTEGER (or ENUMERATED) from 0 to the bound, under a tag.
    public int smallInteger(int tag, int max) {
        int at = position;
        int to = header(tag);
        checkInteger(to);
        long value = array[position] < 0 || to - position > 5 ? -1 : 0;
        for (int i = position; value >= 0 && i < to; i++) {
            value = value << 8 | array[i] & 0xff;
        }
        if (value < 0 || value > max) {
            throw malformedAt(at, "INTEGER outside 0 to " + max);
        }
        position = to;
        return (int) value;
    }

    /// OBJECT IDENTIFIER.
    public Oid oid() {
        return oid(Tag.OBJECT_IDENTIFIER);
    }

    /// OBJECT IDENTIFIER under an implicit tag.
    public Oid oid(int tag) {
        int to = checkedOidEnd(tag);
        Oid oid = Oid.ofChecked(array, position, to);
        position = to;
        return oid;
    }

    /// Checks an OBJECT IDENTIFIER without making one.
    public void skipOid() {
        position = checkedOidEnd(Tag.OBJECT_IDENTIFIER);
    }

    private int checkedOidEnd(int tag) {
        int to = header(tag);
        int bad = Oid.firstBadOctet(array, position, to);
        if (bad >= 0) {
            throw malformedAt(bad, "not an object identifier");
        }
        return to;
    }

    /// OCTET STRING.
    public Bytes octetString() {
        return contents(Tag.OCTET_STRING);
    }

    /// NULL.
    public void nul() {
        if (header(Tag.NULL) != position) {
            throw malformed("NULL with octets");
        }
    }

    /// BIT STRING of whole octets.
    public Bytes bitString() {
        int to = header(Tag.BIT_STRING);
        if (to == position || array[position] != 0) {
            throw malformed("BIT STRING that is not whole octets");
        }
        Bytes bits = new Bytes(array, position + 1, to - position - 1);
        position = to;
        return bits;
    }

    /// BIT STRING with the octets of a signature. One whose bits are not whole octets is well-formed, though no
    /// algorithm's signature is like that: the answer is then the empty string, which nothing verifies.
    public Bytes signatureBits() {
        int to = header(Tag.BIT_STRING);
        int unused = to == position ? -1 : array[position];
        boolean padded = unused > 0 && (to - position == 1 || (array[to - 1] & (1 << unused) - 1) != 0);
        if (unused < 0 || unused > 7 || padded) {
            throw malformed("BIT STRING with wrong unused bits");
        }
        Bytes octets = unused == 0 ? new Bytes(array, position + 1, to - position - 1) : Bytes.EMPTY;
        position = to;
        return octets;
    }

    /// A BIT STRING of named bits, the first bit as bit 0 of the answer (X.690 §11.2). Bits from 32 on are refused.
    public int namedBits(int tag) {
        int to = header(tag);
        int octets = to - position - 1;
        if (octets < 0 || octets > 4) {
            throw malformed("BIT STRING of " + Math.max(octets, 0) + " octets");
        }
        int unused = array[position];
        int last = octets == 0 ? 0 : array[to - 1] & 0xff;
        if (unused < 0 || unused > 7 || (octets == 0 && unused != 0) || (last & (1 << unused) - 1) != 0) {
            throw malformed("BIT STRING with wrong unused bits");
        }
        int bits = 0;
        for (int i = 0; i < octets; i++) {
            bits |= (Integer.reverse(array[position + 1 + i] & 0xff) >>> 24) << 8 * i;
        }
        position = to;
        return bits;
    }

    /// UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 wants them: seconds present, `Z`, no fraction.
    ///
    /// @return seconds since 1970-01-01T00:00:00Z
    public long timeSeconds() {
        if (nextIs(Tag.GENERALIZED_TIME)) {
            return generalizedTimeSeconds(Tag.GENERALIZED_TIME);
        }
        int to = header(Tag.UTC_TIME);
        if (to - position != 13) {
            throw malformed("UTCTime not of the form YYMMDDHHMMSSZ");
        }
        long seconds = DerTime.utcSeconds(this, position);
        position = to;
        return seconds;
    }

    /// UTCTime or GeneralizedTime.
    public Instant time() {
        return Instant.ofEpochSecond(timeSeconds());
    }

    /// GeneralizedTime.
    public Instant generalizedTime() {
        return Instant.ofEpochSecond(generalizedTimeSeconds(Tag.GENERALIZED_TIME));
    }

    /// GeneralizedTime under a tag.
    ///
    /// @return seconds since 1970-01-01T00:00:00Z
    public long generalizedTimeSeconds(int tag) {
        int to = header(tag);
        if (to - position != 15) {
            throw malformed("GeneralizedTime not of the form YYYYMMDDHHMMSSZ");
        }
        long seconds = DerTime.generalizedSeconds(this, position);
        position = to;
        return seconds;
    }

    /// IA5String (7-bit text) under a tag.
    public String ia5String(int tag) {
        int from = position;
        skipIa5String(tag);
        int to = position;
        position = from;
        Bytes contents = contents(tag);
        position = to;
        return new String(contents.array(), contents.offset(), contents.length(), StandardCharsets.US_ASCII);
    }

    /// Checks an IA5String (7-bit text) under a tag without making one.
    public void skipIa5String(int tag) {
        int to = header(tag);
        for (int i = position; i < to; i++) {
            if (array[i] < 0) {
                throw malformedAt(i, "IA5String with an octet above 127");
            }
        }
        position = to;
    }

    /// Any of the character string types, decoded; refuses what is not of the type.
    public String text() {
        return switch (peek()) {
            case Tag.UTF8_STRING -> utf8(contents(Tag.UTF8_STRING));
            case Tag.PRINTABLE_STRING, Tag.IA5_STRING, Tag.VISIBLE_STRING, Tag.NUMERIC_STRING -> ia5String(peek());
            case Tag.BMP_STRING -> CharacterStrings.bmp(this, contents(Tag.BMP_STRING));
            case Tag.UNIVERSAL_STRING -> CharacterStrings.universal(this, contents(Tag.UNIVERSAL_STRING));
            case Tag.TELETEX_STRING -> CharacterStrings.latin1(contents(Tag.TELETEX_STRING));
            default -> throw malformed("not a character string");
        };
    }

    /// Checks a PrintableString, IA5String or UTF8String without making text of it.
    public void skipText() {
        int tag = peek();
        int to = header(tag);
        int i = position;
        while (i < to && array[i] >= 0) {
            i++;
        }
        if (i < to) {
            if (tag != Tag.UTF8_STRING) {
                throw malformedAt(i, "character that the string type does not have");
            }
            utf8(new Bytes(array, position, to - position));
        }
        position = to;
    }

    /// UTF8String contents under an implicit tag.
    public String utf8String(int tag) {
        return utf8(contents(tag));
    }

    private String utf8(Bytes contents) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(contents.array(), contents.offset(), contents.length());
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException e) {
            throw malformedAt(contents.offset(), "UTF8String that is not UTF-8");
        }
    }

    /// Enters an OBJECT IDENTIFIER that has been checked.
    int enterOid() {
        int from = position;
        skipOid();
        position = from;
        return enter(Tag.OBJECT_IDENTIFIER);
    }
}
