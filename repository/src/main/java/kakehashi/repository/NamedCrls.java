package kakehashi.repository;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Digest;

/// The CRLs that were named and not seen, by digest. It never changes: one more or less makes another, which shares
/// with this one all but the way to that CRL. For a node that reads the batches of years meets ten thousands of
/// names, and after each batch there is another picture.
///
/// A trie over the hexadecimal digits of the digest, which are SHA-256's: the way to one is as long as the
/// logarithm of their number.
///
/// @param root the trie; two of the same CRLs are the same
record NamedCrls(Node root) {
    /// None.
    static final NamedCrls NONE = new NamedCrls(new Nothing());

    private static final int DIGITS = 16;

    /// What stands at a place of the trie.
    sealed interface Node {}

    private record Nothing() implements Node {}

    private record Leaf(NamedCrl crl) implements Node {}

    /// Two CRLs or more.
    ///
    /// @param below one for each digit
    private record Branch(List<Node> below) implements Node {
        static Branch of(int digit, Node only) {
            return new Branch(Collections.nCopies(DIGITS, new Nothing())).with(digit, only);
        }

        Branch with(int digit, Node node) {
            List<Node> copy = new ArrayList<>(below);
            copy.set(digit, node);
            return new Branch(List.copyOf(copy));
        }

        /// The same without branches for one CRL or none.
        Node pruned() {
            List<Node> some =
                    below.stream().filter(one -> !(one instanceof Nothing)).toList();
            boolean alone = some.size() == 1 && some.getFirst() instanceof Leaf;
            return alone ? some.getFirst() : this;
        }
    }

    private static int digit(Digest digest, int depth) {
        int octet = digest.octets().at(depth / 2);
        return depth % 2 == 0 ? octet >> 4 & 0xf : octet & 0xf;
    }

    /// With one more; empty when one of its digest is among them.
    Optional<NamedCrls> with(NamedCrl crl) {
        return find(root, crl.digest(), 0).isPresent()
                ? Optional.empty()
                : Optional.of(new NamedCrls(with(root, crl, 0)));
    }

    private static Node with(Node node, NamedCrl crl, int depth) {
        return switch (node) {
            case Nothing nothing -> new Leaf(crl);
            case Leaf leaf -> with(Branch.of(digit(leaf.crl.digest(), depth), leaf), crl, depth);
            case Branch branch -> {
                int digit = digit(crl.digest(), depth);
                yield branch.with(digit, with(branch.below.get(digit), crl, depth + 1));
            }
        };
    }

    private static Optional<NamedCrl> find(Node node, Digest digest, int depth) {
        return switch (node) {
            case Nothing nothing -> Optional.empty();
            case Leaf(NamedCrl crl) ->
                Optional.of(crl).filter(one -> one.digest().equals(digest));
            case Branch branch -> find(branch.below.get(digit(digest, depth)), digest, depth + 1);
        };
    }

    /// Without the one of a digest; the same when there is none.
    NamedCrls without(Digest digest) {
        return find(root, digest, 0).isEmpty() ? this : new NamedCrls(without(root, digest, 0));
    }

    private static Node without(Node node, Digest digest, int depth) {
        return switch (node) {
            case Nothing nothing -> nothing;
            case Leaf leaf -> new Nothing();
            case Branch branch -> {
                int digit = digit(digest, depth);
                yield branch.with(digit, without(branch.below.get(digit), digest, depth + 1))
                        .pruned();
            }
        };
    }

    /// Each of them, in the order of the digests.
    Stream<NamedCrl> stream() {
        return stream(root);
    }

    private static Stream<NamedCrl> stream(Node node) {
        return switch (node) {
            case Nothing nothing -> Stream.empty();
            case Leaf(NamedCrl crl) -> Stream.of(crl);
            case Branch branch -> branch.below.stream().flatMap(NamedCrls::stream);
        };
    }
}
