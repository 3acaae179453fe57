package kakehashi.keys;

/// Why a token was not made or not activated.
public enum ActivationRefusal {
    /// The PIN or passphrase is not the token's, or the lock around its key was altered.
    WRONG_PIN,
    /// The same, and the next wrong one locks the token.
    WRONG_PIN_ONE_TRY_LEFT,
    /// Too many wrong PINs; an officer must unlock the token.
    PIN_LOCKED,
    /// The PIN or passphrase is shorter than the token wants.
    PIN_TOO_SHORT,
    /// Fewer custodians than the quorum wants.
    NOT_ENOUGH_CUSTODIANS,
    /// One who is no custodian of this token, or one custodian twice.
    NOT_A_CUSTODIAN,
    /// The token is opened the other way: by one passphrase, or by custodians.
    OTHER_LOCK,
    /// No token is there.
    NO_SUCH_TOKEN,
    /// A token is there already.
    TOKEN_EXISTS,
    /// The token's file may be read by others than its owner.
    OPEN_TO_OTHERS,
    /// The token's file is cut off or was altered.
    DAMAGED,
    /// The token's file has a format of a later version.
    UNKNOWN_VERSION,
    /// This process has activated the token already.
    ALREADY_ACTIVE
}
