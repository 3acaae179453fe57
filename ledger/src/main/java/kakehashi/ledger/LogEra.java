package kakehashi.ledger;

import java.util.Optional;
import kakehashi.x509.Bytes;

/// A time in a log's life: the key under which its checkpoints stand, from a change of keys or a cut on. Whoever
/// verifies an export brings all of them, the first one first; where they come from is his to prove.
///
/// @param key of this time's checkpoints
/// @param cut that it began with; empty for the first time and after a change of keys
public record LogEra(CheckpointKey key, Optional<Cut> cut) {
    /// After a restore of an older backup the tree does not go on where it was signed last. A ceremony of
    /// custodians says so, and a new log begins over the leaves that are there (docs/adr/0008).
    ///
    /// @param kept how many leaves an earlier checkpoint proved to be there still
    /// @param signed how many leaves had been signed for
    /// @param root of that many, 32 octets
    /// @param order what says so: the reconcile order's name and time, for people
    public record Cut(long kept, long signed, Bytes root, String order) {}

    /// A log that was never cut, under one key.
    public static LogEra only(CheckpointKey key) {
        return new LogEra(key, Optional.empty());
    }
}
