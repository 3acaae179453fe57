package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// The end of a group commit.
///
/// @param installation digest of the genesis entry
/// @param epoch the vault node's fencing epoch
/// @param position of the last entry
public record Head(Digest installation, long epoch, Position position) implements DerValue {
    /// Parses a head, without its signature.
    public static Parsed<Head> parse(Bytes der) {
        return StatementReader.parse(der, Head::read);
    }

    static Head read(StatementReader reader) {
        return reader.statement(Label.HEAD, r -> new Head(r.digest(), r.integer(), Position.read(r)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(Label.HEAD, w -> w.digest(installation).integer(epoch).value(position));
    }
}
