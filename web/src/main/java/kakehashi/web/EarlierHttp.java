package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Lets clients of HTTP/1.0 ask, which the library refuses and which OCSP clients in the field still speak,
/// OpenSSL's among them: the head of the first request of a connection is handed on as HTTP/1.1 with `Connection:
/// close`.
///
/// Answers say HTTP/1.1, as they may to any client of the same major version (RFC 9112 §2.3). Answers of unknown
/// length would be chunked, which such clients cannot read; messages of a PKI have a length.
final class EarlierHttp {
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");
    private static final Pattern FIRST_LINE = Pattern.compile("[A-Z]+ [!-~]+ HTTP/1\\.0");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^(Connection|Keep-Alive):.*\r\n");
    private static final Pattern HOST = Pattern.compile("(?im)^Host:");

    private EarlierHttp() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What the library is to read of the start of a connection: the octets as they came, but for a head of
    /// HTTP/1.0.
    ///
    /// @param start the first octets
    /// @param more reads on; `null` at the end, as the library has it
    /// @param limit the most octets of a head
    static byte[] translated(byte[] start, Supplier<byte[]> more, int limit) {
        byte[] line = until(LINE_END, start, more, limit);
        int end = find(LINE_END, line, 0);
        if (end < 0 || !FIRST_LINE.matcher(text(line, 0, end)).matches()) {
            return line;
        }
        byte[] head = until(HEAD_END, line, more, limit);
        int last = find(HEAD_END, head, 0);
        if (last < 0) {
            return head;
        }
        String first = text(head, 0, end);
        String fields = text(head, end, last) + "\r\n";
        String kept = CONNECTION.matcher(fields.substring(LINE_END.length)).replaceAll("");
        String host = HOST.matcher(kept).find() ? "" : "Host: localhost\r\n";
        byte[] translated =
                ascii(first.substring(0, first.length() - 1) + "1\r\n" + host + kept + "Connection: close\r\n\r\n");
        byte[] rest = Arrays.copyOfRange(head, last + HEAD_END.length, head.length);
        return joined(translated, rest);
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] until(byte[] mark, byte[] start, Supplier<byte[]> more, int limit) {
        byte[] octets = start;
        int looked = 0;
        while (find(mark, octets, looked) < 0 && octets.length < limit) {
            // A head that comes octet by octet is looked through once, and not once an octet.
            looked = Math.max(0, octets.length - mark.length + 1);
            byte[] next = more.get();
            if (next == null) {
                return octets;
            }
            octets = joined(octets, next);
        }
        return octets;
    }

    private static byte[] joined(byte[] first, byte[] then) {
        byte[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }

    private static int find(byte[] mark, byte[] octets, int from) {
        for (int i = from; i + mark.length <= octets.length; i++) {
            if (Arrays.equals(octets, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }
}
