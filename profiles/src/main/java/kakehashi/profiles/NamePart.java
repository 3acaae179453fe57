package kakehashi.profiles;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Tag;

/// One attribute of a name, as the rules look at it.
///
/// @param type the attribute type
/// @param tag the string type
/// @param text the text
record NamePart(Oid type, int tag, String text) {
    static final Oid CN = Oid.of("2.5.4.3");
    static final Oid SURNAME = Oid.of("2.5.4.4");
    static final Oid SERIAL_NUMBER = Oid.of("2.5.4.5");
    static final Oid C = Oid.of("2.5.4.6");
    static final Oid L = Oid.of("2.5.4.7");
    static final Oid ST = Oid.of("2.5.4.8");
    static final Oid O = Oid.of("2.5.4.10");
    static final Oid OU = Oid.of("2.5.4.11");
    static final Oid TITLE = Oid.of("2.5.4.12");
    static final Oid GIVEN_NAME = Oid.of("2.5.4.42");
    static final Oid INITIALS = Oid.of("2.5.4.43");
    static final Oid GENERATION = Oid.of("2.5.4.44");
    static final Oid DN_QUALIFIER = Oid.of("2.5.4.46");
    static final Oid PSEUDONYM = Oid.of("2.5.4.65");
    static final Oid DC = Oid.of("0.9.2342.19200300.100.1.25");
    static final Oid EMAIL = Oid.of("1.2.840.113549.1.9.1");

    static List<NamePart> of(Name name) {
        List<NamePart> parts = new ArrayList<>(6);
        for (List<Name.Attribute> relative : name.relativeNames()) {
            for (Name.Attribute attribute : relative) {
                parts.add(new NamePart(attribute.type(), attribute.value().at(0), attribute.text()));
            }
        }
        return parts;
    }

    boolean is(Oid other) {
        return type.equals(other);
    }

    boolean isPrintable() {
        return tag == Tag.PRINTABLE_STRING;
    }

    boolean isAscii() {
        return text.chars().allMatch(c -> c < 0x80);
    }

    @Override
    public String toString() {
        return type + "=" + text;
    }
}
