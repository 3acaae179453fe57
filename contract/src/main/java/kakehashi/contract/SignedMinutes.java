package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// Minutes of a ceremony as the vault seals them.
///
/// @param minutes the DER of the [Minutes], as it was signed
/// @param signature Ed25519, by the statement key
public record SignedMinutes(Bytes minutes, Bytes signature) implements DerValue {
    /// Parses minutes with their signature; what was signed is not looked at.
    public static Parsed<SignedMinutes> parse(Bytes der) {
        return StatementReader.parse(der, Limits.BODY + Limits.SIGNATURE, SignedMinutes::read);
    }

    static SignedMinutes read(StatementReader reader) {
        return reader.sequence(r -> new SignedMinutes(r.octets(Tag.OCTET_STRING, Limits.BODY), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(minutes, Tag.OCTET_STRING, Limits.BODY).octets(signature));
    }
}
