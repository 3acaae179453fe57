package kakehashi.x509;

/// The frame that certificates, CRLs, requests and OCSP messages share: what is signed, how, and the signature.
///
/// @param content the DER that is signed, a SEQUENCE
/// @param algorithm the signature algorithm
/// @param signature the octets of the signature
public record Signed(Bytes content, AlgorithmIdentifier algorithm, Bytes signature) {
    /// Reads the SEQUENCE of the three parts and nothing else.
    public static Signed read(DerReader reader) {
        int outer = reader.enterSequence();
        Signed signed = readParts(reader);
        reader.leave(outer);
        return signed;
    }

    /// Reads the three parts inside a SEQUENCE that was entered and in which more may follow.
    public static Signed readParts(DerReader reader) {
        return new Signed(reader.element(Tag.SEQUENCE), AlgorithmIdentifier.read(reader), reader.signatureBits());
    }

    /// Writes the SEQUENCE of the three parts.
    public void write(DerWriter writer) {
        writer.sequence(this::writeParts);
    }

    /// Writes the three parts into a SEQUENCE in which more may follow.
    public void writeParts(DerWriter writer) {
        writer.raw(content);
        algorithm.write(writer);
        writer.bitString(signature);
    }

    /// Whether the key's owner signed the content.
    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(algorithm, content, signature);
    }
}
