package kakehashi.x509;

/// How a [DerReader] leaves a parser half way. A door turns it into [Parsed.Malformed] with [Parsed#of]; it never
/// crosses one. It carries no stack trace: refusing hostile input must stay cheap.
public final class MalformedDer extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    /// @param offset the octet at which reading stopped, counted from the start of the input
    /// @param reason one English phrase
    public MalformedDer(int offset, String reason) {
        super(reason, null, false, false);
        this.offset = offset;
    }

    /// The octet at which reading stopped.
    public int offset() {
        return offset;
    }
}
