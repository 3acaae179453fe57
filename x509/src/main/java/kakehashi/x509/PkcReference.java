package kakehashi.x509;

/// A public key certificate by value or by reference (RFC 5055 §3.2.1).
public sealed interface PkcReference extends CertReference {
    /// The certificate itself.
    record Cert(Certificate certificate) implements PkcReference {}

    /// What identifies the certificate.
    record PkcRef(ScvpCertId id) implements PkcReference {}

    /// Reads a reference.
    static PkcReference read(DerReader reader) {
        if (reader.nextIs(0xa0)) {
            return new Cert(Certificate.read(new DerReader(Fields.retagged(reader, 0xa0, Tag.SEQUENCE))));
        }
        return new PkcRef(ScvpCertId.read(reader, 0xa1));
    }

    @Override
    default void write(DerWriter writer) {
        switch (this) {
            case Cert(Certificate certificate) -> Fields.writeRetagged(writer, 0xa0, certificate.der());
            case PkcRef(ScvpCertId id) -> id.write(writer, 0xa1);
        }
    }

    /// Whether the certificate is the one that is meant.
    default boolean matches(Certificate certificate) {
        return switch (this) {
            case Cert(Certificate own) -> own.equals(certificate);
            case PkcRef(ScvpCertId id) -> id.matches(certificate);
        };
    }
}
