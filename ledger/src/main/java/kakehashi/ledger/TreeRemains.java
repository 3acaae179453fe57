package kakehashi.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// What is left of a zone's tree after the database was put back, as its leaves say. Nothing else is believed:
/// every leaf is read, and compared with the genuine checkpoints that are in the database still.
///
/// @param zone whose tree
/// @param installation the digest of genesis
/// @param keys under which the log's checkpoints have stood, in any order
public record TreeRemains(Zone zone, Bytes installation, List<CheckpointKey> keys) {
    private static final int BATCH = 1_000;

    /// Keeps its own list.
    public TreeRemains {
        keys = List.copyOf(keys);
    }

    /// What is left.
    public sealed interface Found {
        /// The tree goes on where it was signed last.
        record Whole() implements Found {}

        /// It does not.
        ///
        /// @param kept what the largest checkpoint that is there and fits says; else the empty tree
        record Cut(TreeHead kept) implements Found {}

        /// A leaf is not what a genuine checkpoint covers, or no leaf: that was no restore.
        ///
        /// @param reason one English sentence
        record Changed(String reason) implements Found {}
    }

    /// Reads the tree. The transaction must see one moment.
    ///
    /// @param last how far it was signed; empty when nobody knows
    public Found find(Transaction tx, Optional<SealedEdge> last) {
        Walk walk = new Walk(last, signed(tx));
        // Where nobody knows how far it was signed, only a tree without leaves goes on.
        walk.goesOn = last.map(known -> known.size() == 0)
                .orElseGet(() -> leaves(tx, walk.edge).isEmpty());
        for (List<Bytes> leaves = leaves(tx, walk.edge); !leaves.isEmpty(); leaves = leaves(tx, walk.edge)) {
            for (Bytes der : leaves) {
                Optional<String> changed = walk.take(der, this);
                if (changed.isPresent()) {
                    return new Found.Changed(changed.get());
                }
            }
        }
        return walk.goesOn ? new Found.Whole() : new Found.Cut(walk.kept);
    }

    /// From leaf to leaf.
    private static final class Walk {
        private final RightEdge edge = RightEdge.empty();
        private final Optional<SealedEdge> last;
        private final List<TreeHead> signed;
        private TreeHead kept = edge.head();
        private boolean goesOn;

        Walk(Optional<SealedEdge> last, List<TreeHead> signed) {
            this.last = last;
            this.signed = signed;
        }

        /// @return why that was no restore
        Optional<String> take(Bytes der, TreeRemains tree) {
            if (!tree.isNext(der, edge.size())) {
                return Optional.of("the row of leaf " + edge.size() + " is not that leaf");
            }
            edge.append(MerkleTree.leafHash(der), (level, index, hash) -> {});
            goesOn |= last.filter(
                            known -> known.size() == edge.size() && known.head().equals(edge.head()))
                    .isPresent();
            while (!signed.isEmpty() && signed.getFirst().size() == edge.size()) {
                if (!signed.removeFirst().equals(edge.head())) {
                    return Optional.of("leaves up to " + edge.size() + " are not those that were signed for");
                }
                kept = edge.head();
            }
            return Optional.empty();
        }
    }

    /// The heads of the genuine checkpoints that are there, the smallest first.
    private List<TreeHead> signed(Transaction tx) {
        List<TreeHead> heads = new ArrayList<>();
        for (String note : AuditStore.checkpoints(tx.handle(), zone)) {
            Checkpoint.parse(note)
                    .filter(one -> keys.stream().anyMatch(one::isSignedBy))
                    .map(Checkpoint::head)
                    .filter(head -> head.size() > 0)
                    .ifPresent(heads::add);
        }
        heads.sort(Comparator.comparingLong(TreeHead::size));
        return heads;
    }

    private List<Bytes> leaves(Transaction tx, RightEdge edge) {
        return AuditStore.leavesFrom(tx.handle(), zone, edge.size(), BATCH);
    }

    private boolean isNext(Bytes der, long index) {
        return Leaf.parse(der)
                .toOptional()
                .filter(leaf -> leaf.index() == index
                        && leaf.zone() == zone
                        && leaf.installation().equals(installation))
                .isPresent();
    }
}
