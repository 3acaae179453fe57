package kakehashi.ledger;

import java.util.List;
import kakehashi.x509.Bytes;

/// How far a tree was read and believed: its size and the roots of the whole subtrees that it consists of. The
/// vault keeps one for each zone in its sealed state (ADR 5), outside the database; the next checkpoint continues
/// it.
///
/// @param size the number of leaves
/// @param hashes the largest subtree's root first; as many as the size has bits set, 32 octets each
public record SealedEdge(long size, List<Bytes> hashes) {
    /// @throws IllegalArgumentException when these cannot be the edge of a tree of this size
    public SealedEdge {
        hashes = List.copyOf(hashes);
        boolean digests = hashes.stream().allMatch(hash -> hash.length() == 32);
        if (size < 0 || hashes.size() != Long.bitCount(size) || !digests) {
            throw new IllegalArgumentException("not the edge of a tree of " + size + " leaves");
        }
    }

    /// The edge of the tree without leaves.
    public static SealedEdge empty() {
        return new SealedEdge(0, List.of());
    }

    /// The head of the tree whose edge this is.
    public TreeHead head() {
        return RightEdge.of(this).head();
    }
}
