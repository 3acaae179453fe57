package kakehashi.keys;

import kakehashi.x509.SubjectPublicKeyInfo;

/// A public key to look at where one is still to be made, as in a dry run: its private half is thrown away at once.
public final class StandInKey {
    private StandInKey() {}

    /// A fresh public key of the kind.
    public static SubjectPublicKeyInfo of(KeyKind kind) {
        try (SoftwareKey.Fresh fresh = SoftwareKey.generate(kind)) {
            return fresh.publicKey();
        }
    }
}
