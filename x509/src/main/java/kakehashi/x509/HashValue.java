package kakehashi.x509;

/// A digest with its algorithm (RFC 5055 §4.6.1).
///
/// @param algorithm the digest; SHA-1 without parameters is the default and not written out
/// @param value the octets
public record HashValue(AlgorithmIdentifier algorithm, Bytes value) {
    private static final AlgorithmIdentifier DEFAULT = AlgorithmIdentifier.of(DigestAlgorithm.SHA_1.id());

    /// The digest of the octets.
    public static HashValue of(DigestAlgorithm digest, Bytes octets) {
        return new HashValue(AlgorithmIdentifier.of(digest.id()), digest.of(octets));
    }

    /// Whether this is the digest of the octets. False as well when the digest is not one of [DigestAlgorithm].
    public boolean isOf(Bytes octets) {
        return DigestAlgorithm.of(algorithm)
                .filter(digest -> value.equals(digest.of(octets)))
                .isPresent();
    }

    static HashValue read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        HashValue hash = new HashValue(readDigest(reader), reader.octetString());
        reader.leave(outer);
        return hash;
    }

    void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            writeDigest(s, algorithm);
            s.octetString(value);
        });
    }

    /// Reads `AlgorithmIdentifier DEFAULT { algorithm sha-1 }`.
    static AlgorithmIdentifier readDigest(DerReader reader) {
        return Fields.optional(reader, Tag.SEQUENCE, AlgorithmIdentifier::read).orElse(DEFAULT);
    }

    /// Writes `AlgorithmIdentifier DEFAULT { algorithm sha-1 }`.
    static void writeDigest(DerWriter writer, AlgorithmIdentifier digest) {
        if (!digest.equals(DEFAULT)) {
            digest.write(writer);
        }
    }
}
