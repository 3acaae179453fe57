package kakehashi.x509;

import java.util.Map;
import java.util.Optional;

/// The kinds of public keys that are told apart, with their names for people.
public enum PublicKeyAlgorithm {
    RSA("RSA"),
    RSA_PSS("RSA (PSS only)"),
    DSA("DSA"),
    P256("P-256"),
    P384("P-384"),
    P521("P-521"),
    OTHER_CURVE("EC, other curve"),
    ED25519("Ed25519"),
    ED448("Ed448"),
    ML_DSA_44("ML-DSA-44"),
    ML_DSA_65("ML-DSA-65"),
    ML_DSA_87("ML-DSA-87"),
    /// A kind that this product has no use for.
    OTHER("other");

    private static final Oid EC = Oid.of("1.2.840.10045.2.1");
    private static final Map<Oid, PublicKeyAlgorithm> BY_OID = Map.of(
            Oid.of("1.2.840.113549.1.1.1"),
            RSA,
            Oid.of("1.2.840.113549.1.1.10"),
            RSA_PSS,
            Oid.of("1.2.840.10040.4.1"),
            DSA,
            EC,
            OTHER_CURVE,
            Oid.of("1.3.101.112"),
            ED25519,
            Oid.of("1.3.101.113"),
            ED448,
            Oid.of("2.16.840.1.101.3.4.3.17"),
            ML_DSA_44,
            Oid.of("2.16.840.1.101.3.4.3.18"),
            ML_DSA_65,
            Oid.of("2.16.840.1.101.3.4.3.19"),
            ML_DSA_87);
    private static final Map<Bytes, PublicKeyAlgorithm> CURVES = Map.of(
            curve("1.2.840.10045.3.1.7"), P256,
            curve("1.3.132.0.34"), P384,
            curve("1.3.132.0.35"), P521);

    private final String label;

    PublicKeyAlgorithm(String label) {
        this.label = label;
    }

    private static Bytes curve(String oid) {
        return DerWriter.write(w -> w.oid(Oid.of(oid)));
    }

    /// The name for people.
    public String label() {
        return label;
    }

    /// The kind that an algorithm identifier says.
    static PublicKeyAlgorithm of(AlgorithmIdentifier algorithm) {
        PublicKeyAlgorithm kind = BY_OID.getOrDefault(algorithm.algorithm(), OTHER);
        Optional<Bytes> parameters = algorithm.parameters();
        return kind == OTHER_CURVE && parameters.isPresent()
                ? CURVES.getOrDefault(parameters.get(), OTHER_CURVE)
                : kind;
    }

    /// Whether keys of this kind make ECDSA signatures.
    public boolean isEllipticCurve() {
        return this == P256 || this == P384 || this == P521 || this == OTHER_CURVE;
    }
}
