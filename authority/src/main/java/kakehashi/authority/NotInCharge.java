package kakehashi.authority;

/// Another node is in charge of the installation, and nothing is wrong with this one: it may stand by
/// ([Standby#follow]), and goes on when an operator says so (docs/adr/0005, Standby).
public final class NotInCharge extends Halt {
    private static final long serialVersionUID = 1L;

    /// @param sentence who is in charge, in one English sentence
    public NotInCharge(String sentence) {
        super(sentence);
    }
}
