package kakehashi.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A proof about a zone's audit tree in one small text, which needs neither the tree nor a server to be verified:
/// that a record stands in it (C2SP tlog-proof), or that an earlier tree is the beginning of a later one (the lines
/// that C2SP's tlog-witness has for it). Either ends with the signed checkpoint that it leads to.
public sealed interface AuditProof {
    /// The first line of an inclusion proof.
    String FORMAT = "c2sp.org/tlog-proof@v1";

    /// A record stands in the tree.
    ///
    /// @param index of the leaf
    /// @param leaf its DER, as extra data
    /// @param path the sibling of the leaf first (RFC 9162 §2.1.3)
    /// @param checkpoint as it was signed
    record Inclusion(long index, Bytes leaf, List<Bytes> path, Checkpoint checkpoint) implements AuditProof {
        /// Keeps its own list.
        public Inclusion {
            path = List.copyOf(path);
        }

        /// Whether the path leads from the leaf to the checkpoint, that key signed it, and the leaf is what it
        /// says.
        public boolean holds(CheckpointKey key) {
            return checkpoint.isSignedBy(key)
                    && MerkleTree.verifiesInclusion(checkpoint.head(), index, MerkleTree.leafHash(leaf), path)
                    && read().filter(one -> one.index() == index).isPresent();
        }

        /// The leaf; empty when it is none.
        public Optional<Leaf> read() {
            return Leaf.parse(leaf) instanceof Parsed.Value<Leaf>(Leaf one) ? Optional.of(one) : Optional.empty();
        }

        @Override
        public String text() {
            return FORMAT + "\nextra " + base64(leaf) + "\nindex " + index + "\n" + lines(path) + "\n"
                    + checkpoint.note();
        }
    }

    /// An earlier tree is the beginning of a later one.
    ///
    /// @param from the size of the earlier
    /// @param path as RFC 9162 §2.1.4 has it
    /// @param checkpoint of the later
    record Consistency(long from, List<Bytes> path, Checkpoint checkpoint) implements AuditProof {
        /// Keeps its own list.
        public Consistency {
            path = List.copyOf(path);
        }

        /// Whether the path leads from the earlier checkpoint to the later, and that key signed both.
        public boolean holds(CheckpointKey key, Checkpoint earlier) {
            return earlier.isSignedBy(key)
                    && checkpoint.isSignedBy(key)
                    && earlier.head().size() == from
                    && MerkleTree.verifiesConsistency(earlier.head(), checkpoint.head(), path);
        }

        @Override
        public String text() {
            return "old " + from + "\n" + lines(path) + "\n" + checkpoint.note();
        }
    }

    /// The text, as it is handed over.
    String text();

    /// The checkpoint that it leads to.
    Checkpoint checkpoint();

    /// Proves that a record stands in the tree of a checkpoint, as the database has it.
    ///
    /// @return empty when there is no such leaf below the checkpoint, or a hash is missing
    static Optional<AuditProof> ofRecord(Transaction tx, AuditTree tree, long index, Checkpoint checkpoint) {
        long size = checkpoint.head().size();
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        return tree.leaf(tx, index)
                .flatMap(leaf ->
                        tree.inclusionProof(tx, index, size).map(path -> new Inclusion(index, leaf, path, checkpoint)));
    }

    /// Proves that the tree of a size is the beginning of the one of a checkpoint.
    ///
    /// @return empty when the size is larger, or a hash is missing
    static Optional<AuditProof> ofGrowth(Transaction tx, AuditTree tree, long from, Checkpoint checkpoint) {
        long size = checkpoint.head().size();
        return from < 0 || from > size
                ? Optional.empty()
                : tree.consistencyProof(tx, from, size).map(path -> new Consistency(from, path, checkpoint));
    }

    /// Reads a text; empty when it is not exactly a proof. Nothing is verified.
    static Optional<AuditProof> parse(String text) {
        Matcher matcher = Forms.PROOF.matcher(text);
        if (text.length() > Forms.LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            List<Bytes> path = new ArrayList<>();
            matcher.group("path").lines().forEach(line -> path.add(octets(line)));
            Optional<AuditProof> proof = Checkpoint.parse(matcher.group("note"))
                    .map(note -> matcher.group("old") == null
                            ? new Inclusion(
                                    Long.parseLong(matcher.group("index")), octets(matcher.group("leaf")), path, note)
                            : new Consistency(Long.parseLong(matcher.group("old")), path, note));
            // Base64 with stray bits would make two texts of one proof.
            return proof.filter(same -> same.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// How the texts look.
    final class Forms {
        private static final int LONGEST = 1 << 17;
        private static final String NUMBER = "(?:0|[1-9][0-9]{0,17})";
        private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";
        private static final Pattern PROOF =
                Pattern.compile("(?:" + Pattern.quote(FORMAT) + "\\nextra (?<leaf>" + BASE64
                        + ")\\nindex (?<index>" + NUMBER + ")|old (?<old>" + NUMBER + "))\\n(?<path>(?:" + BASE64
                        + "\\n){0,64})\\n(?<note>(?s:.+))");

        private Forms() {}
    }

    private static String base64(Bytes octets) {
        return Base64.getEncoder().encodeToString(octets.toArray());
    }

    private static Bytes octets(String base64) {
        return Bytes.wrap(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String lines(List<Bytes> path) {
        return path.stream().map(hash -> base64(hash) + "\n").collect(Collectors.joining());
    }
}
