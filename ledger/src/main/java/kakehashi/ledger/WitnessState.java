package kakehashi.ledger;

import java.time.Instant;
import java.util.Optional;

/// How a witness and a zone's log stand to each other.
///
/// @param zone whose log
/// @param witness the name of his key
/// @param cosigned his time of the last cosignature; empty before the first
/// @param failure what he said the last time, when he did not cosign
/// @param agreement whether he may have seen the same tree
public record WitnessState(
        Zone zone, String witness, Optional<Instant> cosigned, Optional<String> failure, Agreement agreement) {
    /// Whether what he says fits this tree.
    public enum Agreement {
        /// He cosigned, or said nothing about a tree.
        HOLDS,
        /// He has seen more of the tree than there is, or another one: as after a rollback.
        BROKEN
    }
}
