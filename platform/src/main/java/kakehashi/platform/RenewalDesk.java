package kakehashi.platform;

import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.SignedOrder;
import kakehashi.x509.Bytes;

/// Where a public node lays its orders before the vault, and asks what came of them: the port to the order book.
/// What it answers is believed for nothing but as far as it proves itself. Throws what the database throws when
/// that is away.
public interface RenewalDesk {
    /// Lays an order into the book; the same one again changes nothing.
    void submit(Id order, SignedOrder folder);

    /// The outcome of an order, once there is one.
    Optional<Bytes> outcome(Id order);

    /// A file of the feed by its digest.
    Optional<Bytes> file(Digest digest);
}
