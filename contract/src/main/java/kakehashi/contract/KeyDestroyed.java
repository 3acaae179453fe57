package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// The destruction of a key as the audit tree keeps it.
///
/// @param statement the DER of the [DestroyKey], as it was signed
/// @param signatures of a quorum of custodians
public record KeyDestroyed(Bytes statement, List<CustodianSignature> signatures) implements DerValue {
    /// Keeps its own list.
    public KeyDestroyed {
        signatures = List.copyOf(signatures);
    }

    /// Parses the payload of a leaf of the kind `key.destroyed`; signatures are not looked at.
    public static Parsed<KeyDestroyed> parse(Bytes der) {
        return StatementReader.parse(der, KeyDestroyed::read);
    }

    static KeyDestroyed read(StatementReader reader) {
        return reader.sequence(r -> new KeyDestroyed(r.octets(), r.list(CustodianSignature::read)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(statement).list(signatures, StatementWriter::value));
    }
}
