package kakehashi.contract;

import kakehashi.x509.Bytes;

/// What has a type in the annex (docs/adr/0003-statements.asn1) and bytes of its own.
///
/// The DER of a value that was parsed is the DER that it was parsed from. Whoever holds signed bytes keeps them and
/// digests them; this is for values that the program makes.
public interface DerValue {
    /// Writes the value; nobody outside this room has a writer.
    ///
    /// @throws IllegalArgumentException when a reader would refuse what is to be written
    void write(StatementWriter writer);

    /// The DER.
    ///
    /// @throws IllegalArgumentException when a reader would refuse it: a list or a body beyond its bound, a number
    /// below zero, a time with a fraction of a second
    default Bytes der() {
        return StatementWriter.der(this);
    }

    /// The SHA-256 digest of the DER, by which other statements name this one.
    default Digest digest() {
        return Digest.of(der());
    }
}
