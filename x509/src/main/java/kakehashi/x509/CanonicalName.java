package kakehashi.x509;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Name.Attribute;

/// The form that two names share exactly when RFC 5280 §7.1 calls them the same.
///
/// Character strings go through the steps of RFC 4518: transcode, map (case folding, control characters), normalise
/// to NFKC, drop insignificant white space. Text that is ASCII, which nearly all is, takes a short way with the
/// same result.
final class CanonicalName {
    private CanonicalName() {}

    /// The form of a name by its DER, which has been checked.
    static Bytes of(Bytes der) {
        byte[] form = new byte[der.length()];
        int length = plainForm(der, form);
        return length < 0 ? of(Name.ofChecked(der).relativeNames()) : new Bytes(form, 0, length);
    }

    /// Writes the form of a name whose relative names are one attribute of short ASCII text each, as nearly all
    /// are, in one pass; answers its length, or -1 for all other names.
    private static int plainForm(Bytes der, byte[] form) {
        byte[] array = der.array();
        int end = der.offset() + der.length();
        int length = 0;
        int at = DerScan.contents(array, der.offset());
        while (at < end) {
            int attribute = DerScan.contents(array, at);
            at = DerScan.end(array, at);
            int oid = DerScan.contents(array, attribute);
            int value = DerScan.end(array, oid);
            if (DerScan.end(array, attribute) != at || !isShortText(array, value)) {
                return -1;
            }
            System.arraycopy(array, oid, form, length, value - oid);
            int header = length + value - oid;
            length = plainText(array, value + 2, at, form, header + 2);
            if (length < 0) {
                return -1;
            }
            form[header] = Tag.UTF8_STRING;
            form[header + 1] = (byte) (length - header - 2);
        }
        return length;
    }

    private static boolean isShortText(byte[] array, int value) {
        return array[value + 1] >= 0
                && switch (array[value]) {
                    case Tag.UTF8_STRING,
                            Tag.PRINTABLE_STRING,
                            Tag.IA5_STRING,
                            Tag.TELETEX_STRING,
                            Tag.VISIBLE_STRING,
                            Tag.NUMERIC_STRING -> true;
                    default -> false;
                };
    }

    /// Writes ASCII text in lower case and without insignificant space; answers where it ends, -1 for other text.
    private static int plainText(byte[] array, int from, int to, byte[] form, int start) {
        int length = start;
        for (int i = from; i < to; i++) {
            byte c = array[i];
            if (c < 0x20 || c == 0x7f) {
                return -1;
            }
            if (c != ' ' || (length > start && form[length - 1] != ' ')) {
                form[length++] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
            }
        }
        return length > start && form[length - 1] == ' ' ? length - 1 : length;
    }

    static Bytes of(List<List<Attribute>> relativeNames) {
        DerWriter out = new DerWriter();
        for (List<Attribute> relativeName : relativeNames) {
            if (relativeName.size() == 1) {
                out.raw(attribute(relativeName.getFirst()));
            } else {
                // "Two relative distinguished names match if they have the same number of naming attributes and for
                // each naming attribute in the first there is a matching one in the second": order does not count.
                List<Bytes> attributes = new ArrayList<>();
                relativeName.forEach(a -> attributes.add(attribute(a)));
                out.setOf(Tag.SET, attributes);
            }
        }
        return out.toBytes();
    }

    private static Bytes attribute(Attribute attribute) {
        DerWriter out = new DerWriter().oid(attribute.type());
        Bytes value = attribute.value();
        return NameText.isText(value)
                ? out.value(Tag.UTF8_STRING, prepared(new DerReader(value).text()))
                        .toBytes()
                : out.raw(value).toBytes();
    }

    private static Bytes prepared(String text) {
        boolean ascii = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        String folded = ascii ? foldAscii(text) : foldUnicode(text);
        return Bytes.wrap(withoutInsignificantSpace(folded).getBytes(StandardCharsets.UTF_8));
    }

    private static String foldAscii(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /// RFC 4518 §2.2 to §2.4. Upper then lower case is the JDK's nearest to the case folding of RFC 3454 table B.2.
    private static String foldUnicode(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                mapped.append(' ');
            } else if (!isMappedToNothing(c)) {
                mapped.appendCodePoint(c);
            }
        });
        // Compatibility characters such as U+2121 hold capital letters, so folding comes before and after.
        String normal = Normalizer.normalize(fold(mapped.toString()), Normalizer.Form.NFKC);
        return Normalizer.normalize(fold(normal), Normalizer.Form.NFKC);
    }

    private static String fold(String text) {
        return text.toUpperCase(java.util.Locale.ROOT).toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isMappedToNothing(int c) {
        return Character.isISOControl(c)
                || c == 0x00ad
                || c == 0x034f
                || (c >= 0x180b && c <= 0x180d)
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfffc
                || Character.getType(c) == Character.FORMAT;
    }

    private static String withoutInsignificantSpace(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = c == ' ' && (kept.isEmpty() || kept.charAt(kept.length() - 1) == ' ');
            if (!doubled) {
                kept.append(c);
            }
        }
        int last = kept.length() - 1;
        if (last >= 0 && kept.charAt(last) == ' ') {
            kept.setLength(last);
        }
        return kept.toString();
    }
}
