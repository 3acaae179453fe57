package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Tag;

/// Which CRL to make.
public enum CrlBody implements OrderBody, Numbered {
    FULL(0),
    DELTA(1),
    AUTHORITIES(2);

    private static final List<CrlBody> ALL = List.of(values());

    private final int number;

    CrlBody(int number) {
        this.number = number;
    }

    static CrlBody read(StatementReader reader) {
        return reader.enumerated(ALL);
    }

    /// Reads a member that is FULL by default.
    static CrlBody readUnlessFull(StatementReader reader) {
        if (!reader.nextIs(Tag.ENUMERATED)) {
            return FULL;
        }
        CrlBody kind = read(reader);
        if (kind == FULL) {
            throw reader.malformed("a default value that is written");
        }
        return kind;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void write(StatementWriter writer) {
        writer.enumerated(this);
    }
}
