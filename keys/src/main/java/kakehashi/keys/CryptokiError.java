package kakehashi.keys;

import java.io.IOException;

/// A function of a PKCS#11 module returned something else than `CKR_OK`. It never leaves the room: see
/// [TokenUnavailable].
final class CryptokiError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long code;
    private final boolean asked;

    CryptokiError(String function, long code) {
        super(function + ": " + CkReturn.name(code));
        this.code = code;
        this.asked = false;
    }

    private CryptokiError(CryptokiError before) {
        super(before.getMessage(), before);
        this.code = before.code;
        this.asked = true;
    }

    /// The same from a function that may have done its work inside before it failed, and must not be called again
    /// for the same.
    CryptokiError afterAsking() {
        return new CryptokiError(this);
    }

    /// Whether the work may be begun anew in another session.
    boolean mayBeRepeated() {
        return !asked && isLostConnection();
    }

    long code() {
        return code;
    }

    /// Whether a new session, a new login or a look into the slots may help.
    boolean isLostConnection() {
        return code == CkReturn.DEVICE_ERROR
                || isSessionGone()
                || code == CkReturn.SLOT_ID_INVALID
                || code == CkReturn.USER_NOT_LOGGED_IN
                || code == CkReturn.KEY_HANDLE_INVALID
                || code == CkReturn.OBJECT_HANDLE_INVALID;
    }

    /// Whether the session is no more, so that its handle may already be another's.
    boolean isSessionGone() {
        return code == CkReturn.SESSION_CLOSED
                || code == CkReturn.SESSION_HANDLE_INVALID
                || code == CkReturn.TOKEN_NOT_PRESENT
                || code == CkReturn.DEVICE_REMOVED;
    }

    /// Whether the mechanism, the curve or the size is unknown to the module.
    boolean isUnknownKind() {
        return code == 0x70 || code == 0x71 || code == 0x140 || code == 0x62;
    }

    boolean isRefusedPin() {
        return code >= CkReturn.PIN_INCORRECT && code <= CkReturn.PIN_LOCKED;
    }

    TokenUnavailable unavailable() {
        return new TokenUnavailable(fault(), "the PKCS#11 module refused " + getMessage(), new IOException(this));
    }

    private TokenUnavailable.Fault fault() {
        if (isUnknownKind() || code == CkReturn.KEY_TYPE_INCONSISTENT || code == CkReturn.KEY_FUNCTION_NOT_PERMITTED) {
            return TokenUnavailable.Fault.CANNOT_SIGN_SO;
        }
        if (isRefusedPin()) {
            return TokenUnavailable.Fault.PIN_REFUSED;
        }
        boolean writeProtected = code == CkReturn.SESSION_READ_ONLY
                || code == CkReturn.TOKEN_WRITE_PROTECTED
                || code == CkReturn.ACTION_PROHIBITED
                || code == CkReturn.FUNCTION_NOT_SUPPORTED;
        return writeProtected ? TokenUnavailable.Fault.WRITE_PROTECTED : TokenUnavailable.Fault.OTHER;
    }
}
