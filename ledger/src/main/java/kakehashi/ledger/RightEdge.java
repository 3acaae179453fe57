package kakehashi.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The roots of the whole subtrees that a tree of some size consists of, the largest first: all that is needed to
/// append a leaf and to say the root.
final class RightEdge {
    /// Hears of every hash of a whole subtree, once.
    interface Listener {
        void complete(int level, long index, Bytes hash);
    }

    private static final int HASH = 32;

    private final List<Bytes> hashes;
    private long size;

    private RightEdge(long size, List<Bytes> hashes) {
        this.size = size;
        this.hashes = hashes;
    }

    static RightEdge empty() {
        return new RightEdge(0, new ArrayList<>());
    }

    static RightEdge of(SealedEdge sealed) {
        return new RightEdge(sealed.size(), new ArrayList<>(sealed.hashes()));
    }

    SealedEdge sealed() {
        return new SealedEdge(size, hashes);
    }

    /// The edge as [#toBytes] wrote it; nothing when it cannot be that of a tree of this size.
    static Optional<RightEdge> of(long size, Bytes stored) {
        if (stored.length() != HASH * Long.bitCount(size)) {
            return Optional.empty();
        }
        List<Bytes> hashes = new ArrayList<>();
        for (int at = 0; at < stored.length(); at += HASH) {
            hashes.add(stored.slice(at, at + HASH));
        }
        return Optional.of(new RightEdge(size, hashes));
    }

    long size() {
        return size;
    }

    void append(Bytes leafHash, Listener listener) {
        Bytes hash = leafHash;
        listener.complete(0, size, hash);
        int level = 0;
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            hash = MerkleTree.nodeHash(hashes.removeLast(), hash);
            level++;
            listener.complete(level, rest >>> 1, hash);
        }
        hashes.add(hash);
        size++;
    }

    TreeHead head() {
        if (size == 0) {
            return new TreeHead(0, MerkleTree.EMPTY_ROOT);
        }
        Bytes root = hashes.getLast();
        for (int i = hashes.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(hashes.get(i), root);
        }
        return new TreeHead(size, root);
    }

    Bytes toBytes() {
        byte[] stored = new byte[HASH * hashes.size()];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(stored, HASH * i);
        }
        return Bytes.wrap(stored);
    }
}
