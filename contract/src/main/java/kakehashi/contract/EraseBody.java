package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Tag;

/// The evidence to erase.
///
/// @param digests of orders, filings and subscribers' proofs, 1 to 255
public record EraseBody(List<Digest> digests) implements OrderBody {
    /// Keeps its own list.
    public EraseBody {
        digests = List.copyOf(digests);
    }

    static EraseBody read(StatementReader reader) {
        return new EraseBody(reader.list(Tag.SEQUENCE, Bound.SOME, StatementReader::digest));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.list(Tag.SEQUENCE, Bound.SOME, digests, StatementWriter::digest);
    }
}
