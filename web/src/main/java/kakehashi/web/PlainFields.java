package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The fields of a plain head by their names, read when they are asked for.
final class PlainFields {
    private static final int USUAL_FIELDS = 16;

    private final byte[] octets;
    /// Where each line begins, and where the one after the last would.
    private final int[] lines;

    /// @param octets the request
    /// @param head its head
    PlainFields(byte[] octets, PlainHead head) {
        this.octets = octets;
        int[] found = new int[USUAL_FIELDS];
        int count = 0;
        for (int at = lineAfter(head.targetTo()); octets[at] != '\r'; at = lineAfter(at)) {
            if (count + 1 == found.length) {
                found = Arrays.copyOf(found, 2 * found.length);
            }
            found[count++] = at;
        }
        // The empty line of CR and LF ends the head.
        found[count++] = head.bodyFrom() - 2;
        lines = Arrays.copyOf(found, count);
    }

    /// The value of a field by its name in any case; several of one name are joined by commas (RFC 9110 §5.2).
    Optional<String> value(String name) {
        Optional<String> found = Optional.empty();
        for (int i = 0; i + 1 < lines.length; i++) {
            if (isNamed(name, lines[i])) {
                int from = lines[i] + name.length() + 1;
                String value = new String(octets, from, lines[i + 1] - from, StandardCharsets.US_ASCII).strip();
                found = Optional.of(found.map(before -> before + ", " + value).orElse(value));
            }
        }
        return found;
    }

    private int lineAfter(int from) {
        int at = from;
        while (octets[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private boolean isNamed(String name, int at) {
        int length = name.length();
        if (at + length >= octets.length || octets[at + length] != ':') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // Names are tokens of letters, digits, '-' and '_': this bit alone tells their case.
            if ((octets[at + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
