package kakehashi.x509;

/// Which request an SCVP response answers (RFC 5055 §4.6).
public sealed interface RequestReference {
    /// By the digest of the request.
    record RequestHash(HashValue hash) implements RequestReference {}

    /// By the whole request.
    ///
    /// @param der the DER of the request, octet by octet as it came
    record FullRequest(Bytes der) implements RequestReference {
        /// @throws IllegalArgumentException when the octets are not a request
        public FullRequest {
            CvRequest.parse(der).orElseThrow();
        }
    }

    /// The reference to the request that came as these octets, by digest.
    static RequestReference hashOf(DigestAlgorithm digest, Bytes requestDer) {
        return new RequestHash(HashValue.of(digest, requestDer));
    }

    /// Whether the reference is to the request that was sent as these octets.
    default boolean isTo(Bytes requestDer) {
        return switch (this) {
            case RequestHash(HashValue hash) -> hash.isOf(requestDer);
            case FullRequest(Bytes der) -> der.equals(requestDer);
        };
    }

    /// Reads a reference.
    static RequestReference read(DerReader reader) {
        if (reader.nextIs(0xa0)) {
            return new RequestHash(HashValue.read(reader, 0xa0));
        }
        Bytes der = Fields.retagged(reader, 0xa1, Tag.SEQUENCE);
        CvRequest.read(new DerReader(der));
        return new FullRequest(der);
    }

    /// Writes the reference.
    default void write(DerWriter writer) {
        switch (this) {
            case RequestHash(HashValue hash) -> hash.write(writer, 0xa0);
            case FullRequest(Bytes der) -> Fields.writeRetagged(writer, 0xa1, der);
        }
    }
}
