package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// How large a tree is, and its root.
///
/// @param size the number of leaves
/// @param root 32 octets
public record TreeHead(long size, Bytes root) {
    /// @throws IllegalArgumentException when the size is negative or the root no SHA-256 hash
    public TreeHead {
        if (size < 0 || root.length() != 32) {
            throw new IllegalArgumentException("not a tree head: size " + size + ", root of " + root.length());
        }
    }
}
