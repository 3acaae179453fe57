package kakehashi.keys;

import kakehashi.x509.Bytes;

/// What an officer's credential gives for a statement (record 3, `Signed.proof`).
public sealed interface CredentialProof {
    /// A signature over the statement's DER.
    record KeyProof(Bytes signature) implements CredentialProof {}

    /// A WebAuthn assertion whose challenge is the statement's SHA-256 digest.
    ///
    /// @param authenticatorData what the authenticator says: relying party, flags, counter
    /// @param clientData the JSON that the client wrote, octet for octet
    /// @param signature over `authenticatorData || SHA-256(clientData)`
    record PasskeyProof(Bytes authenticatorData, Bytes clientData, Bytes signature) implements CredentialProof {}
}
