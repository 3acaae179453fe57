/// # keys
///
/// **Purpose.** Every operation on a private key: software tokens, hardware security modules through PKCS#11, and
/// the guard that lets no use of a key pass unseen. Beside it the judge of what officers signed with theirs.
///
/// **Principal.** [kakehashi.keys.Signer]; of officers' proofs [kakehashi.keys.CredentialVerifier].
///
/// **May see.** x509, files; Bouncy Castle and the Amazon Corretto Crypto Provider for signing.
///
/// **Never.** Hands out no private key and no PIN, prints neither, and tries no refused PIN a second time by
/// itself. A refusal is a value; only a token that is away is an exception, [kakehashi.keys.TokenUnavailable].
package kakehashi.keys;
