package kakehashi.x509;

import java.util.Optional;

/// The parameters of RSASSA-PSS (RFC 4055 §3.1) as far as they are accepted: one digest of SHA-2 for the message
/// and for MGF1, and a salt of any length.
///
/// @param algorithm the algorithm, by its digest
/// @param saltLength the length of the salt, in octets
record PssParameters(SignatureAlgorithm algorithm, int saltLength) {
    private static final Oid RSASSA_PSS =
            SignatureAlgorithm.RSA_PSS_SHA256.identifier().algorithm();
    private static final Oid MGF1 = Oid.of("1.2.840.113549.1.1.8");
    private static final int DEFAULT_SALT_LENGTH = 20;
    private static final int MAX_SALT_LENGTH = 512;

    /// The parameters of an identifier; empty when it is not one of RSASSA-PSS or its parameters are not accepted.
    static Optional<PssParameters> of(AlgorithmIdentifier identifier) {
        if (!identifier.algorithm().equals(RSASSA_PSS)) {
            return Optional.empty();
        }
        return identifier
                .parameters()
                .flatMap(der -> Parsed.of(() -> read(new DerReader(der))).toOptional());
    }

    /// Every field but the salt's length has a default of SHA-1, so all must be there.
    private static PssParameters read(DerReader reader) {
        int outer = reader.enterSequence();
        int hash = reader.enter(0xa0);
        Oid digest = AlgorithmIdentifier.read(reader).algorithm();
        reader.leave(hash);
        int mask = reader.enter(0xa1);
        AlgorithmIdentifier generator = AlgorithmIdentifier.read(reader);
        reader.leave(mask);
        int saltLength = readNumber(reader, 0xa2, DEFAULT_SALT_LENGTH);
        int trailer = readNumber(reader, 0xa3, 1);
        reader.leave(outer);
        Oid maskDigest = generator
                .parameters()
                .map(der -> AlgorithmIdentifier.read(new DerReader(der)).algorithm())
                .orElse(generator.algorithm());
        if (!generator.algorithm().equals(MGF1) || !maskDigest.equals(digest) || trailer != 1) {
            throw reader.malformed("RSASSA-PSS with another mask generation or trailer");
        }
        return new PssParameters(algorithm(reader, digest), saltLength);
    }

    private static int readNumber(DerReader reader, int tag, int otherwise) {
        if (!reader.nextIs(tag)) {
            return otherwise;
        }
        int outer = reader.enter(tag);
        int number = reader.smallInteger(MAX_SALT_LENGTH);
        reader.leave(outer);
        return number;
    }

    private static SignatureAlgorithm algorithm(DerReader reader, Oid digest) {
        return switch (digest.toString()) {
            case "2.16.840.1.101.3.4.2.1" -> SignatureAlgorithm.RSA_PSS_SHA256;
            case "2.16.840.1.101.3.4.2.2" -> SignatureAlgorithm.RSA_PSS_SHA384;
            case "2.16.840.1.101.3.4.2.3" -> SignatureAlgorithm.RSA_PSS_SHA512;
            default -> throw reader.malformed("RSASSA-PSS with the digest " + digest);
        };
    }
}
