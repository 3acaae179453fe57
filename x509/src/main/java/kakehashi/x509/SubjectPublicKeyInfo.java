package kakehashi.x509;

import java.util.Optional;

/// A public key with its algorithm (RFC 5280 §4.1.2.7), kept as its DER.
public final class SubjectPublicKeyInfo {
    private final Bytes der;

    private SubjectPublicKeyInfo(Bytes der) {
        this.der = der;
    }

    /// Parses a public key.
    public static Parsed<SubjectPublicKeyInfo> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            SubjectPublicKeyInfo info = read(reader);
            reader.finish();
            return info;
        });
    }

    /// Reads a public key.
    public static SubjectPublicKeyInfo read(DerReader reader) {
        return new SubjectPublicKeyInfo(reader.elementChecked(SubjectPublicKeyInfo::check));
    }

    /// Makes a public key of DER that [#check] has seen.
    static SubjectPublicKeyInfo ofChecked(Bytes der) {
        return new SubjectPublicKeyInfo(der);
    }

    /// Checks a public key without making one.
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        AlgorithmIdentifier.check(reader);
        reader.bitString();
        reader.leave(outer);
    }

    /// The DER.
    public Bytes der() {
        return der;
    }

    private DerReader entered() {
        DerReader reader = new DerReader(der);
        reader.enterSequence();
        return reader;
    }

    /// The algorithm and its parameters.
    public AlgorithmIdentifier algorithm() {
        return AlgorithmIdentifier.read(entered());
    }

    /// The kind of key.
    public PublicKeyAlgorithm kind() {
        return PublicKeyAlgorithm.of(algorithm());
    }

    /// The octets of the `subjectPublicKey` bit string.
    public Bytes subjectPublicKey() {
        DerReader reader = entered();
        reader.skip(Tag.SEQUENCE);
        return reader.bitString();
    }

    /// The size by which policies judge keys, in bits: the modulus of RSA, the prime of DSA, the field of a curve.
    /// Empty when the kind has one size only, or the key is not well-formed.
    public Optional<Integer> bits() {
        return switch (kind()) {
            case RSA, RSA_PSS -> bitsOfFirstInteger(subjectPublicKey());
            case DSA -> algorithm().parameters().flatMap(SubjectPublicKeyInfo::bitsOfFirstInteger);
            case P256 -> Optional.of(256);
            case P384 -> Optional.of(384);
            case P521 -> Optional.of(521);
            case OTHER_CURVE -> bitsOfCoordinate(subjectPublicKey());
            case ED25519, ED448, ML_DSA_44, ML_DSA_65, ML_DSA_87, OTHER -> Optional.empty();
        };
    }

    /// The field of a curve in whole octets, by the length of a point (SEC 1 §2.3.3).
    private static Optional<Integer> bitsOfCoordinate(Bytes point) {
        if (point.length() < 2) {
            return Optional.empty();
        }
        return switch (point.at(0)) {
            case 2, 3 -> Optional.of(8 * (point.length() - 1));
            case 4 -> Optional.of(4 * (point.length() - 1));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> bitsOfFirstInteger(Bytes sequence) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(sequence);
                    reader.enterSequence();
                    return reader.integer().bitLength();
                })
                .toOptional();
    }

    /// The usual key identifier: the SHA-1 digest of the key's octets (RFC 5280 §4.2.1.2, method 1).
    public Bytes keyIdentifier() {
        return subjectPublicKey().digest("SHA-1");
    }

    /// This key with the issuer's parameters, where it has none of its own and the algorithm is the same (RFC 5280
    /// §6.1.4 (d) and (e)).
    public SubjectPublicKeyInfo withParametersOf(SubjectPublicKeyInfo issuer) {
        AlgorithmIdentifier mine = algorithm();
        boolean inherits = mine.parameters()
                        .filter(p -> !p.equals(AlgorithmIdentifier.NULL))
                        .isEmpty()
                && mine.algorithm().equals(issuer.algorithm().algorithm())
                && (kind() == PublicKeyAlgorithm.DSA || kind().isEllipticCurve());
        return inherits
                ? new SubjectPublicKeyInfo(DerWriter.write(w -> w.sequence(s -> {
                    issuer.algorithm().write(s);
                    s.bitString(subjectPublicKey());
                })))
                : this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectPublicKeyInfo that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /// The kind and size, such as `RSA 2048`.
    @Override
    public String toString() {
        PublicKeyAlgorithm kind = kind();
        return kind.label()
                + (kind.isEllipticCurve() ? "" : bits().map(n -> " " + n).orElse(""));
    }
}
