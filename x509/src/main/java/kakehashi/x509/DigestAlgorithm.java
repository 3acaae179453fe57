package kakehashi.x509;

import java.util.Optional;

/// The digests that protocol messages name by object identifier.
public enum DigestAlgorithm {
    SHA_1("SHA-1", "1.3.14.3.2.26"),
    SHA_224("SHA-224", "2.16.840.1.101.3.4.2.4"),
    SHA_256("SHA-256", "2.16.840.1.101.3.4.2.1"),
    SHA_384("SHA-384", "2.16.840.1.101.3.4.2.2"),
    SHA_512("SHA-512", "2.16.840.1.101.3.4.2.3"),
    SHA3_256("SHA3-256", "2.16.840.1.101.3.4.2.8"),
    SHA3_384("SHA3-384", "2.16.840.1.101.3.4.2.9"),
    SHA3_512("SHA3-512", "2.16.840.1.101.3.4.2.10");

    private final String jcaName;
    private final Oid id;

    DigestAlgorithm(String jcaName, String id) {
        this.jcaName = jcaName;
        this.id = Oid.of(id);
    }

    /// The digest of a JDK name such as `SHA-256`.
    ///
    /// @throws IllegalArgumentException when it is none of these
    public static DigestAlgorithm of(String jcaName) {
        for (DigestAlgorithm digest : values()) {
            if (digest.jcaName.equals(jcaName)) {
                return digest;
            }
        }
        throw new IllegalArgumentException("not a digest of these messages: " + jcaName);
    }

    /// The digest that the identifier names, where it is one of these.
    public static Optional<DigestAlgorithm> of(Oid id) {
        for (DigestAlgorithm digest : values()) {
            if (digest.id.equals(id)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /// The digest that the identifier names, where it is one of these and has parameters that are absent or NULL.
    public static Optional<DigestAlgorithm> of(AlgorithmIdentifier identifier) {
        boolean plain = identifier
                .parameters()
                .filter(p -> !p.equals(AlgorithmIdentifier.NULL))
                .isEmpty();
        return plain ? of(identifier.algorithm()) : Optional.empty();
    }

    /// The object identifier.
    public Oid id() {
        return id;
    }

    /// The identifier for new messages: NULL parameters for SHA-1, as everybody writes it; none for the others
    /// ("implementations MUST generate ... with absent parameters", RFC 5754 §2).
    public AlgorithmIdentifier identifier() {
        return this == SHA_1 ? AlgorithmIdentifier.withNull(id) : AlgorithmIdentifier.of(id);
    }

    /// The digest of the octets.
    public Bytes of(Bytes octets) {
        return octets.digest(jcaName);
    }
}
