package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// Something that must be provable later.
///
/// @param kind of the zone's closed list, such as `approval` or `key.before`
/// @param payload DER; the tree holds a salted commitment to it, so it can be erased
public record AuditEvent(String kind, Bytes payload) {
    private static final int MAX_PAYLOAD = 1 << 20;

    /// @throws IllegalArgumentException when the kind is not of lower-case words, or the payload exceeds 1 MiB
    public AuditEvent {
        if (!kind.matches("[a-z][a-z.-]{0,63}")) {
            throw new IllegalArgumentException("not a kind of audit event: " + kind);
        }
        if (payload.length() > MAX_PAYLOAD) {
            throw new IllegalArgumentException("the payload of an audit event exceeds 1 MiB");
        }
    }
}
