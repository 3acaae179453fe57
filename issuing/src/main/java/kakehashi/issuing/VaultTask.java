package kakehashi.issuing;

import java.util.List;
import kakehashi.authority.Grounds;
import kakehashi.authority.Halt;
import kakehashi.authority.Vote;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.keys.KeyEntry;
import kakehashi.revocation.SignedCrl;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// What other threads hand to the one that writes the chain.
sealed interface VaultTask {
    /// An order was examined and planned.
    record Planned(Grounds.Planned planned, Ticket ticket) implements VaultTask {}

    /// Something came that is no order.
    record Junk(Digest digest, Ticket ticket) implements VaultTask {}

    /// The token signed a certificate, and the signature was verified.
    record Signed(OrderWork work, int item, Position intent, Certificate certificate) implements VaultTask {}

    /// The token may have signed, and did not answer.
    record Lost(OrderWork work, int item, Position intent) implements VaultTask {}

    /// The token made a key, and a request signed by it.
    record KeyMade(Grounds.Planned planned, List<Vote> votes, Ticket ticket, KeyEntry key, Bytes request)
            implements VaultTask {}

    /// The token refused to make a key.
    record KeyRefused(Grounds.Planned planned, List<Vote> votes, Ticket ticket) implements VaultTask {}

    /// The lists of one CRL number were signed.
    record CrlsSigned(CrlWork work, Position intent, List<SignedCrl> lists) implements VaultTask {}

    /// The lists of one CRL number could not be signed; the number is skipped.
    record CrlsLost(CrlWork work) implements VaultTask {}

    /// Work of another kind, such as a question about the state.
    record Ask(Runnable question) implements VaultTask {}

    /// Something in another thread says that the vault must stop.
    record Stop(Halt halt) implements VaultTask {}

    /// How many, from there on, are what a token answered about certificates.
    static long answers(List<VaultTask> taken, int from) {
        return taken.stream()
                .skip(from)
                .filter(task -> task instanceof Signed || task instanceof Lost)
                .count();
    }
}
