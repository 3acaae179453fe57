package kakehashi.authority;

/// The vault cannot go on without lying: something is not as the chain, the sealed state or the token say. Signing
/// stops until an officer acts; the sentence says why, without names of persons.
public sealed class Halt extends RuntimeException permits ClockAhead, NotInCharge {
    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong, in one English sentence
    public Halt(String sentence) {
        super(sentence);
    }

    /// @param sentence what is wrong, in one English sentence
    /// @param cause what the machine said
    public Halt(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
