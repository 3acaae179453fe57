package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// The certificates to revoke.
///
/// @param items 1 to 255
public record RevokeBody(List<Item> items) implements OrderBody {
    /// Keeps its own list.
    public RevokeBody {
        items = List.copyOf(items);
    }

    /// A certificate to revoke.
    ///
    /// @param serial its serial number
    /// @param reason any but `removeFromCRL`
    /// @param invalidity since when the key may be in other hands
    public record Item(SerialNumber serial, CrlReason reason, Optional<Instant> invalidity) implements DerValue {
        static Item read(StatementReader reader) {
            return reader.sequence(r -> new Item(r.serial(), r.reason(), r.optionalTime()));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.serial(serial).reason(reason).optionalTime(invalidity));
        }
    }

    static RevokeBody read(StatementReader reader) {
        return new RevokeBody(reader.list(Tag.SEQUENCE, Bound.SOME, Item::read));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.list(Tag.SEQUENCE, Bound.SOME, items, StatementWriter::value);
    }
}
