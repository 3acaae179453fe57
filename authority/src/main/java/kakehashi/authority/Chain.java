package kakehashi.authority;

import java.util.List;

/// The chain as it was found in the database and checked: its fold, and where its feed stands.
///
/// @param snapshotAt the last entry that was not read because a snapshot held it; 0 for none
/// @param unpublished batches whose entries are committed and which the feed does not have yet
/// @param pending what became of the group that the vault was about to commit
public record Chain(
        AuthorityState state, FeedMaker feed, List<FeedMaker.Ended> unpublished, Pending pending, long snapshotAt) {
    /// Whether a group that was sealed as pending is in the database.
    public enum Pending {
        /// It is, or there was none.
        THERE,
        /// It is not: it was never committed, or is lost.
        LOST
    }

    public Chain {
        unpublished = List.copyOf(unpublished);
    }
}
