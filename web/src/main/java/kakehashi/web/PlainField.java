package kakehashi.web;

import java.nio.charset.StandardCharsets;

/// What the name of a field means to one who answers from what is ready.
enum PlainField {
    HOST,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    /// Conditions, a wish for the connection, or what a proxy says: the library and the handler are to see it.
    BEARING,
    /// Another framing of the body, or another protocol from here on.
    FRAMING,
    /// Nothing.
    OTHER;

    private static final byte[] HOST_NAME = ascii("host");
    private static final byte[] LENGTH_NAME = ascii("content-length");
    private static final byte[] TYPE_NAME = ascii("content-type");
    private static final byte[][] BEARING_NAMES = {
        ascii("connection"),
        ascii("keep-alive"),
        ascii("proxy-connection"),
        ascii("if-none-match"),
        ascii("if-match"),
        ascii("if-modified-since"),
        ascii("if-unmodified-since"),
        ascii("if-range"),
        ascii("range"),
        ascii("x-request-id"),
        ascii("x-forwarded-proto"),
        ascii("content-encoding")
    };
    private static final byte[][] FRAMING_NAMES = {
        ascii("transfer-encoding"),
        ascii("upgrade"),
        ascii("expect"),
        ascii("te"),
        ascii("trailer"),
        ascii("http2-settings")
    };

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The field whose name lies there.
    static PlainField of(byte[] octets, int from, int to) {
        if (is(HOST_NAME, octets, from, to)) {
            return HOST;
        }
        if (is(LENGTH_NAME, octets, from, to)) {
            return CONTENT_LENGTH;
        }
        if (is(TYPE_NAME, octets, from, to)) {
            return CONTENT_TYPE;
        }
        for (byte[] name : BEARING_NAMES) {
            if (is(name, octets, from, to)) {
                return BEARING;
            }
        }
        for (byte[] name : FRAMING_NAMES) {
            if (is(name, octets, from, to)) {
                return FRAMING;
            }
        }
        return OTHER;
    }

    private static boolean is(byte[] name, byte[] octets, int from, int to) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            // Names are tokens of letters, digits, '-' and '_': this bit alone tells their case.
            if ((octets[from + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
