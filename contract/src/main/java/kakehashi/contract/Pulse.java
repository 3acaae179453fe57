package kakehashi.contract;

import java.time.Instant;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// "No news": it tells silence from good news, and replaces the pulse before.
///
/// @param installation digest of the genesis entry
/// @param number of the last batch
/// @param batch digest of the last batch
/// @param chain the entry that ends the last batch
/// @param at when
public record Pulse(Digest installation, long number, Digest batch, Position chain, Instant at) implements DerValue {
    /// Parses a pulse, without its signature.
    public static Parsed<Pulse> parse(Bytes der) {
        return StatementReader.parse(der, Pulse::read);
    }

    static Pulse read(StatementReader reader) {
        return reader.statement(
                Label.PULSE, r -> new Pulse(r.digest(), r.integer(), r.digest(), Position.read(r), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.PULSE,
                w -> w.digest(installation)
                        .integer(number)
                        .digest(batch)
                        .value(chain)
                        .time(at));
    }
}
