package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An X.501 distinguished name (RFC 5280 §4.1.2.4), kept as its DER.
///
/// Two names are equal when they compare as RFC 5280 §7.1 says: attribute by attribute in order, the attributes of
/// one relative name in any order, character strings without regard to string type, case, and white space at the
/// ends or doubled. Other values compare octet by octet.
public final class Name implements Comparable<Name> {
    /// The name without relative names, as in certificates whose subject stands in subjectAltName only.
    public static final Name EMPTY = new Name(Bytes.ofHex("3000"));

    private final Bytes der;
    private volatile Bytes canonical;
    private volatile int hash;
    private volatile String text;

    private Name(Bytes der) {
        this.der = der;
    }

    /// One attribute of a relative name.
    ///
    /// @param type the attribute type
    /// @param value the DER of the value, a character string for nearly every type
    public record Attribute(Oid type, Bytes value) {
        /// The text of a character string, `#` and the DER in hexadecimal for anything else.
        public String text() {
            return NameText.valueText(value);
        }

        /// The DER of the attribute.
        public Bytes der() {
            return DerWriter.write(w -> w.sequence(s -> s.oid(type).raw(value)));
        }

        /// Checks an attribute without making one.
        static void check(DerReader reader) {
            int outer = reader.enterSequence();
            reader.skipOid();
            NameText.checkValue(reader);
            reader.leave(outer);
        }
    }

    /// Parses a name.
    public static Parsed<Name> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            Name name = read(reader);
            reader.finish();
            return name;
        });
    }

    /// Reads RFC 4514 text such as `CN=Root CA,O=Example,C=JP`, the most specific attribute first. Attribute types
    /// are short names (CN, O, OU, C, L, ST, DC, UID, STREET, SERIALNUMBER, T, GIVENNAME, SN, E, …) or dotted
    /// object identifiers. Country, serial number and DC values are written as their types ask, all else as
    /// UTF8String.
    ///
    /// @throws IllegalArgumentException when the text is not a name
    public static Name of(String text) {
        return text.isBlank() ? EMPTY : parse(NameText.parse(text)).orElseThrow();
    }

    /// A name of relative names of one attribute each, the most general first.
    public static Name ofAttributes(List<Attribute> attributes) {
        Bytes der = DerWriter.write(w -> w.sequenceOf(
                Tag.SEQUENCE, attributes, (sequence, a) -> sequence.constructed(Tag.SET, set -> set.raw(a.der()))));
        return parse(der).orElseThrow();
    }

    /// Reads a name, every attribute checked.
    public static Name read(DerReader reader) {
        Bytes der = reader.elementChecked(Name::check);
        return der.length() == 2 ? EMPTY : new Name(der);
    }

    /// Makes a name of DER that [#check] has seen.
    static Name ofChecked(Bytes der) {
        return der.length() == 2 ? EMPTY : new Name(der);
    }

    /// Checks a name without making one.
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        while (reader.hasNext()) {
            int rdn = reader.enter(Tag.SET);
            do {
                Attribute.check(reader);
            } while (reader.hasNext());
            reader.leave(rdn);
        }
        reader.leave(outer);
    }

    /// This name with one more relative name at its specific end.
    public Name append(List<Attribute> relativeName) {
        Bytes rdn = new DerWriter()
                .setOf(Tag.SET, relativeName.stream().map(Attribute::der).toList())
                .toBytes();
        DerReader reader = new DerReader(der);
        return ofChecked(DerWriter.write(
                w -> w.sequence(s -> s.raw(reader.contents(Tag.SEQUENCE)).raw(rdn))));
    }

    /// The DER as it was read or made.
    public Bytes der() {
        return der;
    }

    /// The relative names, the most general first; each has at least one attribute.
    public List<List<Attribute>> relativeNames() {
        List<List<Attribute>> names = new ArrayList<>();
        DerReader reader = new DerReader(der);
        reader.enterSequence();
        while (reader.hasNext()) {
            int rdn = reader.enter(Tag.SET);
            List<Attribute> attributes = new ArrayList<>(1);
            while (reader.hasNext()) {
                int attribute = reader.enterSequence();
                attributes.add(new Attribute(reader.oid(), reader.any()));
                reader.leave(attribute);
            }
            reader.leave(rdn);
            names.add(List.copyOf(attributes));
        }
        return List.copyOf(names);
    }

    /// Whether there is no relative name.
    public boolean isEmpty() {
        return der.length() == 2;
    }

    /// The first value of an attribute type as text, the most specific relative name first.
    public Optional<String> first(Oid type) {
        return relativeNames().reversed().stream()
                .flatMap(List::stream)
                .filter(a -> a.type().equals(type))
                .map(Attribute::text)
                .findFirst();
    }

    /// Whether this name lies in the subtree under the other: the other's relative names are the first of this
    /// one's (RFC 5280 §4.2.1.10, directoryName).
    public boolean isWithin(Name subtree) {
        List<List<Attribute>> mine = relativeNames();
        List<List<Attribute>> base = subtree.relativeNames();
        if (mine.size() < base.size()) {
            return false;
        }
        Bytes start = CanonicalName.of(mine.subList(0, base.size()));
        return start.equals(subtree.canonical());
    }

    /// The form that equal names share and no others: a key for maps.
    public Bytes canonical() {
        Bytes form = canonical;
        if (form == null) {
            form = CanonicalName.of(der);
            canonical = form;
        }
        return form;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Name that
                        && (der.equals(that.der) || canonical().equals(that.canonical()));
    }

    @Override
    public int hashCode() {
        int code = hash;
        if (code == 0) {
            code = canonical().hashCode();
            hash = code;
        }
        return code;
    }

    /// An order that agrees with [#equals]: with it a hash table stays fast under names made to collide.
    @Override
    public int compareTo(Name other) {
        return canonical().compareTo(other.canonical());
    }

    /// RFC 4514 text, the most specific relative name first; Japanese as it is.
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = NameText.format(relativeNames());
            text = known;
        }
        return known;
    }
}
