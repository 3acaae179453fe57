package kakehashi.ceremony;

import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;

/// A credential as a ceremony's file knows it.
///
/// @param id what it is known by
/// @param use for what it signs
/// @param display where its owner reads what he signs
/// @param passkey the WebAuthn credential id, when it signs as a passkey of the client
/// @param key the SHA-256 of its public key (SubjectPublicKeyInfo); empty when the file names none
public record CeremonyCredential(
        Id id, Credential.Use use, Credential.Display display, Optional<Bytes> passkey, Optional<Digest> key) {}
