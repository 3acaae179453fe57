package kakehashi.keys;

import java.util.Arrays;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// A credential that signs statements themselves: an officer's key on a card, a module or a sealed file.
public final class KeyCredential implements CredentialSigner {
    private final Signer signer;
    private final OfficerCredential credential;

    private KeyCredential(Signer signer, OfficerCredential credential) {
        this.signer = signer;
        this.credential = credential;
    }

    /// The credential of a signer; empty when officers' credentials do not have its algorithm, or not with this key
    /// (RSA below 3072 bits).
    public static Optional<KeyCredential> of(Signer signer) {
        return algorithm(signer)
                .map(algorithm -> new KeyCredential(signer, OfficerCredential.ofKey(algorithm, signer.publicKey())));
    }

    static Optional<CredentialAlgorithm> algorithm(Signer signer) {
        return Arrays.stream(CredentialAlgorithm.values())
                .filter(algorithm -> algorithm.signature() == signer.algorithm())
                .filter(algorithm -> algorithm.fits(signer.publicKey()))
                .findFirst();
    }

    @Override
    public OfficerCredential credential() {
        return credential;
    }

    @Override
    public CredentialProof prove(Bytes statement) {
        return new CredentialProof.KeyProof(signer.sign(statement));
    }
}
