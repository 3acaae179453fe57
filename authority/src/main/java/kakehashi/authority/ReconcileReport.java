package kakehashi.authority;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Position;
import kakehashi.x509.SerialNumber;

/// What a reconcile ceremony would do, for people to look at before they sign.
///
/// @param need whether there is anything to reconcile
/// @param why what the vault says when it is started now; empty when it starts
/// @param head where the chain ends, as it was found
/// @param sealed the head that the sealed state knew
/// @param epoch the one that begins
/// @param index of the entry that comes next
/// @param batch the number behind which the feed goes on
/// @param batches how many lost batches were brought
/// @param missing how many batches nobody brought
/// @param kept statuses that lost batches tell, and that stay
/// @param revoked serial numbers that are revoked now
/// @param numbers the CRL number of each CA below which none is used again
/// @param officers officers and credentials that end
/// @param left what was published and is not taken up, in sentences
public record ReconcileReport(
        Need need,
        Optional<String> why,
        Position head,
        Optional<Position> sealed,
        long epoch,
        long index,
        Position batch,
        long batches,
        long missing,
        List<Line> kept,
        List<Line> revoked,
        List<Floor> numbers,
        List<OfficerBody> officers,
        List<String> left) {
    /// Keeps its own lists.
    public ReconcileReport {
        kept = List.copyOf(kept);
        revoked = List.copyOf(revoked);
        numbers = List.copyOf(numbers);
        officers = List.copyOf(officers);
        left = List.copyOf(left);
    }

    /// Whether there is anything to do.
    public enum Need {
        /// Custodians must sign.
        CEREMONY,
        /// A ceremony was held and broke off before the sealed state was written: nobody need sign again.
        SEALING,
        /// The vault starts as it is, and nothing was brought that it does not know.
        NONE
    }

    /// What becomes of a serial number.
    ///
    /// @param ca the CA's name
    public record Line(Id authority, String ca, SerialNumber serial, Fate fate) {}

    /// What becomes of it.
    public enum Fate {
        REVOKED,
        HELD,
        RELEASED,
        /// It may stand in a certificate, and the public zone never heard of it.
        BURNT
    }

    /// The CRL numbers of a CA go on above this one.
    ///
    /// @param ca the CA's name
    public record Floor(Id authority, String ca, BigInteger number) {}
}
