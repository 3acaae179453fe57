package kakehashi.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kakehashi.x509.Bytes;

/// Signs the head of a tree, if it grew out of the last head that was signed. Used by the vault, for every zone.
///
/// @param key under which the checkpoints verify; its name is the log's origin
/// @param signer answers the Ed25519 signature over octets
public record CheckpointSigner(CheckpointKey key, UnaryOperator<Bytes> signer) {
    /// What became of a head.
    public sealed interface Signing {
        /// It was signed and stored.
        record Signed(Checkpoint checkpoint) implements Signing {}

        /// It is the head that was signed last.
        record Unchanged() implements Signing {}

        /// It does not continue what was signed: an alarm.
        ///
        /// @param reason one English sentence
        record Refused(String reason) implements Signing {}
    }

    /// The origin of a zone's log, as C2SP names it.
    public static String origin(Bytes installation, Zone zone) {
        return "kakehashi.example/" + installation + "/" + zone.label();
    }

    /// Signs the tree's head. Size and root are computed from the stored hashes, not taken from the head row.
    ///
    /// @param last the head signed last, from the vault's own sealed state; size 0 with [MerkleTree#EMPTY_ROOT]
    ///     before the first
    public Signing sign(Transaction tx, AuditTree tree, TreeHead last) {
        Optional<TreeHead> stored = tree.head(tx);
        if (stored.isEmpty()) {
            return new Signing.Refused("the head row cannot be that of a tree");
        }
        TreeHead claim = stored.get();
        if (claim.equals(last)) {
            return new Signing.Unchanged();
        }
        if (claim.size() < last.size()) {
            return new Signing.Refused("the tree has " + claim.size() + " leaves, " + last.size() + " were signed");
        }
        if (!tree.headOf(tx, claim.size()).equals(Optional.of(claim))) {
            return new Signing.Refused("the stored hashes do not give the head of " + claim.size() + " leaves");
        }
        Optional<List<Bytes>> proof = tree.consistencyProof(tx, last.size(), claim.size());
        if (proof.isEmpty() || !MerkleTree.verifiesConsistency(last, claim, proof.get())) {
            return new Signing.Refused("the tree of " + claim.size() + " leaves does not continue the one of "
                    + last.size() + " that was signed");
        }
        Checkpoint checkpoint = Checkpoint.sign(claim, key, signer);
        AuditStore.addCheckpoint(tx.handle(), tree.zone(), checkpoint);
        return new Signing.Signed(checkpoint);
    }
}
