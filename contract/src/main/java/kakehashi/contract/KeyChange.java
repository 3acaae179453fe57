package kakehashi.contract;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// The keys that are in force from now on.
///
/// @param installation digest of the genesis entry
/// @param change 1, 2, 3, ...
/// @param keys all of them, changed or not
/// @param lastBatch the last batch by the old feed key, where the custodians name it
/// @param at when
public record KeyChange(Digest installation, long change, Keys keys, Optional<Position> lastBatch, Instant at)
        implements DerValue {
    /// Parses the statement, without signatures.
    public static Parsed<KeyChange> parse(Bytes der) {
        return StatementReader.parse(der, KeyChange::read);
    }

    static KeyChange read(StatementReader reader) {
        return reader.statement(
                Label.KEYS,
                r -> new KeyChange(
                        r.digest(),
                        r.integer(),
                        Keys.read(r),
                        r.optionalFields(0, p -> new Position(p.integer(), p.digest())),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.KEYS,
                w -> w.digest(installation)
                        .integer(change)
                        .value(keys)
                        .optionalFields(
                                0,
                                lastBatch,
                                (p, last) -> p.integer(last.index()).digest(last.digest()))
                        .time(at));
    }
}
