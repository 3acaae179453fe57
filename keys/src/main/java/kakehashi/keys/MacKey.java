package kakehashi.keys;

import java.util.function.UnaryOperator;
import kakehashi.x509.Bytes;

/// A secret key in a token that makes HMAC-SHA-256 values: the seal of the vault's own state (record 5).
///
/// It signs nothing that others believe, so its uses are not told to the listener: the audit log itself rests on
/// the sealed state. What it seals is told apart by the label in its octets. It may be used by many threads at once
/// and does not outlive its token.
public final class MacKey {
    private final String label;
    private final UnaryOperator<Bytes> operation;

    MacKey(String label, UnaryOperator<Bytes> operation) {
        this.label = label;
        this.operation = operation;
    }

    /// The MAC of a message, 32 octets.
    ///
    /// @throws TokenUnavailable when the token is away or has been closed
    public Bytes mac(Bytes message) {
        return operation.apply(message);
    }

    /// Whether the octets are this key's MAC of the message; compares in constant time.
    ///
    /// @throws TokenUnavailable when the token is away or has been closed
    public boolean verifies(Bytes message, Bytes mac) {
        return mac(message).equalsInConstantTime(mac);
    }

    /// The label of the key.
    @Override
    public String toString() {
        return label;
    }
}
