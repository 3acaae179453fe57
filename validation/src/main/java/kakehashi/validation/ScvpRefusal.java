package kakehashi.validation;

import java.util.Optional;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.ResponseStatus;

/// How reading a request ends when the server does not work on it. It never leaves the room: the server turns it
/// into a response.
final class ScvpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final CvStatusCode code;

    ScvpRefusal(CvStatusCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    ResponseStatus status() {
        return new ResponseStatus(code, Optional.of(getMessage()));
    }

    static void when(boolean refused, CvStatusCode code, String reason) {
        if (refused) {
            throw new ScvpRefusal(code, reason);
        }
    }
}
