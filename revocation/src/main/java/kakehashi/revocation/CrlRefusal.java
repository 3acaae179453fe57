package kakehashi.revocation;

/// Why a CRL was not made.
public enum CrlRefusal {
    /// "The CRL issuer MUST use the same private key to sign the delta CRL and any complete CRL that it can be used
    /// to update" (RFC 5280 §5.2.4): a new key begins with a complete list.
    BASE_OF_ANOTHER_KEY,
    /// The state is older than the base of the delta.
    STATE_BEFORE_BASE,
    /// The list would claim to show expired certificates that have been forgotten.
    EXPIRED_ALREADY_FORGOTTEN,
    /// The signer holds another key than the CA's, or signs with another algorithm.
    OTHER_SIGNER,
    /// The CRL was prepared for another issuer.
    OTHER_ISSUER,
    /// The signature does not verify under the CA's public key: signing with this key has to stop.
    SIGNATURE_WRONG
}
