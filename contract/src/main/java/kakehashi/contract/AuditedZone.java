package kakehashi.contract;

import java.util.List;

/// A zone that has an audit tree of its own; `Zone` in the annex.
public enum AuditedZone implements Numbered {
    VAULT(0),
    OFFICE(1),
    PUBLIC(2);

    static final List<AuditedZone> ALL = List.of(values());

    private final int number;

    AuditedZone(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
