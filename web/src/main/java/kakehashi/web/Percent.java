package kakehashi.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Percent-encoding (RFC 3986 §2.1), strictly: two hexadecimal digits after each `%`, UTF-8, no control character.
final class Percent {
    private static final String UNRESERVED = "-._~";

    private Percent() {}

    /// Decodes; empty for what is malformed or holds a control character.
    static Optional<String> decode(String text) {
        String decoded = text;
        if (text.indexOf('%') >= 0) {
            Optional<String> octets = decodeOctets(text);
            if (octets.isEmpty()) {
                return octets;
            }
            decoded = octets.get();
        }
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n') {
                return Optional.empty();
            }
        }
        return Optional.of(decoded);
    }

    private static Optional<String> decodeOctets(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        byte[] target = new byte[source.length];
        int length = 0;
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                target[length++] = source[i];
                continue;
            }
            int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
            int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            target[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// Encodes everything that is not unreserved, for a segment of a path or a parameter of a query.
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", octet & 0xff));
            }
        }
        return out.toString();
    }
}
