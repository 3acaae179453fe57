package kakehashi.keys;

import java.util.Arrays;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;

/// The pair-wise consistency test that FIPS 140-3 wants of every new key pair: what the private half signs, the
/// public half verifies. The signature goes through the guard like every other: it is the first use of the key.
final class PairTest {
    private PairTest() {}

    /// An algorithm that keys of the kind sign with in the test.
    static SignatureAlgorithm algorithm(KeyKind kind) {
        KeyPolicy policy = KeyPolicy.ofAllKinds();
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> policy.refusalOfSigning(kind, algorithm).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// @throws IllegalStateException when the halves do not fit
    static void require(Signer signer) {
        Bytes message = signer.publicKey().keyIdentifier();
        Bytes signature = signer.sign(message);
        boolean fits = VerificationKey.of(signer.publicKey())
                .filter(key -> key.verifies(signer.algorithm().identifier(), message, signature))
                .isPresent();
        if (!fits) {
            throw new IllegalStateException("the halves of a new key do not fit: " + signer);
        }
    }
}
