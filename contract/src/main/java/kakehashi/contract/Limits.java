package kakehashi.contract;

/// How much of anything is read and written (record 3).
public final class Limits {
    /// The longest body, and the longest OCTET STRING anywhere but in what is named here: 1 MiB.
    public static final int BODY = 1 << 20;

    /// The longest statement, filing, order, approval, proof, outcome: a body and the fields around it.
    public static final int OCTETS = BODY + 4_096;

    /// The longest entry and batch: 4 MiB (record 6).
    public static final int LARGE = 1 << 22;

    /// What may stand around the DER of something that is signed: 4 KiB.
    static final int SIGNATURE = 1 << 12;

    /// The longest `clientData` of a passkey's proof: 4 KiB.
    public static final int CLIENT_DATA = 1 << 12;

    /// How many approvals an entry names for an order.
    public static final int APPROVALS = 16;

    private Limits() {}
}
