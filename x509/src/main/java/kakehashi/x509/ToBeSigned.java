package kakehashi.x509;

/// What a builder made and a key has yet to sign. No private key comes near: the content goes to the signer, the
/// signature comes back.
///
/// @param content the DER over which the signature is made
/// @param algorithm the signature algorithm that stands outside the content
public record ToBeSigned(Bytes content, AlgorithmIdentifier algorithm) {
    /// The DER of the whole with this signature. The signature is not verified.
    public Bytes signed(Bytes signature) {
        Bytes tail = DerWriter.write(w -> {
            algorithm.write(w);
            w.bitString(signature);
        });
        int contents = Math.addExact(content.length(), tail.length());
        DerWriter whole = new DerWriter(DerWriter.valueLength(contents));
        return whole.headerOf(Tag.SEQUENCE, contents).raw(content).raw(tail).finish();
    }
}
