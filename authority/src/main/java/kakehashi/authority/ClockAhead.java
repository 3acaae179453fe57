package kakehashi.authority;

/// A start is refused because the clock is further ahead of what the vault has used than a clock is by itself. An
/// operator looks at it, and says so.
public final class ClockAhead extends Halt {
    private static final long serialVersionUID = 1L;

    public ClockAhead(String reason) {
        super(reason);
    }
}
