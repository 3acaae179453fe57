package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the forms of a name (RFC 5280 §4.2.1.6).
public sealed interface GeneralName {
    /// Any other form, by its type.
    ///
    /// @param type the form
    /// @param value the DER of the value, without the explicit tag
    record OtherName(Oid type, Bytes value) implements GeneralName {
        /// The type of a SmtpUTF8Mailbox (RFC 9598).
        public static final Oid SMTP_UTF8_MAILBOX = Oid.of("1.3.6.1.5.5.7.8.9");
    }

    /// An Internet mail address in ASCII.
    record Rfc822Name(String mailbox) implements GeneralName {}

    /// A domain name.
    record DnsName(String domain) implements GeneralName {}

    /// An X.400 address, opaque: the contents octets.
    record X400Address(Bytes contents) implements GeneralName {}

    /// A distinguished name.
    record DirectoryName(Name name) implements GeneralName {}

    /// An EDI party name, opaque: the contents octets.
    record EdiPartyName(Bytes contents) implements GeneralName {}

    /// A URI.
    record UniformResourceIdentifier(String uri) implements GeneralName {}

    /// An address of 4 or 16 octets; in name constraints address and mask, 8 or 32 octets.
    record IpAddress(Bytes octets) implements GeneralName {
        @Override
        public String toString() {
            return IpText.format(octets);
        }
    }

    /// A registered object identifier.
    record RegisteredId(Oid id) implements GeneralName {}

    /// A mailbox with non-ASCII characters (RFC 9598), where this name is one.
    default Optional<String> smtpUtf8Mailbox() {
        return this instanceof OtherName(Oid type, Bytes value) && type.equals(OtherName.SMTP_UTF8_MAILBOX)
                ? Optional.of(new DerReader(value).text())
                : Optional.empty();
    }

    /// Reads a name.
    static GeneralName read(DerReader reader) {
        return switch (reader.peek()) {
            case 0xa0 -> readOtherName(reader);
            case 0x81 -> new Rfc822Name(reader.ia5String(0x81));
            case 0x82 -> new DnsName(reader.ia5String(0x82));
            case 0xa3 -> new X400Address(reader.contents(0xa3));
            case 0xa4 -> readDirectoryName(reader);
            case 0xa5 -> new EdiPartyName(reader.contents(0xa5));
            case 0x86 -> new UniformResourceIdentifier(reader.ia5String(0x86));
            case 0x87 -> new IpAddress(reader.contents(0x87));
            case 0x88 -> new RegisteredId(reader.oid(0x88));
            default -> throw reader.malformed("not a GeneralName");
        };
    }

    private static OtherName readOtherName(DerReader reader) {
        int outer = reader.enter(0xa0);
        Oid type = reader.oid();
        int explicit = reader.enter(0xa0);
        Bytes value = reader.any();
        reader.leave(explicit);
        reader.leave(outer);
        if (type.equals(OtherName.SMTP_UTF8_MAILBOX)) {
            new DerReader(value).utf8String(Tag.UTF8_STRING);
        }
        return new OtherName(type, value);
    }

    private static DirectoryName readDirectoryName(DerReader reader) {
        int outer = reader.enter(0xa4);
        Name name = Name.read(reader);
        reader.leave(outer);
        return new DirectoryName(name);
    }

    /// Checks a name without making one.
    ///
    /// @param form what an iPAddress holds here
    static void check(DerReader reader, AddressForm form) {
        switch (reader.peek()) {
            case 0x81, 0x82, 0x86 -> reader.skipIa5String(reader.peek());
            case 0x87 -> {
                int length = reader.contents(0x87).length();
                if (length != form.octetsV4 && length != form.octetsV6) {
                    throw reader.malformed("iPAddress of " + length + " octets");
                }
            }
            case 0xa4 -> {
                int outer = reader.enter(0xa4);
                Name.check(reader);
                reader.leave(outer);
            }
            case 0xa3, 0xa5 -> reader.skipAny();
            default -> read(reader);
        }
    }

    /// What an iPAddress holds.
    enum AddressForm {
        /// An address, in alternative names.
        ADDRESS(4, 16),
        /// An address and a mask, in name constraints.
        ADDRESS_AND_MASK(8, 32);

        private final int octetsV4;
        private final int octetsV6;

        AddressForm(int octetsV4, int octetsV6) {
            this.octetsV4 = octetsV4;
            this.octetsV6 = octetsV6;
        }
    }

    /// Reads the contents of `GeneralNames` under a tag: one name at least.
    static List<GeneralName> readAll(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        List<GeneralName> names = new ArrayList<>(2);
        do {
            names.add(read(reader));
        } while (reader.hasNext());
        reader.leave(outer);
        return List.copyOf(names);
    }

    /// Checks `GeneralNames` under a tag without making them: one name at least.
    static void checkAll(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        do {
            check(reader, AddressForm.ADDRESS);
        } while (reader.hasNext());
        reader.leave(outer);
    }

    /// Writes the name.
    default void write(DerWriter writer) {
        switch (this) {
            case OtherName(Oid type, Bytes value) ->
                writer.constructed(0xa0, o -> o.oid(type).explicit(0, e -> e.raw(value)));
            case Rfc822Name(String mailbox) -> writer.ia5String(0x81, mailbox);
            case DnsName(String domain) -> writer.ia5String(0x82, domain);
            case X400Address(Bytes contents) -> writer.value(0xa3, contents);
            case DirectoryName(Name name) -> writer.constructed(0xa4, d -> d.raw(name.der()));
            case EdiPartyName(Bytes contents) -> writer.value(0xa5, contents);
            case UniformResourceIdentifier(String uri) -> writer.ia5String(0x86, uri);
            case IpAddress(Bytes octets) -> writer.value(0x87, octets);
            case RegisteredId(Oid id) -> writer.oid(0x88, id);
        }
    }

    /// Writes `GeneralNames` under a tag.
    static void writeAll(DerWriter writer, int tag, List<GeneralName> names) {
        writer.sequenceOf(tag, names, (w, name) -> name.write(w));
    }
}
