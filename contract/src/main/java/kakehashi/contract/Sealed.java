package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A sealed state with its MAC (docs/adr/0005).
///
/// @param state the DER of a [SealedState], as written
/// @param mac HMAC-SHA-256 over it, 32 octets
public record Sealed(Bytes state, Bytes mac) implements DerValue {
    private static final int MAC_OCTETS = 32;

    /// Parses the pair.
    public static Parsed<Sealed> parse(Bytes der) {
        return StatementReader.parse(
                der, reader -> reader.sequence(r -> new Sealed(r.octets(), r.exactly(Tag.OCTET_STRING, MAC_OCTETS))));
    }

    @Override
    public void write(StatementWriter writer) {
        StatementWriter.demand(mac.length() == MAC_OCTETS, "MAC of " + mac.length() + " octets");
        writer.sequence(w -> w.octets(state).octets(mac));
    }
}
