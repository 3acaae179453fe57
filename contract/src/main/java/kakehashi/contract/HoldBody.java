package kakehashi.contract;

import java.util.List;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// The certificates to suspend or to resume.
///
/// @param serials their serial numbers, 1 to 255
public record HoldBody(List<SerialNumber> serials) implements OrderBody {
    /// Keeps its own list.
    public HoldBody {
        serials = List.copyOf(serials);
    }

    static HoldBody read(StatementReader reader) {
        return new HoldBody(reader.list(Tag.SEQUENCE, Bound.SOME, StatementReader::serial));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.list(Tag.SEQUENCE, Bound.SOME, serials, StatementWriter::serial);
    }
}
