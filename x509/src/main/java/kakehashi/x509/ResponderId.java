package kakehashi.x509;

/// Who signed an OCSP response (RFC 6960 §4.2.1).
public sealed interface ResponderId {
    /// The subject of the responder's certificate.
    record ByName(Name name) implements ResponderId {}

    /// The SHA-1 digest of the octets of the responder's public key.
    record ByKey(Bytes keyHash) implements ResponderId {}

    /// The identifier of a responder by its key.
    static ResponderId ofKey(SubjectPublicKeyInfo key) {
        return new ByKey(key.keyIdentifier());
    }

    /// Reads an identifier.
    static ResponderId read(DerReader reader) {
        if (reader.nextIs(0xa1)) {
            return new ByName(Fields.inside(reader, 0xa1, Name::read));
        }
        return new ByKey(Fields.inside(reader, 0xa2, DerReader::octetString));
    }

    /// Whether the certificate is the responder's.
    default boolean matches(Certificate certificate) {
        return switch (this) {
            case ByName(Name name) -> name.equals(certificate.subject());
            case ByKey(Bytes keyHash) ->
                keyHash.equals(certificate.subjectPublicKeyInfo().keyIdentifier());
        };
    }

    /// Writes the identifier.
    default void write(DerWriter writer) {
        switch (this) {
            case ByName(Name name) -> writer.explicit(1, w -> w.raw(name.der()));
            case ByKey(Bytes keyHash) -> writer.explicit(2, w -> w.octetString(keyHash));
        }
    }
}
