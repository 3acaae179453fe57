package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The fields of a plain head by their names, read when they are asked for.
///
/// @param octets the request
/// @param head its head
record PlainFields(byte[] octets, PlainHead head) {
    /// The value of a field by its name in any case; several of one name are joined by commas (RFC 9110 §5.2).
    Optional<String> value(String name) {
        Optional<String> found = Optional.empty();
        int at = lineAfter(head.targetTo());
        while (octets[at] != '\r') {
            int next = lineAfter(at);
            if (isNamed(name, at)) {
                String value = new String(
                                octets,
                                at + name.length() + 1,
                                next - at - name.length() - 1,
                                StandardCharsets.US_ASCII)
                        .strip();
                found = Optional.of(found.map(before -> before + ", " + value).orElse(value));
            }
            at = next;
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
