package kakehashi.issuing;

import java.util.List;
import kakehashi.contract.Batch;

/// The chain as it was found in the database and checked: its fold, and where its feed stands.
///
/// @param snapshotAt the last entry that was not read because a snapshot held it; 0 for none
/// @param unpublished batches whose entries are committed and which the feed does not have yet
record Chain(AuthorityState state, FeedMaker feed, List<Batch> unpublished, long snapshotAt) {
    Chain {
        unpublished = List.copyOf(unpublished);
    }
}
