package kakehashi.x509;

/// The certificate that an SCVP reply is about (RFC 5055 §4.9.1): a public key certificate or an attribute
/// certificate, by value or by reference.
public sealed interface CertReference permits PkcReference, AcReference {
    /// Reads a reference.
    static CertReference read(DerReader reader) {
        return reader.nextIs(0xa0) || reader.nextIs(0xa1) ? PkcReference.read(reader) : AcReference.read(reader);
    }

    /// Writes the reference.
    void write(DerWriter writer);
}
