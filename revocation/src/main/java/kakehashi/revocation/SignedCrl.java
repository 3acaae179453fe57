package kakehashi.revocation;

import java.util.List;
import kakehashi.x509.Bytes;

/// A CRL whose signature has been verified, in pieces that follow each other: a second copy of a million entries is
/// what nobody needs.
public final class SignedCrl {
    private final IssuedCrl issued;
    private final List<Bytes> pieces;
    private final Bytes digest;

    SignedCrl(IssuedCrl issued, List<Bytes> pieces) {
        this.issued = issued;
        this.pieces = List.copyOf(pieces);
        this.digest = Bytes.sha256(pieces);
    }

    /// What is to be remembered of it.
    public IssuedCrl issued() {
        return issued;
    }

    /// The SHA-256 digest of the DER, by which chain and feed name it.
    public Bytes digest() {
        return digest;
    }

    /// The length of the DER.
    public long octets() {
        return pieces.stream().mapToLong(Bytes::length).sum();
    }

    /// The DER in pieces.
    public List<Bytes> pieces() {
        return pieces;
    }

    /// The DER as a whole, copied together.
    public Bytes der() {
        byte[] whole = new byte[Math.toIntExact(octets())];
        int at = 0;
        for (Bytes piece : pieces) {
            piece.copyTo(whole, at);
            at += piece.length();
        }
        return Bytes.wrap(whole);
    }
}
