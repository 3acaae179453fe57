package kakehashi.issuing;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;

/// The making of a CA's lists under one number.
///
/// @param order the order that asked for it; empty when it was due
record CrlWork(Id authority, BigInteger number, Optional<ByOrder> order) {
    /// The order and who waits for it.
    record ByOrder(Grounds grounds, List<Vote> votes, Ticket ticket) {}
}
