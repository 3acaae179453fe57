package kakehashi.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;

/// Answers that have no body, of which no length is said.
///
/// RFC 9110 §8.6: "A server MUST NOT send a Content-Length header field in any response with a status code of 1xx
/// (Informational) or 204 (No Content)", and with 304 none "unless its field value equals the decimal number of
/// octets that would have been sent in the content of a 200 (OK) response to the same request". The latter is left
/// out as well: there are clients that wait for such a body.
final class LengthOfNothing {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private LengthOfNothing() {}

    /// Whether an answer of that status says no length.
    static boolean is(int status) {
        return status == NO_CONTENT || status == NOT_MODIFIED;
    }

    /// Takes away what the library says by itself.
    static void strip(int status, Headers fields) {
        if (is(status) && fields instanceof WritableHeaders<?> writable) {
            writable.remove(HeaderNames.CONTENT_LENGTH);
        }
    }
}
