package kakehashi.issuing;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.CrlPlanner;
import kakehashi.authority.Grounds;
import kakehashi.authority.Vote;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Id;
import kakehashi.revocation.IssuedCrl;

/// The making of a CA's lists under one number.
///
/// @param kind which lists are wanted
/// @param order the order that asked for it; empty when it was due
/// @param bases the last complete lists of this process, on which deltas can build
record CrlWork(Id authority, BigInteger number, CrlBody kind, Optional<ByOrder> order, List<IssuedCrl> bases) {
    CrlWork {
        bases = List.copyOf(bases);
    }

    /// What lists it makes.
    CrlPlanner planner() {
        return new CrlPlanner(number, kind, bases);
    }

    /// The order and who waits for it.
    record ByOrder(Grounds grounds, List<Vote> votes, Ticket ticket) {}
}
