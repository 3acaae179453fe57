package kakehashi.ledger;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// A zone's audit tree as it lies in the database: its head, its leaves and proofs about them. Whatever is read
/// here is the database's word; what counts is a proof that verifies against a signed checkpoint.
///
/// @param zone whose tree
public record AuditTree(Zone zone) {
    /// Size and root, as the sequencer left them; nothing when somebody left what cannot be the head of a tree.
    public Optional<TreeHead> head(Transaction tx) {
        return AuditStore.edge(tx.handle(), zone).map(RightEdge::head);
    }

    /// The root over the first leaves, computed from the stored hashes; nothing when one of these is missing.
    public Optional<TreeHead> headOf(Transaction tx, long size) {
        try {
            return Optional.of(new TreeHead(size, MerkleTree.root(nodes(tx), size)));
        } catch (MissingNode e) {
            return Optional.empty();
        }
    }

    /// The DER of a leaf.
    public Optional<Bytes> leaf(Transaction tx, long index) {
        return AuditStore.leaf(tx.handle(), zone, index);
    }

    /// The payload of a leaf, unless it was erased.
    public Optional<Bytes> payload(Transaction tx, long index) {
        return AuditStore.payload(tx.handle(), zone, index);
    }

    /// The proof that the leaf stands in the tree of that size; nothing when a hash that it needs is missing.
    ///
    /// @throws IllegalArgumentException unless `0 <= index < size`
    public Optional<List<Bytes>> inclusionProof(Transaction tx, long index, long size) {
        try {
            return Optional.of(MerkleTree.inclusionProof(nodes(tx), index, size));
        } catch (MissingNode e) {
            return Optional.empty();
        }
    }

    /// The proof that the smaller tree is the beginning of the larger; nothing when a hash that it needs is
    /// missing.
    ///
    /// @throws IllegalArgumentException unless `0 <= from <= to`
    public Optional<List<Bytes>> consistencyProof(Transaction tx, long from, long to) {
        try {
            return Optional.of(MerkleTree.consistencyProof(nodes(tx), from, to));
        } catch (MissingNode e) {
            return Optional.empty();
        }
    }

    /// The checkpoints that were signed for this tree, the smallest first.
    public List<String> checkpoints(Transaction tx) {
        return AuditStore.checkpoints(tx.handle(), zone);
    }

    /// Levels of a multiple of 8 are stored; a node between is computed from the stored ones below it, at most 128.
    private MerkleTree.Nodes nodes(Transaction tx) {
        return (level, index) -> {
            int height = level % AuditStore.STORED_LEVELS;
            int stored = level - height;
            List<Bytes> below = AuditStore.hashes(tx.handle(), zone, stored, index << height, (index + 1) << height);
            if (below.size() != 1 << height) {
                throw new MissingNode();
            }
            RightEdge edge = RightEdge.empty();
            below.forEach(hash -> edge.append(hash, (l, i, node) -> {}));
            return edge.head().root();
        };
    }

    /// Leaves a recursion half way; never crosses a public method.
    private static final class MissingNode extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MissingNode() {
            super("a node is missing", null, false, false);
        }
    }
}
