package kakehashi.keys;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The token cannot be asked now: a disk or a module is away, or the token has been closed. Whether a signature
/// came about inside is unknown to the caller.
public final class TokenUnavailable extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    /// @param message what could not be done, without any secret
    public TokenUnavailable(String message, IOException cause) {
        super(message, cause);
    }

    TokenUnavailable(String message) {
        this(message, new IOException(message));
    }
}
