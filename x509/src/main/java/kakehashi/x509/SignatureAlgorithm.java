package kakehashi.x509;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The signature algorithms of certificates, CRLs and messages (RFC 3279, 4055, 5758, 8410, 9881).
public enum SignatureAlgorithm {
    RSA_MD5("md5WithRSA", "1.2.840.113549.1.1.4", Family.RSA, "MD5"),
    RSA_SHA1("sha1WithRSA", "1.2.840.113549.1.1.5", Family.RSA, "SHA1"),
    RSA_SHA224("sha224WithRSA", "1.2.840.113549.1.1.14", Family.RSA, "SHA224"),
    RSA_SHA256("sha256WithRSA", "1.2.840.113549.1.1.11", Family.RSA, "SHA256"),
    RSA_SHA384("sha384WithRSA", "1.2.840.113549.1.1.12", Family.RSA, "SHA384"),
    RSA_SHA512("sha512WithRSA", "1.2.840.113549.1.1.13", Family.RSA, "SHA512"),
    RSA_PSS_SHA256("RSASSA-PSS with SHA-256", "1.2.840.113549.1.1.10", Family.RSA_PSS, "SHA256"),
    RSA_PSS_SHA384("RSASSA-PSS with SHA-384", "1.2.840.113549.1.1.10", Family.RSA_PSS, "SHA384"),
    RSA_PSS_SHA512("RSASSA-PSS with SHA-512", "1.2.840.113549.1.1.10", Family.RSA_PSS, "SHA512"),
    DSA_SHA1("dsa-with-sha1", "1.2.840.10040.4.3", Family.DSA, "SHA1"),
    DSA_SHA224("dsa-with-sha224", "2.16.840.1.101.3.4.3.1", Family.DSA, "SHA224"),
    DSA_SHA256("dsa-with-sha256", "2.16.840.1.101.3.4.3.2", Family.DSA, "SHA256"),
    ECDSA_SHA1("ecdsa-with-SHA1", "1.2.840.10045.4.1", Family.ECDSA, "SHA1"),
    ECDSA_SHA224("ecdsa-with-SHA224", "1.2.840.10045.4.3.1", Family.ECDSA, "SHA224"),
    ECDSA_SHA256("ecdsa-with-SHA256", "1.2.840.10045.4.3.2", Family.ECDSA, "SHA256"),
    ECDSA_SHA384("ecdsa-with-SHA384", "1.2.840.10045.4.3.3", Family.ECDSA, "SHA384"),
    ECDSA_SHA512("ecdsa-with-SHA512", "1.2.840.10045.4.3.4", Family.ECDSA, "SHA512"),
    ED25519("Ed25519", "1.3.101.112", Family.ED25519, ""),
    ML_DSA_44("ML-DSA-44", "2.16.840.1.101.3.4.3.17", Family.ML_DSA, ""),
    ML_DSA_65("ML-DSA-65", "2.16.840.1.101.3.4.3.18", Family.ML_DSA, ""),
    ML_DSA_87("ML-DSA-87", "2.16.840.1.101.3.4.3.19", Family.ML_DSA, "");

    /// What algorithms of one kind of key have in common.
    public enum Family {
        RSA,
        RSA_PSS,
        DSA,
        ECDSA,
        ED25519,
        ML_DSA
    }

    private static final Map<AlgorithmIdentifier, SignatureAlgorithm> BY_IDENTIFIER =
            Arrays.stream(values()).collect(Collectors.toMap(a -> a.identifier, Function.identity()));

    private final String label;
    private final Family family;
    private final String digest;
    private final AlgorithmIdentifier identifier;

    SignatureAlgorithm(String label, String oid, Family family, String digest) {
        this.label = label;
        this.family = family;
        this.digest = digest;
        Oid algorithm = Oid.of(oid);
        this.identifier = switch (family) {
            case RSA -> AlgorithmIdentifier.withNull(algorithm);
            case RSA_PSS -> new AlgorithmIdentifier(algorithm, Optional.of(pssParameters(digest)));
            case DSA, ECDSA, ED25519, ML_DSA -> AlgorithmIdentifier.of(algorithm);
        };
    }

    /// The parameters that RFC 4055 §3.1 recommends: MGF1 with the same digest and a salt of the digest's length.
    private static Bytes pssParameters(String digest) {
        int arc = digest.equals("SHA256") ? 1 : digest.equals("SHA384") ? 2 : 3;
        AlgorithmIdentifier hash = AlgorithmIdentifier.withNull(Oid.of("2.16.840.1.101.3.4.2." + arc));
        return DerWriter.write(w -> w.sequence(s -> s.explicit(0, hash::write)
                .explicit(
                        1,
                        m -> m.sequence(mgf -> {
                            mgf.oid(Oid.of("1.2.840.113549.1.1.8"));
                            hash.write(mgf);
                        }))
                .explicit(2, salt -> salt.integer(saltLength(digest)))));
    }

    private static int saltLength(String digest) {
        return Integer.parseInt(digest.substring(3)) / 8;
    }

    /// The algorithm that an identifier names. Empty for others, and for parameters that are not of the standard's
    /// form.
    ///
    /// RSA identifiers without parameters are read as if they were NULL: "implementations MUST accept the
    /// parameters being absent as well as present" (RFC 4055 §5). RSASSA-PSS may have a salt of any length.
    public static Optional<SignatureAlgorithm> of(AlgorithmIdentifier identifier) {
        SignatureAlgorithm algorithm = BY_IDENTIFIER.get(identifier);
        if (algorithm == null && identifier.parameters().isEmpty()) {
            algorithm = BY_IDENTIFIER.get(AlgorithmIdentifier.withNull(identifier.algorithm()));
        }
        return algorithm == null ? PssParameters.of(identifier).map(PssParameters::algorithm) : Optional.of(algorithm);
    }

    /// The identifier that goes into structures signed with this algorithm.
    public AlgorithmIdentifier identifier() {
        return identifier;
    }

    /// The kind.
    public Family family() {
        return family;
    }

    /// The digest in the JCA's spelling, such as `SHA256`; empty where the algorithm has none of its own.
    public String digest() {
        return digest;
    }

    /// The name for people.
    public String label() {
        return label;
    }

    /// Whether a key of the kind makes signatures of this algorithm.
    public boolean fits(PublicKeyAlgorithm key) {
        return switch (family) {
            case RSA -> key == PublicKeyAlgorithm.RSA;
            case RSA_PSS -> key == PublicKeyAlgorithm.RSA || key == PublicKeyAlgorithm.RSA_PSS;
            case DSA -> key == PublicKeyAlgorithm.DSA;
            case ECDSA -> key.isEllipticCurve();
            case ED25519 -> key == PublicKeyAlgorithm.ED25519;
            case ML_DSA -> key.label().equals(label);
        };
    }
}
