package kakehashi.x509;

/// A public key certificate by value or by reference (RFC 5055 §3.2.1).
public sealed interface PkcReference extends CertReference {
    /// The certificate itself.
    record Cert(Certificate certificate) implements PkcReference {}

    /// What stands where a certificate should, and is none that can be read: kept as it came, so that a server can
    /// say
    /// `malformedPKC` of it and answer about the others (RFC 5055 §4.9.2).
    ///
    /// @param der one element of the tag of a SEQUENCE
    record Unreadable(Bytes der) implements PkcReference {}

    /// What identifies the certificate.
    record PkcRef(ScvpCertId id) implements PkcReference {}

    /// Reads a reference.
    static PkcReference read(DerReader reader) {
        if (reader.nextIs(0xa0)) {
            Bytes der = Fields.retagged(reader, 0xa0, Tag.SEQUENCE);
            return Certificate.parse(der)
                    .toOptional()
                    .<PkcReference>map(Cert::new)
                    .orElseGet(() -> new Unreadable(der.compact()));
        }
        return new PkcRef(ScvpCertId.read(reader, 0xa1));
    }

    @Override
    default void write(DerWriter writer) {
        switch (this) {
            case Cert(Certificate certificate) -> Fields.writeRetagged(writer, 0xa0, certificate.der());
            case Unreadable(Bytes der) -> Fields.writeRetagged(writer, 0xa0, der);
            case PkcRef(ScvpCertId id) -> id.write(writer, 0xa1);
        }
    }

    /// Whether the certificate is the one that is meant.
    default boolean matches(Certificate certificate) {
        return switch (this) {
            case Cert(Certificate own) -> own.equals(certificate);
            case Unreadable _ -> false;
            case PkcRef(ScvpCertId id) -> id.matches(certificate);
        };
    }
}
