package kakehashi.terminal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// One value of an ASN.1 encoding, as it was found.
///
/// @param place where it lies
/// @param identifier its first identifier octet
/// @param number its tag number
/// @param content its contents octets, as many as there are
/// @param children the values inside; of a string whose octets are an encoding themselves, that encoding
record Asn1Node(Place place, int identifier, int number, Bytes content, List<Asn1Node> children) {
    private static final int LONGEST_VALUE = 64;

    /// Where a value lies.
    ///
    /// @param offset of its first octet from the start of the input
    /// @param header the octets of tag and length
    /// @param length what its length octets say; -1 for the indefinite form
    record Place(int offset, int header, int length) {}

    boolean isConstructed() {
        return (identifier & 0x20) != 0;
    }

    boolean isUniversal() {
        return (identifier & 0xc0) == 0;
    }

    /// The type's name, or its class and number in brackets.
    String typeName() {
        return switch (identifier & 0xc0) {
            case 0x00 -> universalName();
            case 0x40 -> "[APPLICATION " + number + "]";
            case 0x80 -> "[" + number + "]";
            default -> "[PRIVATE " + number + "]";
        };
    }

    private String universalName() {
        return switch (number) {
            case 1 -> "BOOLEAN";
            case 2 -> "INTEGER";
            case 3 -> "BIT STRING";
            case 4 -> "OCTET STRING";
            case 5 -> "NULL";
            case 6 -> "OBJECT IDENTIFIER";
            case 10 -> "ENUMERATED";
            case 12 -> "UTF8String";
            case 16 -> "SEQUENCE";
            case 17 -> "SET";
            case 18 -> "NumericString";
            case 19 -> "PrintableString";
            case 20 -> "TeletexString";
            case 22 -> "IA5String";
            case 23 -> "UTCTime";
            case 24 -> "GeneralizedTime";
            case 26 -> "VisibleString";
            case 28 -> "UniversalString";
            case 30 -> "BMPString";
            default -> "[UNIVERSAL " + number + "]";
        };
    }

    /// The value of a primitive, in words; empty for a constructed one.
    Optional<String> valueText() {
        if (isConstructed()) {
            return Optional.empty();
        }
        if (!isUniversal()) {
            return Optional.of(looksLikeText() ? "\"" + ascii() + "\"" : hex());
        }
        return Optional.of(
                switch (identifier) {
                    case Tag.BOOLEAN -> content.equals(Bytes.ofHex("00")) ? "FALSE" : "TRUE";
                    case Tag.INTEGER, Tag.ENUMERATED -> integerText();
                    case Tag.NULL -> "";
                    case Tag.OBJECT_IDENTIFIER -> oid().map(TextPage::oid).orElseGet(this::hex);
                    case Tag.BIT_STRING -> bitStringText();
                    case Tag.OCTET_STRING -> children.isEmpty() ? hex() : "";
                    case Tag.UTC_TIME, Tag.GENERALIZED_TIME -> ascii();
                    default -> stringText();
                });
    }

    /// The object identifier, when this is a well-formed one.
    Optional<Oid> oid() {
        return Parsed.of(() -> new DerReader(DerWriter.write(w -> w.value(Tag.OBJECT_IDENTIFIER, content))).oid())
                .toOptional();
    }

    private String integerText() {
        if (content.isEmpty()) {
            return "";
        }
        return content.length() <= 8 ? new BigInteger(content.toArray()).toString() : hex();
    }

    private String bitStringText() {
        if (content.isEmpty() || !children.isEmpty()) {
            return "";
        }
        int bits = 8 * (content.length() - 1) - content.at(0);
        Bytes octets = content.slice(1, content.length());
        return bits <= 32 ? binary(octets, bits) : bits + " bits " + shortened(octets);
    }

    private static String binary(Bytes octets, int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits; i++) {
            text.append(octets.at(i / 8) >> (7 - i % 8) & 1);
        }
        return text.toString();
    }

    private String stringText() {
        Parsed<String> text = Parsed.of(() -> new DerReader(DerWriter.write(w -> w.value(identifier, content))).text());
        return text.toOptional().map(t -> "\"" + t + "\"").orElseGet(this::hex);
    }

    private boolean looksLikeText() {
        if (content.isEmpty()) {
            return false;
        }
        for (int i = 0; i < content.length(); i++) {
            if (content.at(i) < 0x20 || content.at(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private String ascii() {
        return new String(content.toArray(), StandardCharsets.ISO_8859_1);
    }

    private String hex() {
        return shortened(content);
    }

    private static String shortened(Bytes octets) {
        int shown = Math.min(octets.length(), LONGEST_VALUE);
        String hex = octets.slice(0, shown).toString().toUpperCase(Locale.ROOT);
        return shown == octets.length() ? hex : hex + "…";
    }
}
