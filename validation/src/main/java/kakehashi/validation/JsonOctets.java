package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;

/// JSON in UTF-8 (RFC 8259), written into one array from the first octet to the last. Commas come by themselves;
/// that names are followed by values and that what was begun is ended is the writer's business. For one thread.
final class JsonOctets {
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] ESCAPE = ascii("\\u00");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /// A backslash, the letter u, four hexadecimal digits.
    private static final int LONGEST_ESCAPE = 6;

    /// "2026-01-02T03:04:05.123456789Z" between quotation marks.
    private static final int LONGEST_TIME = 32;

    private byte[] octets;
    private int length;
    private boolean followsValue;

    /// @param expected how many octets there will be, roughly
    JsonOctets(int expected) {
        octets = new byte[Math.max(expected, 64)];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// How much was written.
    int length() {
        return length;
    }

    /// What was written. Nothing more may be written then.
    Bytes bytes() {
        return Bytes.wrap(octets).slice(0, length);
    }

    JsonOctets beginObject() {
        return begin('{');
    }

    JsonOctets endObject() {
        return end('}');
    }

    JsonOctets beginArray() {
        return begin('[');
    }

    JsonOctets endArray() {
        return end(']');
    }

    /// An array, each item written by the function.
    <T> JsonOctets array(Iterable<T> items, Consumer<T> each) {
        begin('[');
        for (T item : items) {
            each.accept(item);
        }
        return end(']');
    }

    private JsonOctets begin(char bracket) {
        comma(1);
        octets[length++] = (byte) bracket;
        followsValue = false;
        return this;
    }

    private JsonOctets end(char bracket) {
        room(1);
        octets[length++] = (byte) bracket;
        followsValue = true;
        return this;
    }

    /// The name of a field, of ASCII that needs no escape.
    JsonOctets name(String name) {
        comma(name.length() + 3);
        octets[length++] = '"';
        for (int i = 0; i < name.length(); i++) {
            octets[length++] = (byte) name.charAt(i);
        }
        octets[length++] = '"';
        octets[length++] = ':';
        followsValue = false;
        return this;
    }

    /// A text; a question mark stands for each half of a surrogate pair, which has no UTF-8.
    JsonOctets text(String text) {
        comma(text.length() + 2);
        octets[length++] = '"';
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            octets[length++] = (byte) text.charAt(plain++);
        }
        if (plain < text.length()) {
            rest(text, plain);
        }
        room(1);
        octets[length++] = '"';
        return this;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private void rest(String text, int from) {
        byte[] utf8 = text.substring(from).getBytes(StandardCharsets.UTF_8);
        room(LONGEST_ESCAPE * utf8.length);
        for (byte octet : utf8) {
            if (octet == '"' || octet == '\\') {
                octets[length++] = '\\';
                octets[length++] = octet;
            } else if (octet >= 0 && octet < 0x20) {
                escape(octet);
            } else {
                octets[length++] = octet;
            }
        }
    }

    /// Control characters "MUST be escaped" (RFC 8259 §7).
    private void escape(byte control) {
        put(ESCAPE, 0, ESCAPE.length);
        octets[length++] = HEX[control >> 4];
        octets[length++] = HEX[control & 15];
    }

    /// A number.
    JsonOctets number(long number) {
        return value(ascii(Long.toString(number)));
    }

    /// `true` or `false`.
    JsonOctets truth(boolean truth) {
        return value(truth ? TRUE : FALSE);
    }

    /// Octets as a text of hexadecimal digits in lower case.
    JsonOctets hex(Bytes content) {
        comma(2 * content.length() + 2);
        octets[length++] = '"';
        for (int i = 0; i < content.length(); i++) {
            int octet = content.at(i);
            octets[length++] = HEX[octet >> 4];
            octets[length++] = HEX[octet & 15];
        }
        octets[length++] = '"';
        return this;
    }

    /// Octets as a text of base64 (RFC 4648 §4).
    JsonOctets base64(Bytes content) {
        byte[] digits = content.encodedBy(Base64.getEncoder());
        comma(digits.length + 2);
        octets[length++] = '"';
        put(digits, 0, digits.length);
        octets[length++] = '"';
        return this;
    }

    /// A time as text, as `Instant.toString` has it; for the usual years without the cost of a formatter.
    JsonOctets time(Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(YEAR_10000)) {
            return text(time.toString());
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        comma(LONGEST_TIME);
        octets[length++] = '"';
        digits(utc.getYear(), 4, '-');
        digits(utc.getMonthValue(), 2, '-');
        digits(utc.getDayOfMonth(), 2, 'T');
        digits(utc.getHour(), 2, ':');
        digits(utc.getMinute(), 2, ':');
        fraction(utc);
        octets[length++] = '"';
        return this;
    }

    /// The seconds, with nothing, thousandths, millionths or billionths, whichever says all.
    private void fraction(LocalDateTime utc) {
        int nano = utc.getNano();
        digits(utc.getSecond(), 2, nano == 0 ? 'Z' : '.');
        if (nano != 0) {
            int count = nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
            digits(count == 3 ? nano / 1_000_000 : count == 6 ? nano / 1_000 : nano, count, 'Z');
        }
    }

    private void digits(int number, int count, char then) {
        int left = number;
        for (int i = length + count - 1; i >= length; i--) {
            octets[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
        octets[length++] = (byte) then;
    }

    /// A value that was written elsewhere.
    JsonOctets value(byte[] json) {
        comma(json.length);
        put(json, 0, json.length);
        return this;
    }

    /// Once more what stands from an octet to another: the first fields of an object, or items of an array.
    JsonOctets again(int from, int to) {
        comma(to - from);
        put(octets, from, to - from);
        return this;
    }

    private void put(byte[] source, int from, int count) {
        System.arraycopy(source, from, octets, length, count);
        length += count;
    }

    /// A comma where one is due, and room for it and for so many octets. What follows is a value, or the name of
    /// one.
    private void comma(int count) {
        room(count + 1);
        if (followsValue) {
            octets[length++] = ',';
        }
        followsValue = true;
    }

    private void room(int count) {
        if (count > octets.length - length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
        }
    }
}
