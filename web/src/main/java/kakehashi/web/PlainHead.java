package kakehashi.web;

import java.util.Optional;

/// The head of a request of HTTP/1.1 in the plainest form there is (RFC 9112 §3): where its parts are, and what of
/// it keeps it from being answered from what is ready.
///
/// Everything else is for the library: another version, another method, a field that is folded, repeated where it
/// must not be, or of another framing than by one length. Where this reader knows the end of a request, the library
/// must find the same one; what either could read in two ways is not plain.
///
/// @param method GET or POST
/// @param targetFrom where the target begins
/// @param targetTo where it ends
/// @param bodyFrom where the body begins
/// @param bodyOctets how long it is
/// @param typeFrom where the value of `Content-Type` begins; equal to `typeTo` without one
/// @param typeTo where it ends
/// @param bearing whether fields are there that bear on the answer or on the connection
record PlainHead(
        Method method,
        int targetFrom,
        int targetTo,
        int bodyFrom,
        int bodyOctets,
        int typeFrom,
        int typeTo,
        Bearing bearing) {
    /// Whether fields bear on the answer.
    enum Bearing {
        NONE,
        /// Conditions, a wish for the connection, or what a proxy says.
        SOME
    }

    private static final byte[] GET = {'G', 'E', 'T', ' ', '/'};
    private static final byte[] POST = {'P', 'O', 'S', 'T', ' ', '/'};
    private static final byte[] VERSION = {' ', 'H', 'T', 'T', 'P', '/', '1', '.', '1', '\r', '\n'};
    private static final int MOST_BODY_DIGITS = 7;
    /// A colon and five digits.
    private static final int MOST_PORT = 6;

    /// Where a request ends.
    int end() {
        return bodyFrom + bodyOctets;
    }

    /// Reads a head that is there as a whole; empty when it is not, or not plain.
    static Optional<PlainHead> read(byte[] octets) {
        boolean get = startsWith(octets, 0, GET);
        if (!get && !startsWith(octets, 0, POST)) {
            return Optional.empty();
        }
        int targetFrom = get ? GET.length - 1 : POST.length - 1;
        int at = targetFrom;
        while (at < octets.length && octets[at] > ' ' && octets[at] < 0x7f && octets[at] != '#') {
            at++;
        }
        return startsWith(octets, at, VERSION)
                ? new Reading(octets, get ? Method.GET : Method.POST, targetFrom, at).fields(at + VERSION.length)
                : Optional.empty();
    }

    private static boolean startsWith(byte[] octets, int from, byte[] what) {
        if (from + what.length > octets.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (octets[from + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    /// One reading of the fields.
    private static final class Reading {
        private final byte[] octets;
        private final Method method;
        private final int targetFrom;
        private final int targetTo;
        private int hosts;
        private int lengths;
        private int bodyOctets;
        private int typeFrom;
        private int typeTo;
        private Bearing bearing = Bearing.NONE;

        Reading(byte[] octets, Method method, int targetFrom, int targetTo) {
            this.octets = octets;
            this.method = method;
            this.targetFrom = targetFrom;
            this.targetTo = targetTo;
        }

        Optional<PlainHead> fields(int from) {
            int at = from;
            while (at + 1 < octets.length && octets[at] != '\r') {
                int end = field(at);
                if (end < 0) {
                    return Optional.empty();
                }
                at = end;
            }
            boolean whole = at + 1 < octets.length && octets[at + 1] == '\n';
            boolean framed = method == Method.GET ? lengths == 0 : lengths == 1;
            return whole && framed && hosts == 1
                    ? Optional.of(
                            new PlainHead(method, targetFrom, targetTo, at + 2, bodyOctets, typeFrom, typeTo, bearing))
                    : Optional.empty();
        }

        /// Reads one line; where the next one begins, or -1.
        private int field(int from) {
            int colon = from;
            while (colon < octets.length && isToken(octets[colon])) {
                colon++;
            }
            if (colon == from || colon >= octets.length || octets[colon] != ':') {
                return -1;
            }
            int end = colon + 1;
            while (end < octets.length && (octets[end] >= ' ' && octets[end] < 0x7f || octets[end] == '\t')) {
                end++;
            }
            if (end + 1 >= octets.length || octets[end] != '\r' || octets[end + 1] != '\n') {
                return -1;
            }
            return isTaken(from, colon, end) ? end + 2 : -1;
        }

        private boolean isTaken(int from, int colon, int end) {
            int valueFrom = colon + 1;
            while (valueFrom < end && isBlank(octets[valueFrom])) {
                valueFrom++;
            }
            int valueTo = end;
            while (valueTo > valueFrom && isBlank(octets[valueTo - 1])) {
                valueTo--;
            }
            switch (PlainField.of(octets, from, colon)) {
                case HOST -> {
                    hosts++;
                    return isHost(valueFrom, valueTo);
                }
                case CONTENT_LENGTH -> {
                    lengths++;
                    return isLength(valueFrom, valueTo);
                }
                case CONTENT_TYPE -> {
                    boolean first = typeFrom == typeTo;
                    typeFrom = valueFrom;
                    typeTo = valueTo;
                    return first;
                }
                case BEARING -> bearing = Bearing.SOME;
                case FRAMING -> {
                    return false;
                }
                case OTHER -> {}
            }
            return true;
        }

        /// A name or an address of IPv4, and perhaps a port; whether anything else is a host is for the library: "A
        /// server MUST respond with a 400 … to any request message that contains … a Host header field with an
        /// invalid field value" (RFC 9112 §3.2).
        private boolean isHost(int from, int to) {
            int at = from;
            while (at < to && isOfName(octets[at])) {
                at++;
            }
            boolean named = at > from;
            int digits = at + 1;
            while (digits < to && octets[digits] >= '0' && octets[digits] <= '9') {
                digits++;
            }
            boolean ported = at < to && octets[at] == ':' && digits == to && to > at + 1 && to - at <= MOST_PORT;
            return named && (at == to || ported);
        }

        private static boolean isOfName(byte octet) {
            return isToken(octet) && octet != '_' || octet == '.';
        }

        private boolean isLength(int from, int to) {
            if (from == to || to - from > MOST_BODY_DIGITS) {
                return false;
            }
            int length = 0;
            for (int i = from; i < to; i++) {
                if (octets[i] < '0' || octets[i] > '9') {
                    return false;
                }
                length = 10 * length + octets[i] - '0';
            }
            bodyOctets = length;
            return true;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }

        private static boolean isToken(byte octet) {
            int c = octet | 0x20;
            return c >= 'a' && c <= 'z' && octet >= 'A' || octet >= '0' && octet <= '9' || octet == '-' || octet == '_';
        }
    }
}
