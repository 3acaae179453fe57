package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A [RevokeMeStatement] and its signature by the certificate's key.
///
/// @param statement the DER of the statement, as it was signed
/// @param signature by the certificate's key
public record RevokeMe(Bytes statement, Bytes signature) implements DerValue {
    /// Parses the two; what was signed is not looked at.
    public static Parsed<RevokeMe> parse(Bytes der) {
        return StatementReader.parse(der, RevokeMe::read);
    }

    static RevokeMe read(StatementReader reader) {
        return reader.sequence(r -> new RevokeMe(r.octets(), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(statement).octets(signature));
    }
}
