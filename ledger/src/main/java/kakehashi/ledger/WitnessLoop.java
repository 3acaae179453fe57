package kakehashi.ledger;

import static kakehashi.ledger.WitnessState.Agreement.BROKEN;
import static kakehashi.ledger.WitnessState.Agreement.HOLDS;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import kakehashi.x509.Bytes;

/// Asks witnesses for cosignatures of the published checkpoints, at the start and once a minute, also where nothing
/// was added: a
/// dated cosignature shows that a tree is not just frozen (docs/adr/0008). What they answer is published beside the
/// checkpoint, as `checkpoint.cosigned`. Checkpoints and signing wait for no witness.
public final class WitnessLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WitnessLoop.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);
    /// One who has seen another size tells it, and is asked once more.
    private static final int ATTEMPTS = 2;

    private final Database vault;
    private final Supplier<List<CheckpointSigner>> signers;
    private final TileFolder folder;
    private final List<Witness> witnesses;
    private final InstantSource clock;
    private final WitnessClient client = new WitnessClient();
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, WitnessState> states = new ConcurrentSkipListMap<>();
    private final RoundThread rounds;
    private final Instant began;

    WitnessLoop(
            Database vault,
            Supplier<List<CheckpointSigner>> signers,
            TileFolder folder,
            List<Witness> witnesses,
            InstantSource clock) {
        this.vault = vault;
        this.signers = signers;
        this.folder = folder;
        this.witnesses = List.copyOf(witnesses);
        this.clock = clock;
        this.began = clock.instant();
        this.rounds = new RoundThread("witnesses", PAUSE, this::round);
    }

    /// Starts the thread; without witnesses it does nothing.
    ///
    /// @param vault under the vault's role, which alone may read every tree
    /// @param signers one for each zone, asked in every round, since keys may change
    /// @param folder where checkpoints are published
    /// @param clock for the alarm
    public static WitnessLoop start(
            Database vault,
            Supplier<List<CheckpointSigner>> signers,
            TileFolder folder,
            List<Witness> witnesses,
            InstantSource clock) {
        WitnessLoop loop = new WitnessLoop(vault, signers, folder, witnesses, clock);
        if (!loop.witnesses.isEmpty()) {
            loop.rounds.start();
        }
        return loop;
    }

    /// One round over all zones and witnesses; what fails with one concerns that one only.
    void round() throws InterruptedException {
        for (CheckpointSigner signer : signers.get()) {
            try {
                Optional<Checkpoint> published = folder.published(signer.place(), signer.key());
                if (published.isPresent()) {
                    cosign(signer, published.get());
                }
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "no cosignature of " + signer.zone().label() + ": " + e);
            }
        }
    }

    private void cosign(CheckpointSigner signer, Checkpoint published) throws IOException, InterruptedException {
        Checkpoint cosigned = published;
        for (Witness witness : witnesses) {
            WitnessAnswer answer = asked(signer, witness, published);
            tell(signer.zone(), witness, answer);
            if (answer instanceof WitnessAnswer.Cosigned(var line, Instant at)) {
                cosigned = cosigned.with(line);
            }
        }
        if (!cosigned.equals(published)) {
            folder.publishCosigned(signer.place(), cosigned);
        }
    }

    private WitnessAnswer asked(CheckpointSigner signer, Witness witness, Checkpoint published)
            throws InterruptedException {
        String log = signer.key().name() + " " + witness.key().name();
        long size = published.head().size();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long old = seen.getOrDefault(log, 0L);
            if (old > size) {
                return new WitnessAnswer.Disagrees(
                        "has seen " + old + " leaves, more than the " + size + " that are signed here");
            }
            Optional<List<Bytes>> proof = proof(signer.zone(), old, size);
            if (proof.isEmpty()) {
                return new WitnessAnswer.Refused("is not asked: hashes of the tree are missing in the database");
            }
            WitnessAnswer answer = client.ask(witness, new WitnessRequest(old, proof.get(), published));
            if (!(answer instanceof WitnessAnswer.Elsewhere(long elsewhere))) {
                seen.put(log, answer instanceof WitnessAnswer.Cosigned ? size : old);
                return answer;
            }
            seen.put(log, elsewhere);
        }
        return new WitnessAnswer.Refused("has seen " + seen.get(log) + " leaves, and another size before");
    }

    /// "The proof MUST be empty if the old size is zero."
    private Optional<List<Bytes>> proof(Zone zone, long old, long size) {
        return old == 0 || old == size
                ? Optional.of(List.of())
                : vault.inTransaction(tx -> {
                    AuditStore.freeze(tx.handle());
                    return new AuditTree(zone).consistencyProof(tx, old, size);
                });
    }

    private void tell(Zone zone, Witness witness, WitnessAnswer answer) {
        String name = witness.key().name();
        String key = zone.label() + " " + name;
        Optional<Instant> before = Optional.ofNullable(states.get(key)).flatMap(WitnessState::cosigned);
        WitnessState state = switch (answer) {
            case WitnessAnswer.Cosigned(var line, Instant at) ->
                new WitnessState(zone, name, Optional.of(at), Optional.empty(), HOLDS);
            case WitnessAnswer.Refused(String reason) ->
                new WitnessState(zone, name, before, Optional.of(reason), HOLDS);
            case WitnessAnswer.Disagrees(String reason) ->
                new WitnessState(zone, name, before, Optional.of(reason), BROKEN);
            case WitnessAnswer.Elsewhere(long size) ->
                new WitnessState(zone, name, before, Optional.of("has seen " + size + " leaves"), HOLDS);
        };
        boolean news = !Optional.ofNullable(states.put(key, state))
                .map(WitnessState::failure)
                .equals(Optional.of(state.failure()));
        if (news && state.failure().isPresent()) {
            LOG.log(
                    state.agreement() == BROKEN ? Level.ERROR : Level.WARNING,
                    "witness {0} of the tree {1}: {2}",
                    name,
                    zone.label(),
                    state.failure().get());
        }
    }

    /// How the witnesses stand, one for each zone that has a checkpoint.
    public Collection<WitnessState> states() {
        return List.copyOf(states.values());
    }

    /// Why people must look: a witness has seen more of a tree than there is, or another one; or has not cosigned
    /// for ten minutes.
    public Optional<String> wrong() {
        Instant limit = clock.instant().minus(LONGEST_SILENCE);
        return states.values().stream()
                .filter(state -> state.agreement() == BROKEN
                        || state.failure().isPresent()
                                && state.cosigned().orElse(began).isBefore(limit))
                .map(state -> "the witness " + state.witness() + " of the tree "
                        + state.zone().label() + " " + state.failure().orElseThrow())
                .findFirst();
    }

    /// Asks nobody any more.
    @Override
    public void close() {
        rounds.breakOff();
        client.close();
    }
}
