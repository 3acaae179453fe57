package kakehashi.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kakehashi.x509.Bytes;

/// Reads what was added to a zone's tree and signs checkpoints of it. Used by the vault, for every zone.
///
/// It believes nothing but the leaves' own octets: each must be a leaf of this installation and zone with the next
/// index, and is hashed onto the edge that the vault has sealed. That the new tree continues the old one needs no
/// proof then. The head row is compared at the end and never taken.
///
/// @param zone whose tree
/// @param installation the digest of genesis
/// @param key under which the checkpoints verify; its name is the log's origin
/// @param signer answers the Ed25519 signature over octets
public record CheckpointSigner(Zone zone, Bytes installation, CheckpointKey key, UnaryOperator<Bytes> signer) {
    private static final int BATCH = 1_000;

    /// What became of a tree.
    public sealed interface Growth {
        /// It has more leaves than were sealed.
        ///
        /// @param edge of what was read; to be sealed, then signed
        /// @param behind how many leaves more the head row claims
        record Grown(SealedEdge edge, long behind) implements Growth {}

        /// It is what was sealed.
        record Unchanged() implements Growth {}

        /// It does not continue what was sealed: an alarm.
        ///
        /// @param reason one English sentence
        record Refused(String reason) implements Growth {}
    }

    /// The origin of a zone's log, as C2SP names it.
    ///
    /// @param beginning the one in genesis
    public static String origin(String beginning, Zone zone) {
        return beginning + "/" + zone.label();
    }

    /// The origin of a zone's log that was cut so many times: a log that was cut is a new one, for nobody who has
    /// seen the old one would take it for the same.
    public static String origin(String beginning, Zone zone, int cuts) {
        return origin(beginning, zone) + (cuts == 0 ? "" : "/" + (cuts + 1));
    }

    /// Below which folder the log is published: the zone's, such as `vault`, or that of its log after a cut, such
    /// as
    /// `vault/2`.
    public String place() {
        return place(zone, key);
    }

    /// The same, of a key of a zone's log.
    public static String place(Zone zone, CheckpointKey key) {
        int at = key.name().lastIndexOf("/" + zone.label());
        return at < 0 ? zone.label() : key.name().substring(at + 1);
    }

    /// Reads on from the sealed edge. The transaction must see one moment.
    ///
    /// @param most how many leaves to read at most
    public Growth read(Transaction tx, SealedEdge sealed, int most) {
        Optional<RightEdge> claimed = AuditStore.edge(tx.handle(), zone);
        if (claimed.isEmpty()) {
            return new Growth.Refused("the head row cannot be that of a tree");
        }
        long claim = claimed.get().size();
        if (claim < sealed.size()) {
            return new Growth.Refused("the tree has " + claim + " leaves, " + sealed.size() + " were sealed");
        }
        RightEdge edge = RightEdge.of(sealed);
        long end = Math.min(claim, sealed.size() + most);
        while (edge.size() < end) {
            Optional<String> bad = readBatch(tx, edge, (int) Math.min(BATCH, end - edge.size()));
            if (bad.isPresent()) {
                return new Growth.Refused(bad.get());
            }
        }
        if (end == claim && !edge.toBytes().equals(claimed.get().toBytes())) {
            return new Growth.Refused("the head row of " + claim + " leaves is not that of the leaves");
        }
        return end == sealed.size() ? new Growth.Unchanged() : new Growth.Grown(edge.sealed(), claim - end);
    }

    private Optional<String> readBatch(Transaction tx, RightEdge edge, int most) {
        List<Bytes> leaves = AuditStore.leavesFrom(tx.handle(), zone, edge.size(), most);
        for (Bytes der : leaves) {
            Optional<Leaf> leaf = Leaf.parse(der).toOptional();
            boolean ours = leaf.filter(l -> l.index() == edge.size()
                            && l.zone() == zone
                            && l.installation().equals(installation))
                    .isPresent();
            if (!ours) {
                return Optional.of(
                        "the row of leaf " + edge.size() + " is not that leaf of this installation and zone");
            }
            edge.append(MerkleTree.leafHash(der), (level, index, hash) -> {});
        }
        return leaves.size() == most ? Optional.empty() : Optional.of("leaf " + edge.size() + " is missing");
    }

    /// Signs the head of an edge that is sealed.
    public Checkpoint sign(SealedEdge sealed) {
        return Checkpoint.sign(sealed.head(), key, signer);
    }
}
