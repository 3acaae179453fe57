package kakehashi.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kakehashi.x509.Name.Attribute;

/// Names as text (RFC 4514) and the checks on attribute values.
final class NameText {
    private static final Map<String, Oid> BY_SHORT_NAME = new LinkedHashMap<>();
    private static final Map<Oid, String> SHORT_NAMES = new LinkedHashMap<>();

    static {
        type("CN", "2.5.4.3");
        type("SN", "2.5.4.4");
        type("SERIALNUMBER", "2.5.4.5");
        type("C", "2.5.4.6");
        type("L", "2.5.4.7");
        type("ST", "2.5.4.8");
        type("STREET", "2.5.4.9");
        type("O", "2.5.4.10");
        type("OU", "2.5.4.11");
        type("T", "2.5.4.12");
        type("GIVENNAME", "2.5.4.42");
        type("INITIALS", "2.5.4.43");
        type("GENERATION", "2.5.4.44");
        type("DNQ", "2.5.4.46");
        type("PSEUDONYM", "2.5.4.65");
        type("ORGANIZATIONIDENTIFIER", "2.5.4.97");
        type("UID", "0.9.2342.19200300.100.1.1");
        type("DC", "0.9.2342.19200300.100.1.25");
        type("E", "1.2.840.113549.1.9.1");
    }

    private NameText() {}

    private static void type(String shortName, String oid) {
        BY_SHORT_NAME.put(shortName, Oid.of(oid));
        SHORT_NAMES.put(Oid.of(oid), shortName);
    }

    /// Checks an attribute value: character strings by their type, anything else as DER.
    static void checkValue(DerReader reader) {
        switch (reader.peek()) {
            case Tag.PRINTABLE_STRING, Tag.UTF8_STRING, Tag.IA5_STRING -> reader.skipText();
            case Tag.BMP_STRING, Tag.UNIVERSAL_STRING, Tag.TELETEX_STRING, Tag.VISIBLE_STRING, Tag.NUMERIC_STRING ->
                reader.text();
            default -> reader.skipAny();
        }
    }

    /// Whether a value is a character string.
    static boolean isText(Bytes value) {
        return switch (value.at(0)) {
            case Tag.UTF8_STRING,
                    Tag.PRINTABLE_STRING,
                    Tag.IA5_STRING,
                    Tag.BMP_STRING,
                    Tag.UNIVERSAL_STRING,
                    Tag.TELETEX_STRING,
                    Tag.VISIBLE_STRING,
                    Tag.NUMERIC_STRING -> true;
            default -> false;
        };
    }

    static String valueText(Bytes value) {
        return isText(value) ? new DerReader(value).text() : "#" + value;
    }

    static String format(List<List<Attribute>> relativeNames) {
        StringBuilder text = new StringBuilder();
        for (List<Attribute> relativeName : relativeNames.reversed()) {
            text.append(text.isEmpty() ? "" : ",");
            for (int i = 0; i < relativeName.size(); i++) {
                Attribute a = relativeName.get(i);
                String type = SHORT_NAMES.get(a.type());
                text.append(i == 0 ? "" : "+").append(type == null ? a.type().toString() : type);
                text.append('=').append(isText(a.value()) ? escaped(a.text()) : a.text());
            }
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return isPlain(value) ? value : escapedEach(value);
    }

    /// Whether a value is of letters, digits and a few signs of ASCII that are never escaped: most are.
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean inside = c == ' ' && i > 0 && i < value.length() - 1;
            if (!inside && (c < '-' || c > 'z' || c == ';' || c == '<' || c == '>' || c == '\\')) {
                return false;
            }
        }
        return true;
    }

    private static String escapedEach(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean edge = (c == ' ' && (i == 0 || i == value.length() - 1)) || (c == '#' && i == 0);
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.FORMAT) {
                for (byte octet : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append(String.format("\\%02X", octet & 0xff));
                }
            } else {
                text.append(edge || ",+\"\\<>;".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return text.toString();
    }

    /// The DER of a name written as RFC 4514 text.
    static Bytes parse(String text) {
        List<Bytes> relativeNames = new ArrayList<>();
        List<Bytes> attributes = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw new IllegalArgumentException("not a name (RFC 4514): " + text);
            }
            int end = endOfValue(text, equals + 1);
            attributes.add(attribute(text.substring(at, equals).strip(), text.substring(equals + 1, end)));
            if (end == text.length() || text.charAt(end) == ',') {
                relativeNames.addFirst(
                        new DerWriter().setOf(Tag.SET, attributes).toBytes());
                attributes.clear();
            }
            at = end + 1;
        }
        return DerWriter.write(w -> w.sequenceOf(Tag.SEQUENCE, relativeNames, DerWriter::raw));
    }

    private static int endOfValue(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != ',' && text.charAt(i) != '+') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    /// RFC 4514 §3: white space around the value falls away unless it is escaped; `\\` stands before a special
    /// character or before two hexadecimal digits of an octet of UTF-8.
    private static Bytes unescaped(String value) {
        String leading = value.stripLeading();
        DerWriter octets = new DerWriter();
        int kept = 0;
        int i = 0;
        while (i < leading.length()) {
            int c = leading.codePointAt(i);
            boolean escape = c == '\\';
            if (escape && isHexPair(leading, i + 1)) {
                octets.octet(HexFormat.fromHexDigits(leading, i + 1, i + 3));
                i += 3;
            } else if (escape && i + 1 == leading.length()) {
                throw new IllegalArgumentException("not a name (RFC 4514): backslash at the end of a value");
            } else {
                int at = escape ? i + 1 : i;
                String character = Character.toString(leading.codePointAt(at));
                octets.raw(Bytes.wrap(character.getBytes(StandardCharsets.UTF_8)));
                i = at + character.length();
            }
            kept = escape || !Character.isWhitespace(c) ? octets.length() : kept;
        }
        return octets.toBytes().slice(0, kept);
    }

    private static boolean isHexPair(String text, int at) {
        return at + 1 < text.length()
                && HexFormat.isHexDigit(text.charAt(at))
                && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    private static Bytes attribute(String type, String value) {
        Oid known = BY_SHORT_NAME.get(type.toUpperCase(Locale.ROOT));
        Oid oid = known == null ? Oid.of(type) : known;
        int tag = switch (SHORT_NAMES.getOrDefault(oid, "")) {
            case "C", "SERIALNUMBER", "DNQ" -> Tag.PRINTABLE_STRING;
            case "DC", "E" -> Tag.IA5_STRING;
            default -> Tag.UTF8_STRING;
        };
        String stripped = value.strip();
        return stripped.startsWith("#")
                ? DerWriter.write(w -> w.sequence(s -> s.oid(oid).raw(Bytes.ofHex(stripped.substring(1)))))
                : DerWriter.write(w -> w.sequence(s -> s.oid(oid).value(tag, unescaped(value))));
    }
}
