package kakehashi.keys;

/// Why a proof proves nothing.
public enum CredentialRefusal {
    /// A key proof for a passkey, or a passkey proof for a key.
    OTHER_KIND_OF_PROOF,
    /// The registered key is not of the registered algorithm, too short, or no sound key at all.
    KEY_UNFIT,
    /// The authenticator's data are not 37 octets.
    AUTHENTICATOR_DATA_MISSHAPEN,
    /// The passkey was asked by another relying party.
    OTHER_RELYING_PARTY,
    /// The authenticator does not say that the user was present and verified.
    USER_NOT_VERIFIED,
    /// The passkey can be or is copied elsewhere, or the flags announce data that are not there.
    FLAGS_NOT_ALLOWED,
    /// The client's data are longer than 4 KiB.
    CLIENT_DATA_TOO_LONG,
    /// The client's data do not have the one beginning that they must have: type, challenge of this statement,
    /// pinned origin.
    OTHER_CLIENT_DATA,
    /// The client's data begin as they must and go on as they must not.
    CLIENT_DATA_MISSHAPEN,
    /// The signature is not this key's over these octets.
    SIGNATURE_INVALID
}
