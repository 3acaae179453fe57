package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// An outcome as the vault seals it.
///
/// @param outcome the DER of the [Outcome], as it was signed
/// @param signature Ed25519, by the statement key
public record SignedOutcome(Bytes outcome, Bytes signature) implements DerValue {
    /// Parses an outcome with its signature; what was signed is not looked at.
    public static Parsed<SignedOutcome> parse(Bytes der) {
        return StatementReader.parse(der, Limits.BODY + Limits.SIGNATURE, SignedOutcome::read);
    }

    static SignedOutcome read(StatementReader reader) {
        return reader.sequence(r -> new SignedOutcome(r.octets(Tag.OCTET_STRING, Limits.BODY), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(outcome, Tag.OCTET_STRING, Limits.BODY).octets(signature));
    }
}
