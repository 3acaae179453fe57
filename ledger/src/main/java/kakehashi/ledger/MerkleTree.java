package kakehashi.ledger;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;

/// The Merkle tree of RFC 9162 §2.1 over SHA-256: hashes, proofs and their verification.
public final class MerkleTree {
    /// The root of the tree without leaves: the hash of an empty string (§2.1.1).
    public static final Bytes EMPTY_ROOT = Bytes.EMPTY.sha256();

    private static final int HASH = 32;

    /// Where the hashes of whole subtrees lie.
    @FunctionalInterface
    public interface Nodes {
        /// The hash over the leaves `index << level` to `(index + 1) << level`, the last excluded.
        Bytes hash(int level, long index);
    }

    private MerkleTree() {}

    /// The hash of a leaf: `SHA-256(0x00 || leaf)`.
    public static Bytes leafHash(Bytes leaf) {
        byte[] input = new byte[1 + leaf.length()];
        leaf.copyTo(input, 1);
        return Bytes.wrap(input).sha256();
    }

    /// The hash of a node: `SHA-256(0x01 || left || right)`.
    ///
    /// @throws IllegalArgumentException when a child is no SHA-256 hash
    public static Bytes nodeHash(Bytes left, Bytes right) {
        if (left.length() != HASH || right.length() != HASH) {
            throw new IllegalArgumentException("not a hash of 32 octets");
        }
        byte[] input = new byte[1 + 2 * HASH];
        input[0] = 1;
        left.copyTo(input, 1);
        right.copyTo(input, 1 + HASH);
        return Bytes.wrap(input).sha256();
    }

    /// The root over the first `size` leaves.
    public static Bytes root(Nodes nodes, long size) {
        return size == 0 ? EMPTY_ROOT : range(nodes, 0, size);
    }

    /// "the Merkle Tree Hash of an n-element list D\[n\] is then defined recursively", k "the largest power of two
    /// smaller than n" (§2.1.1). Whole subtrees come from the nodes.
    private static Bytes range(Nodes nodes, long start, long count) {
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.hash(level, start >>> level);
        }
        long split = split(count);
        return nodeHash(range(nodes, start, split), range(nodes, start + split, count - split));
    }

    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    /// The proof that a leaf stands in a tree (§2.1.3.1), the sibling of the leaf first.
    ///
    /// @throws IllegalArgumentException unless `0 <= index < size`
    public static List<Bytes> inclusionProof(Nodes nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Bytes> fromTheTop = new ArrayList<>();
        long start = 0;
        long count = size;
        while (count > 1) {
            long split = split(count);
            if (index - start < split) {
                fromTheTop.add(range(nodes, start + split, count - split));
                count = split;
            } else {
                fromTheTop.add(range(nodes, start, split));
                start += split;
                count -= split;
            }
        }
        return fromTheTop.reversed();
    }

    /// The proof that a tree is the beginning of a larger one (§2.1.4.1); none when either is empty or both are
    /// equal.
    ///
    /// @throws IllegalArgumentException unless `0 <= from <= to`
    public static List<Bytes> consistencyProof(Nodes nodes, long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of " + from + " is not the beginning of one of " + to);
        }
        if (from == 0 || from == to) {
            return List.of();
        }
        List<Bytes> fromTheTop = new ArrayList<>();
        long start = 0;
        long count = to;
        // SUBPROOF: descend to the subtree that ends where the older tree ends.
        while (start + count != from) {
            long split = split(count);
            if (from - start <= split) {
                fromTheTop.add(range(nodes, start + split, count - split));
                count = split;
            } else {
                fromTheTop.add(range(nodes, start, split));
                start += split;
                count -= split;
            }
        }
        // "SUBPROOF(m, D_m, true) = {}": the verifier has this hash when it is the whole of the older tree.
        if (start != 0) {
            fromTheTop.add(range(nodes, start, count));
        }
        return fromTheTop.reversed();
    }

    /// Whether the proof leads from the leaf to the root (§2.1.3.2).
    public static boolean verifiesInclusion(TreeHead head, long index, Bytes leafHash, List<Bytes> proof) {
        // "Compare leaf_index from the inclusion_proof_v2 structure against tree_size. If leaf_index is greater
        // than or equal to tree_size, then fail the proof verification."
        if (index < 0 || index >= head.size() || !areHashes(proof)) {
            return false;
        }
        long fn = index;
        long sn = head.size() - 1;
        Bytes r = leafHash;
        for (Bytes p : proof) {
            // "If sn is 0, then stop the iteration and fail the proof verification."
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = nodeHash(p, r);
                // "If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or fn
                // is 0."
                int shift = (fn & 1) == 1 ? 0 : Math.min(Long.numberOfTrailingZeros(fn), 63);
                fn >>>= shift;
                sn >>>= shift;
            } else {
                r = nodeHash(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && r.equals(head.root());
    }

    /// Whether the proof shows that the first tree is the beginning of the second (§2.1.4.2).
    public static boolean verifiesConsistency(TreeHead first, TreeHead second, List<Bytes> proof) {
        if (first.size() > second.size() || !areHashes(proof)) {
            return false;
        }
        if (first.size() == second.size()) {
            return proof.isEmpty() && first.root().equals(second.root());
        }
        if (first.size() == 0) {
            return proof.isEmpty() && first.root().equals(EMPTY_ROOT);
        }
        List<Bytes> path = new ArrayList<>(proof);
        // "If first is an exact power of 2, then prepend first_hash to the consistency_path array."
        if (Long.bitCount(first.size()) == 1) {
            path.addFirst(first.root());
        }
        if (path.isEmpty()) {
            return false;
        }
        // "If LSB(fn) is set, then right-shift both fn and sn equally until LSB(fn) is not set."
        int shift = Long.numberOfTrailingZeros(~(first.size() - 1));
        long fn = first.size() - 1 >>> shift;
        long sn = second.size() - 1 >>> shift;
        return climb(first, second, path, new long[] {fn, sn});
    }

    private static boolean climb(TreeHead first, TreeHead second, List<Bytes> path, long[] at) {
        long fn = at[0];
        long sn = at[1];
        Bytes fr = path.getFirst();
        Bytes sr = path.getFirst();
        for (Bytes c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = nodeHash(c, fr);
                sr = nodeHash(c, sr);
                int shift = (fn & 1) == 1 ? 0 : Math.min(Long.numberOfTrailingZeros(fn), 63);
                fn >>>= shift;
                sn >>>= shift;
            } else {
                sr = nodeHash(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && fr.equals(first.root()) && sr.equals(second.root());
    }

    private static boolean areHashes(List<Bytes> proof) {
        return proof.stream().allMatch(hash -> hash.length() == HASH);
    }
}
