package kakehashi.ledger;

import java.util.List;

/// What the offline verifier says of an export.
public sealed interface AuditVerdict {
    /// How a leaf is bad.
    enum Fault {
        /// Its octets are not those that were signed for.
        CHANGED,
        /// It is not there, though later ones are.
        MISSING,
        /// It stands behind a later one.
        OUT_OF_ORDER,
        /// It and all after it are not there, though a checkpoint covers them.
        CUT_OFF,
        /// The payload beside it is not the one that it commits to, or belongs to no leaf.
        PAYLOAD_CHANGED,
        /// The payload is not there, and no erasure names it.
        REMOVED,
        /// A checkpoint is not signed under the key; the index is its size.
        CHECKPOINT_NOT_GENUINE
    }

    /// Nothing can be said.
    ///
    /// @param detail one English sentence without its full stop
    record Undetermined(String detail) implements AuditVerdict {}

    /// Every leaf that a checkpoint covers is the one that was signed for, and every payload the one committed to.
    ///
    /// @param covered leaves below the largest checkpoint
    /// @param beyond leaves after it, which nobody has signed for yet
    /// @param payloads that are there
    /// @param checkpoints that verified
    /// @param cuts where the tree was cut by a restore and went on by a reconcile order: what had been signed for
    /// after that is lost, and said to be
    record Sound(long covered, long beyond, long payloads, int checkpoints, List<LogEra.Cut> cuts)
            implements AuditVerdict {
        /// Of a tree that was never cut.
        public Sound(long covered, long beyond, long payloads, int checkpoints) {
            this(covered, beyond, payloads, checkpoints, List.of());
        }

        /// Keeps its own list.
        public Sound {
            cuts = List.copyOf(cuts);
        }
    }

    /// The first bad leaf.
    ///
    /// @param index of the leaf, from 0
    /// @param fault how it is bad
    /// @param detail one English sentence without its full stop
    record Unsound(long index, Fault fault, String detail) implements AuditVerdict {}
}
