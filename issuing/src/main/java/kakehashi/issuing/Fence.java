package kakehashi.issuing;

import java.nio.ByteBuffer;
import java.util.Optional;
import kakehashi.authority.Halt;
import kakehashi.authority.StateSnapshot;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.keys.Token;
import kakehashi.x509.Bytes;

/// The epoch that the token keeps, which all nodes of an installation share as they share its keys: who raised it
/// last is in charge, and nobody else goes on (docs/adr/0005, Standby). It is read anew before each group is
/// signed.
final class Fence {
    /// What the token says.
    ///
    /// @param epoch the epoch that holds
    /// @param node who raised it
    record Kept(long epoch, Id node) {}

    private static final String NOTE = "vault-epoch";
    private static final int OCTETS = Digest.OCTETS + Long.BYTES + Id.OCTETS;

    private final Token token;
    private final Digest installation;

    Fence(Token token, Digest installation) {
        this.token = token;
        this.installation = installation;
    }

    /// What the token says now; empty when it says nothing, or speaks of another installation.
    Optional<Kept> read() {
        return token.note(NOTE)
                .filter(octets -> octets.length() == OCTETS
                        && octets.slice(0, Digest.OCTETS).equals(installation.octets()))
                .map(octets -> {
                    ByteBuffer rest = octets.slice(Digest.OCTETS, OCTETS).asByteBuffer();
                    return new Kept(rest.getLong(), StateSnapshot.id(rest));
                });
    }

    /// What the token says now.
    ///
    /// @throws Halt when it says nothing of this installation
    Kept required() {
        return read().orElseThrow(() -> new Halt("the token does not keep this installation's epoch: it was put back,"
                + " or is another; a reconcile ceremony writes it anew"));
    }

    /// Puts a node in charge from an epoch on; every other node's next group stops it.
    void raise(long epoch, Id node) {
        ByteBuffer octets = ByteBuffer.allocate(OCTETS);
        octets.put(installation.octets().toArray())
                .putLong(epoch)
                .put(node.octets().toArray());
        token.putNote(NOTE, Bytes.wrap(octets.array()));
    }

    /// Whether a node may go on under an epoch.
    ///
    /// @throws Halt when another epoch holds, or another node raised it
    void require(long epoch, Id node) {
        Kept kept = required();
        if (kept.epoch() != epoch || !kept.node().equals(node)) {
            throw new Halt("another vault is in charge: the token's epoch is " + kept.epoch() + ", raised by node "
                    + kept.node() + "; this one worked under " + epoch);
        }
    }
}
