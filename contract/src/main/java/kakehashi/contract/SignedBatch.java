package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A batch as the vault signs it.
///
/// @param batch the DER of the [Batch], as it was signed
/// @param signature Ed25519, by the feed key
public record SignedBatch(Bytes batch, Bytes signature) implements DerValue {
    /// Parses a batch with its signature; what was signed is not looked at.
    public static Parsed<SignedBatch> parse(Bytes der) {
        return StatementReader.parse(der, Limits.LARGE + Limits.SIGNATURE, SignedBatch::read);
    }

    static SignedBatch read(StatementReader reader) {
        return reader.sequence(r -> new SignedBatch(r.octets(Tag.OCTET_STRING, Limits.LARGE), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(batch, Tag.OCTET_STRING, Limits.LARGE).octets(signature));
    }
}
