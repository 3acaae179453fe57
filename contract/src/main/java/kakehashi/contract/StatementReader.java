package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerReader;
import kakehashi.x509.GeneralName;
import kakehashi.x509.MalformedDer;
import kakehashi.x509.Name;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// Reads the types of the annex, field by field, over a [DerReader]; of use in this room only.
///
/// Optional and alternative fields are named by their number; each method without a tag reads the universal one.
/// Whatever is beyond a bound is a [MalformedDer], as in the writer beside it.
public final class StatementReader {
    private static final CrlReason[] REASONS = new CrlReason[11];

    static {
        for (CrlReason reason : CrlReason.values()) {
            if (reason != CrlReason.REMOVE_FROM_CRL) {
                REASONS[reason.code()] = reason;
            }
        }
    }

    private final Bytes input;
    private final DerReader der;

    private StatementReader(Bytes input) {
        this.input = input;
        this.der = new DerReader(input);
    }

    /// Parses something of at most [Limits#OCTETS].
    static <T> Parsed<T> parse(Bytes input, Function<StatementReader, T> value) {
        return parse(input, Limits.OCTETS, value);
    }

    static <T> Parsed<T> parse(Bytes input, int maxOctets, Function<StatementReader, T> value) {
        return Parsed.of(() -> {
            if (input.length() > maxOctets) {
                throw new MalformedDer(0, "more than " + maxOctets + " octets");
            }
            StatementReader reader = new StatementReader(input);
            T read = value.apply(reader);
            reader.der.finish();
            return read;
        });
    }

    MalformedDer malformed(String reason) {
        return der.malformed(reason);
    }

    /// What is inside a constructed value, nothing left over.
    <T> T in(int tag, Function<StatementReader, T> fields) {
        int outer = der.enter(tag);
        T value = fields.apply(this);
        der.leave(outer);
        return value;
    }

    /// A SEQUENCE, universal.
    <T> T sequence(Function<StatementReader, T> fields) {
        return in(Tag.SEQUENCE, fields);
    }

    /// An alternative or a field that is a SEQUENCE.
    <T> T fields(int number, Function<StatementReader, T> fields) {
        return in(Tag.constructed(number), fields);
    }

    /// A statement: its label, version 1, its fields.
    <T> T statement(Label label, Function<StatementReader, T> fields) {
        int outer = der.enterSequence();
        if (!der.contents(Tag.UTF8_STRING).equals(label.contents())) {
            throw malformed("label is not \"" + label.text() + "\"");
        }
        if (integer() != Label.VERSION) {
            throw malformed("version is not " + Label.VERSION);
        }
        T value = fields.apply(this);
        der.leave(outer);
        return value;
    }

    /// A field with a primitive tag, if it is next.
    <T> Optional<T> optional(int number, IntFunction<T> value) {
        int tag = Tag.primitive(number);
        return der.nextIs(tag) ? Optional.of(value.apply(tag)) : Optional.empty();
    }

    /// A field that is a SEQUENCE, if it is next.
    <T> Optional<T> optionalFields(int number, Function<StatementReader, T> fields) {
        return der.nextIs(Tag.constructed(number)) ? Optional.of(fields(number, fields)) : Optional.empty();
    }

    /// A GeneralizedTime at the end of its SEQUENCE, if it is there.
    Optional<Instant> optionalTime() {
        return der.nextIs(Tag.GENERALIZED_TIME) ? Optional.of(time()) : Optional.empty();
    }

    /// The number of the next value's context tag, which is how alternatives are told apart; -1 when it has none.
    int choice() {
        int tag = der.peek();
        return (tag & 0xc0) == 0x80 && tag >= 0 ? tag & 0x1f : -1;
    }

    MalformedDer noChoice(String type) {
        return malformed("not an alternative of " + type);
    }

    /// A list of at most 255.
    <T> List<T> list(Function<StatementReader, T> each) {
        return list(Tag.SEQUENCE, Bound.LIST, each);
    }

    <T> List<T> list(int tag, Bound bound, Function<StatementReader, T> each) {
        int outer = der.enter(tag);
        List<T> items = new ArrayList<>(2);
        while (der.hasNext()) {
            if (items.size() == bound.max()) {
                throw malformed("list of more than " + bound.max());
            }
            items.add(each.apply(this));
        }
        if (items.size() < bound.min()) {
            throw malformed("list of less than " + bound.min());
        }
        der.leave(outer);
        return List.copyOf(items);
    }

    Id id() {
        return id(Tag.OCTET_STRING);
    }

    Id id(int tag) {
        return new Id(exactly(tag, Id.OCTETS));
    }

    Salt salt() {
        return new Salt(exactly(Tag.OCTET_STRING, Salt.OCTETS));
    }

    Digest digest() {
        return digest(Tag.OCTET_STRING);
    }

    Digest digest(int tag) {
        return new Digest(exactly(tag, Digest.OCTETS));
    }

    Bytes exactly(int tag, int octets) {
        Bytes contents = der.contents(tag);
        if (contents.length() != octets) {
            throw malformed(contents.length() + " octets instead of " + octets);
        }
        return contents;
    }

    Bytes octets() {
        return octets(Tag.OCTET_STRING);
    }

    Bytes octets(int tag) {
        return octets(tag, Limits.BODY);
    }

    Bytes octets(int tag, int max) {
        Bytes contents = der.contents(tag);
        if (contents.length() > max) {
            throw malformed("more than " + max + " octets");
        }
        return contents;
    }

    /// An OCTET STRING that holds the DER of something of ours: read, and answered as it stands.
    Bytes octetsOf(Function<StatementReader, ?> value) {
        int from = der.position();
        octets();
        int to = der.position();
        Bytes whole = input.slice(from, to);
        DerReader header = new DerReader(whole);
        Bytes contents = header.contents(Tag.OCTET_STRING);
        StatementReader inside = new StatementReader(contents);
        try {
            value.apply(inside);
            inside.der.finish();
        } catch (MalformedDer e) {
            throw new MalformedDer(to - contents.length() + e.offset(), e.getMessage());
        }
        return contents;
    }

    String text() {
        return der.utf8String(Tag.UTF8_STRING);
    }

    String ia5() {
        return der.ia5String(Tag.IA5_STRING);
    }

    Instant time() {
        return time(Tag.GENERALIZED_TIME);
    }

    Instant time(int tag) {
        return Instant.ofEpochSecond(der.generalizedTimeSeconds(tag));
    }

    /// INTEGER from 0 to 2^63-1.
    long integer() {
        return integer(Tag.INTEGER);
    }

    long integer(int tag) {
        Bytes contents = der.integerContents(tag);
        if (contents.length() > Long.BYTES || contents.at(0) > 0x7f) {
            throw malformed("INTEGER outside 0 to 2^63-1");
        }
        long value = 0;
        for (int i = 0; i < contents.length(); i++) {
            value = value << 8 | contents.at(i);
        }
        return value;
    }

    SerialNumber serial() {
        Bytes contents = der.integerContents(Tag.INTEGER);
        if (contents.length() > SerialNumber.MAX_OCTETS || contents.at(0) > 0x7f) {
            throw malformed("INTEGER below 0 or of more than " + SerialNumber.MAX_OCTETS + " octets");
        }
        return new SerialNumber(contents.compact());
    }

    /// A CRL number.
    BigInteger number() {
        return serial().value();
    }

    CrlReason reason() {
        long code = integer();
        CrlReason reason = code < REASONS.length ? REASONS[(int) code] : null;
        if (reason == null) {
            throw malformed("reason code " + code);
        }
        return reason;
    }

    boolean bool() {
        return der.bool();
    }

    /// BOOLEAN DEFAULT FALSE. X.690 §11.5: "The encoding of a set value or sequence value shall not include an
    /// encoding for any component value which is equal to its default value."
    Visibility visibility() {
        if (!nextIs(Tag.BOOLEAN)) {
            return Visibility.STATUS_ONLY;
        }
        if (!bool()) {
            throw malformed("a default value that is written");
        }
        return Visibility.PUBLISHED;
    }

    /// ENUMERATED; the values in the order of their numbers, from 0 on.
    <E extends Numbered> E enumerated(List<E> values) {
        return values.get(der.smallInteger(Tag.ENUMERATED, values.size() - 1));
    }

    Name name() {
        return Name.read(der);
    }

    GeneralName generalName() {
        return GeneralName.read(der);
    }

    SubjectPublicKeyInfo publicKey() {
        return SubjectPublicKeyInfo.read(der);
    }

    /// Whether the value that was entered goes on with this tag.
    boolean nextIs(int tag) {
        return der.nextIs(tag);
    }
}
