package kakehashi.x509;

/// An attribute certificate by value or by reference (RFC 5055 §3.2.1).
public sealed interface AcReference extends CertReference {
    /// The attribute certificate itself, as its DER; well-formed, otherwise opaque.
    record AttrCert(Bytes der) implements AcReference {}

    /// What identifies the attribute certificate.
    record AcRef(ScvpCertId id) implements AcReference {}

    /// Reads a reference.
    static AcReference read(DerReader reader) {
        if (reader.nextIs(0xa2)) {
            return new AttrCert(Fields.wellFormed(Fields.retagged(reader, 0xa2, Tag.SEQUENCE)));
        }
        return new AcRef(ScvpCertId.read(reader, 0xa3));
    }

    @Override
    default void write(DerWriter writer) {
        switch (this) {
            case AttrCert(Bytes der) -> Fields.writeRetagged(writer, 0xa2, der);
            case AcRef(ScvpCertId id) -> id.write(writer, 0xa3);
        }
    }
}
