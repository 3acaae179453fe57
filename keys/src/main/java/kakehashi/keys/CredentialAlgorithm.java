package kakehashi.keys;

import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The algorithms of officers' credentials (record 3). A credential has exactly one, fixed when it is registered,
/// so no proof can choose a weaker one.
public enum CredentialAlgorithm {
    ECDSA_P256_SHA256(PublicKeyAlgorithm.P256, SignatureAlgorithm.ECDSA_SHA256),
    ECDSA_P384_SHA384(PublicKeyAlgorithm.P384, SignatureAlgorithm.ECDSA_SHA384),
    ED25519(PublicKeyAlgorithm.ED25519, SignatureAlgorithm.ED25519),
    RSA_PKCS1_SHA256(PublicKeyAlgorithm.RSA, SignatureAlgorithm.RSA_SHA256);

    private static final int LEAST_RSA_BITS = 3072;
    private static final int MOST_RSA_BITS = 8192;

    private final PublicKeyAlgorithm kind;
    private final SignatureAlgorithm signature;
    private final AlgorithmIdentifier identifier;

    CredentialAlgorithm(PublicKeyAlgorithm kind, SignatureAlgorithm signature) {
        this.kind = kind;
        this.signature = signature;
        this.identifier = signature.identifier();
    }

    /// The algorithm of the signatures.
    public SignatureAlgorithm signature() {
        return signature;
    }

    /// The identifier of the signatures' algorithm.
    AlgorithmIdentifier identifier() {
        return identifier;
    }

    /// Whether a key is of the one kind that goes with the algorithm, and of a size that is accepted: RSA of 3072
    /// bits or more, and of 8192 at most, so that no key makes the judge work for nothing.
    public boolean fits(SubjectPublicKeyInfo key) {
        return switch (this) {
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384, ED25519 -> key.kind() == kind;
            case RSA_PKCS1_SHA256 ->
                key.kind() == kind && hasSoundSize(key.bits().orElse(0));
        };
    }

    private static boolean hasSoundSize(int bits) {
        return bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
    }
}
