package kakehashi.contract;

/// A place in a chain: of entries, or of batches.
///
/// @param index the number in the chain
/// @param digest of what stands there
public record Position(long index, Digest digest) implements DerValue {
    static Position read(StatementReader reader) {
        return reader.sequence(r -> new Position(r.integer(), r.digest()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.integer(index).digest(digest));
    }
}
