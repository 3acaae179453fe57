package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// Writes the types of the annex, field by field, over a [DerWriter]; of use in this room only.
///
/// It refuses with an [IllegalArgumentException] what [StatementReader] would refuse.
public final class StatementWriter {
    private static final int CAPACITY = 1_024;

    private final DerWriter der = new DerWriter(CAPACITY);

    private StatementWriter() {}

    static Bytes der(DerValue value) {
        StatementWriter writer = new StatementWriter();
        value.write(writer);
        Bytes written = writer.der.toBytes();
        demand(written.length() <= Limits.LARGE + Limits.SIGNATURE, written.length() + " octets");
        return written;
    }

    static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    StatementWriter in(int tag, Consumer<StatementWriter> fields) {
        der.constructed(tag, w -> fields.accept(this));
        return this;
    }

    StatementWriter sequence(Consumer<StatementWriter> fields) {
        return in(Tag.SEQUENCE, fields);
    }

    StatementWriter fields(int number, Consumer<StatementWriter> fields) {
        return in(Tag.constructed(number), fields);
    }

    StatementWriter statement(Label label, Consumer<StatementWriter> fields) {
        der.sequence(w -> {
            w.raw(label.fields());
            fields.accept(this);
        });
        return this;
    }

    StatementWriter value(DerValue value) {
        value.write(this);
        return this;
    }

    /// A field with a primitive tag, if there is one.
    <T> StatementWriter optional(int number, Optional<T> value, ObjIntConsumer<T> write) {
        value.ifPresent(present -> write.accept(present, Tag.primitive(number)));
        return this;
    }

    <T> StatementWriter optionalFields(int number, Optional<T> value, BiConsumer<StatementWriter, T> write) {
        value.ifPresent(present -> fields(number, w -> write.accept(w, present)));
        return this;
    }

    StatementWriter optionalTime(Optional<Instant> time) {
        time.ifPresent(this::time);
        return this;
    }

    <T> StatementWriter list(List<T> items, BiConsumer<StatementWriter, T> each) {
        return list(Tag.SEQUENCE, Bound.LIST, items, each);
    }

    <T> StatementWriter list(int tag, Bound bound, List<T> items, BiConsumer<StatementWriter, T> each) {
        demand(
                items.size() >= bound.min() && items.size() <= bound.max(),
                "list of " + items.size() + " instead of " + bound.min() + " to " + bound.max());
        der.constructed(tag, w -> {
            for (T item : items) {
                each.accept(this, item);
            }
        });
        return this;
    }

    StatementWriter id(Id id) {
        return id(id, Tag.OCTET_STRING);
    }

    StatementWriter id(Id id, int tag) {
        der.value(tag, id.octets());
        return this;
    }

    StatementWriter salt(Salt salt) {
        der.octetString(salt.octets());
        return this;
    }

    StatementWriter digest(Digest digest) {
        return digest(digest, Tag.OCTET_STRING);
    }

    StatementWriter digest(Digest digest, int tag) {
        der.value(tag, digest.octets());
        return this;
    }

    StatementWriter octets(Bytes octets) {
        return octets(octets, Tag.OCTET_STRING);
    }

    StatementWriter octets(Bytes octets, int tag) {
        return octets(octets, tag, Limits.BODY);
    }

    StatementWriter octets(Bytes octets, int tag, int max) {
        demand(octets.length() <= max, octets.length() + " octets, more than " + max);
        der.value(tag, octets);
        return this;
    }

    StatementWriter text(String text) {
        der.utf8String(Tag.UTF8_STRING, text);
        return this;
    }

    StatementWriter ia5(String text) {
        der.ia5String(Tag.IA5_STRING, text);
        return this;
    }

    StatementWriter time(Instant time) {
        return time(time, Tag.GENERALIZED_TIME);
    }

    StatementWriter time(Instant time, int tag) {
        demand(time.getNano() == 0, "time with a fraction of a second: " + time);
        der.generalizedTime(tag, time);
        return this;
    }

    StatementWriter integer(long value) {
        return integer(value, Tag.INTEGER);
    }

    StatementWriter integer(long value, int tag) {
        demand(value >= 0, "number below zero: " + value);
        int octets = 1 + (Long.SIZE - Long.numberOfLeadingZeros(value)) / 8;
        der.octet(tag).octet(octets);
        for (int i = octets - 1; i >= 0; i--) {
            der.octet((int) (value >>> 8 * i));
        }
        return this;
    }

    StatementWriter serial(SerialNumber serial) {
        Bytes contents = serial.contents();
        boolean shortest =
                contents.length() == 1 || contents.length() > 1 && (contents.at(0) | contents.at(1) & 0x80) > 0;
        demand(
                shortest && contents.at(0) < 0x80 && contents.length() <= SerialNumber.MAX_OCTETS,
                "serial number below zero or of more than " + SerialNumber.MAX_OCTETS + " octets: " + serial);
        serial.write(der);
        return this;
    }

    StatementWriter number(BigInteger number) {
        return serial(SerialNumber.of(number));
    }

    StatementWriter reason(CrlReason reason) {
        demand(reason != CrlReason.REMOVE_FROM_CRL, "removeFromCRL is no reason to revoke");
        return integer(reason.code());
    }

    StatementWriter bool(boolean value) {
        der.bool(value);
        return this;
    }

    /// BOOLEAN DEFAULT FALSE.
    StatementWriter visibility(Visibility visibility) {
        return visibility == Visibility.PUBLISHED ? bool(true) : this;
    }

    /// CA, number, digest and length of a list.
    StatementWriter crl(Id authority, BigInteger number, Digest digest, long octets) {
        return id(authority).number(number).digest(digest).integer(octets);
    }

    /// CrlBody DEFAULT full.
    StatementWriter crls(CrlBody kind) {
        return kind == CrlBody.FULL ? this : enumerated(kind);
    }

    StatementWriter enumerated(Numbered value) {
        return integer(value.number(), Tag.ENUMERATED);
    }

    StatementWriter name(Name name) {
        der.raw(name.der());
        return this;
    }

    StatementWriter generalName(GeneralName name) {
        name.write(der);
        return this;
    }

    StatementWriter publicKey(SubjectPublicKeyInfo key) {
        der.raw(key.der());
        return this;
    }
}
