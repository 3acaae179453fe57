package kakehashi.x509;

import java.util.List;

/// What a builder made and a key has yet to sign. No private key comes near: the content goes to the signer, the
/// signature comes back.
///
/// @param content the DER over which the signature is made
/// @param algorithm the signature algorithm that stands outside the content
public record ToBeSigned(Bytes content, AlgorithmIdentifier algorithm) {
    /// The DER of the whole with this signature. The signature is not verified.
    public Bytes signed(Bytes signature) {
        Bytes tail = tail(signature);
        int contents = Math.addExact(content.length(), tail.length());
        DerWriter whole = new DerWriter(DerWriter.valueLength(contents));
        return whole.headerOf(Tag.SEQUENCE, contents).raw(content).raw(tail).finish();
    }

    /// The DER of the whole with this signature in pieces that follow each other, the content among them as it is:
    /// for a list of which a second copy would be too large. The signature is not verified.
    public List<Bytes> signedInPieces(Bytes signature) {
        Bytes tail = tail(signature);
        int contents = Math.addExact(content.length(), tail.length());
        return List.of(DerWriter.write(w -> w.headerOf(Tag.SEQUENCE, contents)), content, tail);
    }

    private Bytes tail(Bytes signature) {
        return DerWriter.write(w -> {
            algorithm.write(w);
            w.bitString(signature);
        });
    }
}
