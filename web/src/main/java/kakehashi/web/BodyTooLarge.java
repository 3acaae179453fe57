package kakehashi.web;

import java.io.IOException;

/// A body that is longer than its route accepts, found while it is read. The server answers it with a problem.
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge(long limit) {
        super("more than " + limit + " octets");
    }
}
