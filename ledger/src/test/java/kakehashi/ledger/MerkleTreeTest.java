package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final int MOST = 40;

    /// The leaves and roots that implementations of RFC 6962 have long tested each other with.
    private static final List<Bytes> KNOWN_LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(Bytes::ofHex)
            .toList();

    private static final List<String> KNOWN_ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final List<Bytes> LEAVES = IntStream.range(0, MOST)
            .mapToObj(i -> Bytes.ofHex(String.format("%04x", i)))
            .toList();

    /// A tree that keeps what the edge tells.
    private static final class Tree implements MerkleTree.Nodes {
        private final Map<List<Long>, Bytes> nodes = new HashMap<>();
        private final List<TreeHead> heads = new ArrayList<>();

        Tree(List<Bytes> leaves) {
            RightEdge edge = RightEdge.empty();
            heads.add(edge.head());
            for (Bytes leaf : leaves) {
                edge.append(
                        MerkleTree.leafHash(leaf),
                        (level, index, hash) -> assertThat(nodes.put(List.of((long) level, index), hash))
                                .isNull());
                edge = RightEdge.of(edge.size(), edge.toBytes()).orElseThrow();
                heads.add(edge.head());
            }
        }

        @Override
        public Bytes hash(int level, long index) {
            return nodes.get(List.of((long) level, index));
        }
    }

    @Test
    void rfc6962_2_1_givesTheKnownRoots() {
        assertThat(new Tree(KNOWN_LEAVES).heads.stream().map(head -> head.root().toString()))
                .isEqualTo(KNOWN_ROOTS);
    }

    @Test
    void rfc9162_2_1_1_givesTheRootsOfTheRecursiveDefinition() {
        Tree tree = new Tree(LEAVES);
        for (int n = 0; n <= MOST; n++) {
            Bytes expected = Rfc9162.mth(LEAVES.subList(0, n));
            assertThat(tree.heads.get(n)).isEqualTo(new TreeHead(n, expected));
            assertThat(MerkleTree.root(tree, n)).isEqualTo(expected);
        }
    }

    @Test
    void rfc9162_2_1_3_provesInclusionAsTheRecursiveDefinition() {
        Tree tree = new Tree(LEAVES);
        for (int n = 1; n <= MOST; n++) {
            for (int m = 0; m < n; m++) {
                List<Bytes> proof = MerkleTree.inclusionProof(tree, m, n);
                assertThat(proof).isEqualTo(Rfc9162.path(m, LEAVES.subList(0, n)));
                Bytes leaf = MerkleTree.leafHash(LEAVES.get(m));
                for (int other = 0; other < n + 2; other++) {
                    assertThat(MerkleTree.verifiesInclusion(tree.heads.get(n), other, leaf, proof))
                            .as("%d as %d of %d", m, other, n)
                            .isEqualTo(other == m);
                }
            }
        }
    }

    @Test
    void rfc9162_2_1_4_provesConsistencyAsTheRecursiveDefinition() {
        Tree tree = new Tree(LEAVES);
        for (int n = 1; n <= MOST; n++) {
            for (int m = 0; m <= n; m++) {
                List<Bytes> proof = MerkleTree.consistencyProof(tree, m, n);
                if (m > 0 && m < n) {
                    assertThat(proof).isEqualTo(Rfc9162.proof(m, LEAVES.subList(0, n)));
                }
                TreeHead first = tree.heads.get(m);
                TreeHead second = tree.heads.get(n);
                assertThat(MerkleTree.verifiesConsistency(first, second, proof))
                        .as("%d to %d", m, n)
                        .isTrue();
                TreeHead forged =
                        new TreeHead(m, Bytes.of(new byte[] {(byte) m}).sha256());
                assertThat(MerkleTree.verifiesConsistency(forged, second, proof))
                        .as("another tree of %d to %d", m, n)
                        .isFalse();
                // Every tree continues the empty one.
                assertThat(MerkleTree.verifiesConsistency(first, new TreeHead(n, forged.root()), proof))
                        .isEqualTo(m == 0);
            }
        }
    }

    @Test
    void refusesAProofThatIsChangedShortenedOrLengthened() {
        Tree tree = new Tree(LEAVES);
        Bytes wrong = Bytes.EMPTY.sha256();
        for (int n = 3; n <= 17; n++) {
            TreeHead head = tree.heads.get(n);
            List<Bytes> inclusion = MerkleTree.inclusionProof(tree, 1, n);
            List<Bytes> consistency = MerkleTree.consistencyProof(tree, 2, n);
            for (List<Bytes> bad : spoiled(inclusion, wrong)) {
                assertThat(MerkleTree.verifiesInclusion(head, 1, MerkleTree.leafHash(LEAVES.get(1)), bad))
                        .isFalse();
            }
            for (List<Bytes> bad : spoiled(consistency, wrong)) {
                assertThat(MerkleTree.verifiesConsistency(tree.heads.get(2), head, bad))
                        .isFalse();
            }
        }
    }

    private static List<List<Bytes>> spoiled(List<Bytes> proof, Bytes wrong) {
        List<List<Bytes>> spoiled = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<Bytes> changed = new ArrayList<>(proof);
            changed.set(i, wrong);
            spoiled.add(changed);
        }
        spoiled.add(proof.subList(0, proof.size() - 1));
        List<Bytes> longer = new ArrayList<>(proof);
        longer.add(wrong);
        spoiled.add(longer);
        spoiled.add(Stream.concat(proof.stream(), Stream.of(Bytes.EMPTY)).toList());
        return spoiled;
    }
}
