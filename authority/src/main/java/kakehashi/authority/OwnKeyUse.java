package kakehashi.authority;

import kakehashi.contract.AuditedZone;

/// What a key of the installation's own is made for; each signs its own kind of statement and nothing else.
public sealed interface OwnKeyUse {
    /// Signs outcomes and heads.
    record Statements() implements OwnKeyUse {}

    /// Signs batches and pulses of the feed.
    record Feed() implements OwnKeyUse {}

    /// Signs the checkpoints of one audit tree.
    ///
    /// @param zone whose tree
    record Checkpoints(AuditedZone zone) implements OwnKeyUse {}
}
