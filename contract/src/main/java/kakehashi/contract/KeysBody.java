package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A change of the vault's keys, as the custodians signed it.
///
/// @param change the DER of the [KeyChange]
/// @param signatures the custodians'
public record KeysBody(Bytes change, List<CustodianSignature> signatures) implements OrderBody {
    /// Keeps its own list.
    public KeysBody {
        signatures = List.copyOf(signatures);
    }

    /// Parses it.
    public static Parsed<KeysBody> parse(Bytes der) {
        return StatementReader.parse(der, KeysBody::read);
    }

    static KeysBody read(StatementReader reader) {
        return reader.sequence(r -> new KeysBody(r.octetsOf(KeyChange::read), r.list(CustodianSignature::read)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(change).list(signatures, StatementWriter::value));
    }
}
