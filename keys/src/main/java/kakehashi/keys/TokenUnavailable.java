package kakehashi.keys;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The token cannot be asked now: a disk or a module is away, or the token has been closed. Whether a signature
/// came about inside is unknown to the caller.
public final class TokenUnavailable extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /// What is the matter, as far as a person could mend it.
    public enum Fault {
        /// There is no such PKCS#11 module, or the file is none.
        NO_MODULE,
        /// The module has no token of this address.
        NO_TOKEN,
        /// The module has several tokens of this address.
        SEVERAL_TOKENS,
        /// The token does not sign in this way, or not with this key.
        CANNOT_SIGN_SO,
        /// The token refused the PIN that it asked for once more.
        PIN_REFUSED,
        /// The token lets nothing be written.
        WRITE_PROTECTED,
        /// Something else; the message says what.
        OTHER
    }

    /// @param message what could not be done, without any secret
    public TokenUnavailable(String message, IOException cause) {
        this(Fault.OTHER, message, cause);
    }

    TokenUnavailable(Fault fault, String message, IOException cause) {
        super(message, cause);
        this.fault = fault;
    }

    TokenUnavailable(Fault fault, String message) {
        this(fault, message, new IOException(message));
    }

    TokenUnavailable(String message) {
        this(message, new IOException(message));
    }

    /// What is the matter.
    public Fault fault() {
        return fault;
    }
}
