package kakehashi.contract;

import java.util.List;

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

    @Override
    public int number() {
        return number;
    }

    @Override
    public void write(StatementWriter writer) {
        writer.enumerated(this);
    }
}
