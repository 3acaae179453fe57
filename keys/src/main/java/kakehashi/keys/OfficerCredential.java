package kakehashi.keys;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What the register knows of an officer's credential and the judge of proofs needs.
///
/// The public key makes itself ready for verifying once and stays so: keep one object per credential.
///
/// @param algorithm the one algorithm of its signatures
/// @param key the public key; of a card it is that of the certificate
/// @param passkeyId the WebAuthn credential id; present: only passkey proofs count, absent: only key proofs
public record OfficerCredential(CredentialAlgorithm algorithm, SubjectPublicKeyInfo key, Optional<Bytes> passkeyId) {
    /// A card key or another key that signs statements themselves.
    public static OfficerCredential ofKey(CredentialAlgorithm algorithm, SubjectPublicKeyInfo key) {
        return new OfficerCredential(algorithm, key, Optional.empty());
    }

    /// A passkey.
    public static OfficerCredential ofPasskey(CredentialAlgorithm algorithm, SubjectPublicKeyInfo key, Bytes id) {
        return new OfficerCredential(algorithm, key, Optional.of(id));
    }
}
