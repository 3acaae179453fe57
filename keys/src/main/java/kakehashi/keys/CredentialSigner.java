package kakehashi.keys;

import kakehashi.x509.Bytes;

/// An officer's own credential at work, in his client: the port behind which cards, tokens and passkeys hide.
///
/// It shows nothing: whoever calls has shown the statement to the officer, field by field, and has his word.
public interface CredentialSigner {
    /// The public side, as it is enrolled.
    OfficerCredential credential();

    /// The proof for a statement.
    ///
    /// @param statement its DER
    /// @throws TokenUnavailable when the token is away or has been closed
    CredentialProof prove(Bytes statement);
}
