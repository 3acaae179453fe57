package kakehashi.contract;

import java.util.List;

/// What an officer is trusted to do.
public enum Role implements Numbered {
    LRA_EXAMINER(0),
    LRA_APPROVER(1),
    RA_EXAMINER(2),
    RA_APPROVER(3),
    IA_OPERATOR(4),
    IA_SUPERVISOR(5),
    BRIDGE_OFFICER(6),
    AUDITOR(7),
    LRA_CLERK(8),
    CARD_OFFICER(9);

    static final List<Role> ALL = List.of(values());

    private final int number;

    Role(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
