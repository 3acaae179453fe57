package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A pulse as the vault signs it.
///
/// @param pulse the DER of the [Pulse], as it was signed
/// @param signature Ed25519, by the feed key
public record SignedPulse(Bytes pulse, Bytes signature) implements DerValue {
    /// Parses a pulse with its signature; what was signed is not looked at.
    public static Parsed<SignedPulse> parse(Bytes der) {
        return StatementReader.parse(der, Limits.BODY + Limits.SIGNATURE, SignedPulse::read);
    }

    static SignedPulse read(StatementReader reader) {
        return reader.sequence(r -> new SignedPulse(r.octets(Tag.OCTET_STRING, Limits.BODY), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(pulse, Tag.OCTET_STRING, Limits.BODY).octets(signature));
    }
}
