package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The request in the path of a GET: "{url}/{url-encoding of base-64 encoding of the DER encoding}" (RFC 6960
/// appendix A.1).
final class OcspGetPath {
    private OcspGetPath() {}

    /// The request; empty when the path is no base64. Clients that leave `+`, `/` and `=` as they are, are
    /// understood too, and base64 without its padding.
    static Optional<Bytes> decode(String path) {
        byte[] base64 = new byte[path.length()];
        int length = 0;
        int at = 0;
        while (at < path.length()) {
            char c = path.charAt(at);
            int octet = c == '%' ? percent(path, at) : c;
            if (octet < 0 || octet > 0x7f) {
                return Optional.empty();
            }
            base64[length++] = (byte) octet;
            at += c == '%' ? 3 : 1;
        }
        try {
            String text = new String(base64, 0, length, StandardCharsets.US_ASCII);
            return Optional.of(Bytes.wrap(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static int percent(String path, int at) {
        if (at + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
