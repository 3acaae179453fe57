package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Digest;
import kakehashi.contract.SealedState;
import kakehashi.keys.Signer;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.CheckpointLoop;
import kakehashi.ledger.CheckpointSigner;
import kakehashi.ledger.SealedEdge;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.TreeKeeper;
import kakehashi.ledger.Witness;
import kakehashi.ledger.WitnessInquiry;
import kakehashi.ledger.Zone;

/// The vault's checkpoints of the audit trees: each zone's under its own key, and on no other edge than the one in
/// the sealed state (docs/adr/0008).
final class Checkpoints implements TreeKeeper {
    private final Logger log = System.getLogger(Checkpoints.class.getName());
    private final Seal seal;

    private Checkpoints(Seal seal) {
        this.seal = seal;
    }

    static CheckpointLoop start(
            IssuingAuthority authority, AuthorityState state, VaultKeyRing keys, Seal seal, TileFolder folder) {
        return CheckpointLoop.start(authority.database(), signers(state, keys), new Checkpoints(seal), folder);
    }

    static Supplier<List<CheckpointSigner>> signers(AuthorityState state, VaultKeyRing keys) {
        return () ->
                Stream.of(Zone.values()).map(zone -> signer(zone, state, keys)).toList();
    }

    /// @throws Halt when a witness has seen more of a tree than is sealed
    static void requireNewest(Opening opening, List<Witness> witnesses) {
        List<CheckpointSigner> signers =
                signers(opening.chain().state(), opening.keys()).get();
        new WitnessInquiry(signers, new Checkpoints(opening.seal())::edge)
                .reasonToStop(witnesses)
                .ifPresent(sentence -> {
                    throw new Halt(sentence + ": database and sealed state were put back; bring the newer ones, or take"
                            + " the sealed state away and reconcile (docs/operations/recovery.md)");
                });
    }

    private static CheckpointSigner signer(Zone zone, AuthorityState state, VaultKeyRing keys) {
        Signer signer = keys.checkpoints().get(zone(zone).ordinal());
        return new CheckpointSigner(zone, state.installation().octets(), key(zone, state, keys), signer::sign);
    }

    /// The key of a zone's checkpoints; its name is the log's origin.
    static CheckpointKey key(Zone zone, AuthorityState state, VaultKeyRing keys) {
        String origin = CheckpointSigner.origin(
                state.genesis().origin(), zone, state.cuts().of(zone(zone)));
        Signer signer = keys.checkpoints().get(zone(zone).ordinal());
        return CheckpointKey.ofPublicKey(origin, signer.publicKey()).orElseThrow();
    }

    static AuditedZone zone(Zone zone) {
        return switch (zone) {
            case VAULT -> AuditedZone.VAULT;
            case OFFICE -> AuditedZone.OFFICE;
            case PUBLIC -> AuditedZone.PUBLIC;
        };
    }

    @Override
    public SealedEdge edge(Zone zone) {
        return edge(seal.tree(zone(zone)));
    }

    /// The edge that a sealed state has of a tree.
    static SealedEdge edge(Optional<SealedState.Tree> sealed) {
        return sealed.map(tree -> new SealedEdge(
                        tree.size(), tree.edge().stream().map(Digest::octets).toList()))
                .orElseGet(SealedEdge::empty);
    }

    @Override
    public void seal(Zone zone, SealedEdge edge) {
        List<Digest> digests = edge.hashes().stream().map(Digest::new).toList();
        seal.write(new SealedState.Tree(zone(zone), edge.size(), digests));
    }

    @Override
    public void alarm(Zone zone, String sentence) {
        log.log(Level.ERROR, "audit tree of the zone " + zone.label() + ": " + sentence);
    }
}
