package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The end of a group commit as the vault seals it.
///
/// @param head the DER of the [Head], as it was signed
/// @param signature Ed25519, by the statement key
public record SignedHead(Bytes head, Bytes signature) implements DerValue {
    /// Parses a head with its signature; what was signed is not looked at.
    public static Parsed<SignedHead> parse(Bytes der) {
        return StatementReader.parse(der, Limits.BODY + Limits.SIGNATURE, SignedHead::read);
    }

    static SignedHead read(StatementReader reader) {
        return reader.sequence(r -> new SignedHead(r.octets(Tag.OCTET_STRING, Limits.BODY), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(head, Tag.OCTET_STRING, Limits.BODY).octets(signature));
    }
}
