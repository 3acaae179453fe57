package kakehashi.ledger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kakehashi.ledger.CheckpointSigner.Growth;

/// The vault's thread that signs checkpoints: once a second, for every tree that grew, it reads, seals, signs,
/// stores and publishes, in this order. Signing certificates never waits for it.
///
/// At most 20,000 leaves of a zone are read a second; a flood makes that zone's checkpoints fall behind, which is
/// an alarm, and no other's.
public final class CheckpointLoop implements AutoCloseable {
    static final int MOST_LEAVES = 20_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Logger log = System.getLogger(CheckpointLoop.class.getName());
    private final Database vault;
    private final Supplier<List<CheckpointSigner>> signers;
    private final TreeKeeper keeper;
    private final TileFolder folder;
    private final Map<String, Long> published = new HashMap<>();
    private final RoundThread rounds;

    CheckpointLoop(Database vault, Supplier<List<CheckpointSigner>> signers, TreeKeeper keeper, TileFolder folder) {
        this.vault = vault;
        this.signers = signers;
        this.keeper = keeper;
        this.folder = folder;
        this.rounds = new RoundThread("checkpoints", PAUSE, this::round);
    }

    /// Starts the thread.
    ///
    /// @param vault under the vault's role, which alone may read every tree
    /// @param signers one for each zone, asked in every round, since keys may change
    /// @param keeper the sealed state
    public static CheckpointLoop start(
            Database vault, Supplier<List<CheckpointSigner>> signers, TreeKeeper keeper, TileFolder folder) {
        CheckpointLoop loop = new CheckpointLoop(vault, signers, keeper, folder);
        loop.rounds.start();
        return loop;
    }

    /// One round over all zones; what fails in one zone concerns that zone only.
    void round() {
        for (CheckpointSigner signer : signers.get()) {
            try {
                advance(signer);
            } catch (IOException | RuntimeException e) {
                log.log(Level.WARNING, "no checkpoint of " + signer.zone().label() + ": " + e);
                keeper.alarm(signer.zone(), "no checkpoint: " + e.getClass().getName());
            }
        }
    }

    private void advance(CheckpointSigner signer) throws IOException {
        Zone zone = signer.zone();
        SealedEdge sealed = keeper.edge(zone);
        Growth growth = vault.inTransaction(tx -> {
            AuditStore.freeze(tx.handle());
            return signer.read(tx, sealed, MOST_LEAVES);
        });
        switch (growth) {
            case Growth.Refused(var reason) -> keeper.alarm(zone, reason);
            case Growth.Unchanged() -> publish(signer, sealed);
            case Growth.Grown(var edge, long behind) -> {
                keeper.seal(zone, edge);
                publish(signer, edge);
                if (behind > 0) {
                    keeper.alarm(zone, "checkpoints are " + behind + " leaves behind");
                }
            }
        }
    }

    /// Nothing is done when the folder has it already; a crash between sealing and publishing is made good here.
    private void publish(CheckpointSigner signer, SealedEdge edge) throws IOException {
        String place = signer.place();
        if (!published.containsKey(place)) {
            published.put(place, folder.publishedSize(place, signer.key(), edge.size()));
        }
        long before = published.get(place);
        if (before == edge.size()) {
            return;
        }
        Checkpoint checkpoint = signer.sign(edge);
        vault.useTransaction(tx -> AuditStore.addCheckpoint(tx.handle(), signer.zone(), checkpoint));
        TileFolder.Tiles tiles = vault.inTransaction(tx -> {
            AuditStore.freeze(tx.handle());
            return TileFolder.Tiles.read(tx, signer.zone(), before, edge.size());
        });
        folder.publish(place, tiles, checkpoint);
        published.put(place, edge.size());
    }

    /// Ends the round at work and stops.
    @Override
    public void close() {
        rounds.close();
    }
}
