package kakehashi.ledger;

/// The vault's sealed state, as far as checkpoints need it; and whom to tell when a tree is not what it was.
public interface TreeKeeper {
    /// How far the zone's tree was believed last; [SealedEdge#empty] before the first.
    SealedEdge edge(Zone zone);

    /// Keeps the edge for good before it returns: nothing is signed that is not sealed.
    void seal(Zone zone, SealedEdge edge);

    /// A tree cannot be believed, or falls behind. Nothing was signed for it; called each second until it is well.
    ///
    /// @param sentence English, without data of persons
    void alarm(Zone zone, String sentence);
}
