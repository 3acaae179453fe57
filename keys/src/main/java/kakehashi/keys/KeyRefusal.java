package kakehashi.keys;

/// Why a token made no key or gave no signer.
public enum KeyRefusal {
    /// The token has no key of this identifier.
    NO_SUCH_KEY,
    /// A key of this label is there already.
    LABEL_TAKEN,
    /// The policy does not have keys of this kind made.
    KIND_NOT_ALLOWED,
    /// The token cannot make or use keys of this kind.
    KIND_NOT_SUPPORTED,
    /// The key makes no signatures of this algorithm.
    ALGORITHM_DOES_NOT_FIT,
    /// The policy does not have this algorithm signed with.
    ALGORITHM_NOT_ALLOWED,
    /// The token would give the key away: it is extractable or not sensitive.
    KEY_CAN_LEAVE,
    /// The token cannot ask for the PIN at each use.
    CONFIRMATION_NOT_SUPPORTED,
    /// The token keeps the key for ever (`CKA_DESTROYABLE`).
    CANNOT_BE_DESTROYED
}
