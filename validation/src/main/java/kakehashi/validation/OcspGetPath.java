package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The request in the path of a GET: "{url}/{url-encoding of base-64 encoding of the DER encoding}" (RFC 6960
/// appendix A.1).
final class OcspGetPath {
    private OcspGetPath() {}

    /// The request; empty when the path is no base64. Clients that leave `+`, `/` and `=` as they are, are
    /// understood too, base64 without its padding, a slash too many before it – a request begins with `M`, so that
    /// a slash there is none of its own – and `+` that became a space on the way.
    static Optional<Bytes> decode(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > 0x7f) {
                return Optional.empty();
            }
        }
        return decode(path.getBytes(StandardCharsets.US_ASCII));
    }

    /// The same of the octets of a path.
    static Optional<Bytes> decode(byte[] path) {
        byte[] base64 = new byte[path.length];
        int length = 0;
        int at = 0;
        while (at < path.length && path[at] == '/') {
            at++;
        }
        while (at < path.length) {
            int octet = path[at] == '%' ? percent(path, at) : path[at];
            if (octet < 0) {
                return Optional.empty();
            }
            base64[length++] = (byte) (octet == ' ' ? '+' : octet);
            at += path[at] == '%' ? 3 : 1;
        }
        try {
            return Optional.of(Bytes.wrap(
                    Base64.getDecoder().decode(length == path.length ? base64 : Arrays.copyOf(base64, length))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static int percent(byte[] path, int at) {
        if (at + 2 >= path.length) {
            return -1;
        }
        int high = Character.digit(path[at + 1], 16);
        int low = Character.digit(path[at + 2], 16);
        return high < 0 || low < 0 || high > 7 ? -1 : 16 * high + low;
    }
}
