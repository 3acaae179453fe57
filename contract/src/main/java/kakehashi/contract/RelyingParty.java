package kakehashi.contract;

/// A WebAuthn relying party that genesis or the rules pin.
///
/// @param id the relying-party id
/// @param origin the origin
public record RelyingParty(String id, String origin) implements DerValue {
    static RelyingParty read(StatementReader reader) {
        return reader.sequence(r -> new RelyingParty(r.ia5(), r.ia5()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.ia5(id).ia5(origin));
    }
}
