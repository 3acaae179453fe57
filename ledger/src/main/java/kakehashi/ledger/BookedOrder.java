package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// What one zone asks of another, as opaque bytes.
///
/// @param id 16 octets of chance; the same id always stands for the same order
/// @param kind what the receiver has to look for in the body, 1 to 40 letters
/// @param to who is asked
/// @param body at most 1 MiB
public record BookedOrder(Bytes id, String kind, Zone to, Bytes body) {
    private static final int MAX_BODY = 1 << 20;

    /// @throws IllegalArgumentException when a field is not as above
    public BookedOrder {
        if (id.length() != 16 || !kind.matches("[a-zA-Z]{1,40}") || body.length() > MAX_BODY) {
            throw new IllegalArgumentException("not an order: id of " + id.length() + " octets, kind of "
                    + kind.length() + " characters, body of " + body.length() + " octets");
        }
    }
}
