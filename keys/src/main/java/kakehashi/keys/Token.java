package kakehashi.keys;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// A store of private keys that has been activated by those who may. Keys never leave it; signers do.
///
/// It may be used by many threads at once. Closing deactivates it: its signers then fail with [TokenUnavailable].
public sealed interface Token extends AutoCloseable permits SoftwareToken, Pkcs11Token {
    /// The keys on the token, by label.
    List<KeyEntry> keys();

    /// Makes a key pair inside the token, where the policy allows it, and keeps it there for good.
    KeyOutcome<KeyEntry> generate(KeyRequest request);

    /// The signer of a key with an algorithm that fits it and that the policy allows.
    KeyOutcome<Signer> signer(Bytes keyId, SignatureAlgorithm algorithm);

    /// Deactivates the token and wipes what can be wiped.
    @Override
    void close();
}
