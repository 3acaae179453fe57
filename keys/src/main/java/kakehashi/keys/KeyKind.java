package kakehashi.keys;

import java.util.Arrays;
import java.util.Optional;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The kinds and sizes of keys that this product makes.
public enum KeyKind {
    RSA_2048(PublicKeyAlgorithm.RSA, 2048, "RSA"),
    RSA_3072(PublicKeyAlgorithm.RSA, 3072, "RSA"),
    RSA_4096(PublicKeyAlgorithm.RSA, 4096, "RSA"),
    P256(PublicKeyAlgorithm.P256, 256, "secp256r1"),
    P384(PublicKeyAlgorithm.P384, 384, "secp384r1"),
    P521(PublicKeyAlgorithm.P521, 521, "secp521r1"),
    ED25519(PublicKeyAlgorithm.ED25519, 0, "Ed25519"),
    ML_DSA_44(PublicKeyAlgorithm.ML_DSA_44, 0, "ML-DSA-44"),
    ML_DSA_65(PublicKeyAlgorithm.ML_DSA_65, 0, "ML-DSA-65"),
    ML_DSA_87(PublicKeyAlgorithm.ML_DSA_87, 0, "ML-DSA-87");

    private final PublicKeyAlgorithm algorithm;
    private final int bits;
    private final String jcaName;

    KeyKind(PublicKeyAlgorithm algorithm, int bits, String jcaName) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.jcaName = jcaName;
    }

    /// The kind of a public key; empty for kinds and sizes that this product does not make.
    public static Optional<KeyKind> of(SubjectPublicKeyInfo key) {
        PublicKeyAlgorithm algorithm = key.kind();
        int bits = key.bits().orElse(0);
        return Arrays.stream(values())
                .filter(kind -> kind.algorithm == algorithm && kind.bits == bits)
                .findFirst();
    }

    /// The kind as certificates tell it, without the size.
    public PublicKeyAlgorithm algorithm() {
        return algorithm;
    }

    /// The size in bits; 0 where the kind has one size only.
    public int bits() {
        return bits;
    }

    /// Whether keys of this kind make signatures of the algorithm.
    public boolean fits(SignatureAlgorithm signature) {
        return signature.fits(algorithm);
    }

    /// The curve or parameter set as the JCA spells it; `RSA` for RSA.
    String jcaName() {
        return jcaName;
    }
}
