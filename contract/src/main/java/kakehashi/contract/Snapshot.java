package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// The folded state of the chain at a position, by digest.
///
/// @param installation digest of the genesis entry
/// @param position of the last entry that is folded in
/// @param state digest of the folded state's file
public record Snapshot(Digest installation, Position position, Digest state) implements DerValue {
    /// Parses a snapshot, without its HMAC.
    public static Parsed<Snapshot> parse(Bytes der) {
        return StatementReader.parse(der, Snapshot::read);
    }

    static Snapshot read(StatementReader reader) {
        return reader.statement(Label.SNAPSHOT, r -> new Snapshot(r.digest(), Position.read(r), r.digest()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.SNAPSHOT, w -> w.digest(installation).value(position).digest(state));
    }
}
