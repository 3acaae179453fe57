package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.SealedState;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.Database;
import kakehashi.ledger.LogEra;
import kakehashi.ledger.SealedEdge;
import kakehashi.ledger.TreeHead;
import kakehashi.ledger.TreeRemains;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// Which zones' audit trees do not go on where they were signed last, after the database was put back or the sealed
/// state was lost (docs/adr/0008, Cut).
final class TreeLosses {
    private TreeLosses() {}

    /// @throws Halt when a tree was changed below a genuine checkpoint: no ceremony vouches for that
    static List<Effect.TreeCut> find(Database database, AuthorityState state, Optional<SealedState> sealed) {
        List<Bytes> history = new Archive(database).logHistory();
        List<Effect.TreeCut> cuts = new ArrayList<>();
        for (Zone zone : Zone.values()) {
            List<CheckpointKey> keys = LogEras.of(state.genesis(), zone, history).stream()
                    .map(LogEra::key)
                    .toList();
            AuditedZone audited = Checkpoints.zone(zone);
            Optional<SealedEdge> last = sealed.map(known -> Checkpoints.edge(known.trees().stream()
                    .filter(tree -> tree.zone() == audited)
                    .findFirst()));
            TreeRemains remains = new TreeRemains(zone, state.installation().octets(), keys);
            TreeRemains.Found found = database.inTransaction(tx -> {
                EvidenceStore.freeze(tx.handle());
                return remains.find(tx, last);
            });
            switch (found) {
                case TreeRemains.Found.Whole() -> {}
                case TreeRemains.Found.Cut(TreeHead kept) -> cuts.add(cut(audited, kept, last));
                case TreeRemains.Found.Changed(String reason) ->
                    throw new Halt("the audit tree of the zone " + zone.label() + " was changed: " + reason
                            + "; restore a backup first");
            }
        }
        return cuts;
    }

    /// Without a sealed state it is known of the kept ones only that they were signed for.
    private static Effect.TreeCut cut(AuditedZone zone, TreeHead kept, Optional<SealedEdge> last) {
        TreeHead signed = last.map(SealedEdge::head).orElse(kept);
        return new Effect.TreeCut(zone, kept.size(), signed.size(), new Digest(signed.root()));
    }

    /// For people: what becomes of the log.
    static String sentence(Effect.TreeCut cut) {
        return "the audit log of the zone " + cut.zone().name().toLowerCase(java.util.Locale.ROOT)
                + " goes on as a new log: of " + cut.signed() + " leaves that were signed for, " + cut.kept()
                + " are proven to be there";
    }
}
