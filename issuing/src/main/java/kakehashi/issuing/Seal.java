package kakehashi.issuing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.FeedMaker;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.contract.Sealed;
import kakehashi.contract.SealedState;
import kakehashi.keys.MacKey;
import kakehashi.x509.Bytes;

/// The vault's memory outside the database: writes the sealed state before each commit, reads it at the start
/// (docs/adr/0005). Two threads write: the one that commits and the one that signs checkpoints.
final class Seal implements AutoCloseable {
    /// What the file held when it was opened.
    ///
    /// @param newest the good slot with the higher counter
    /// @param torn whether the other slot was not good
    record Found(SealedState newest, boolean torn) {}

    /// What is committed, as it was when that was known: what is folded after it does not count yet.
    record Committed(
            long epoch,
            Instant latest,
            Position head,
            List<SealedState.CrlNumber> crlNumbers,
            Position batch,
            List<SealedState.Open> open) {
        /// A state right after its last entry was committed.
        static Committed of(AuthorityState state, Instant latest, Position batch) {
            return new Committed(state.epoch(), latest, state.head(), Seal.crlNumbers(state), batch, Seal.open(state));
        }
    }

    private final SealedFile file;
    private final List<MacKey> keys;
    private MacKey key;
    private final Map<AuditedZone, SealedState.Tree> trees = new EnumMap<>(AuditedZone.class);
    private SealedState last;

    private Seal(SealedFile file, List<MacKey> keys) {
        this.file = file;
        this.keys = List.copyOf(keys);
        this.key = keys.getFirst();
    }

    /// @param keys those that are or were in force, the newest first
    static Seal open(Path path, List<MacKey> keys) {
        return new Seal(SealedFile.open(path), keys);
    }

    /// From now on this key seals.
    synchronized void rekey(MacKey next) {
        key = next;
    }

    /// The key under which the state that was read stands.
    synchronized MacKey key() {
        return key;
    }

    /// The newest good state of this installation and node.
    synchronized Optional<Found> read(Digest installation, Id node) {
        List<Bytes> slots = file.slots();
        List<Optional<SealedState>> states =
                slots.stream().map(slot -> state(slot, installation, node)).toList();
        boolean torn = states.stream().anyMatch(Optional::isEmpty);
        int best = -1;
        for (int i = 0; i < states.size(); i++) {
            boolean newer = states.get(i).isPresent()
                    && (best < 0
                            || states.get(i).get().counter()
                                    > states.get(best).get().counter());
            best = newer ? i : best;
        }
        if (best < 0) {
            return Optional.empty();
        }
        file.keep(best);
        last = states.get(best).get();
        key = keyOf(slots.get(best)).orElseThrow();
        last.trees().forEach(tree -> trees.put(tree.zone(), tree));
        return Optional.of(new Found(last, torn));
    }

    /// Whether nothing was ever written.
    synchronized boolean isEmpty() {
        return file.slots().stream().allMatch(Bytes::isEmpty);
    }

    private Optional<SealedState> state(Bytes slot, Digest installation, Id node) {
        return Sealed.parse(slot)
                .toOptional()
                .filter(stored -> keyOf(slot).isPresent())
                .flatMap(stored -> SealedState.parse(stored.state()).toOptional())
                .filter(state -> state.installation().equals(installation)
                        && state.node().equals(node));
    }

    private Optional<MacKey> keyOf(Bytes slot) {
        return Sealed.parse(slot)
                .toOptional()
                .flatMap(stored -> keys.stream()
                        .filter(one -> one.verifies(stored.state(), stored.mac()))
                        .findFirst());
    }

    /// Writes the first state of a new installation.
    synchronized void begin(Digest installation, Id node, Position genesis, Instant now) {
        write(new SealedState(
                installation,
                node,
                1,
                1,
                now,
                genesis,
                Optional.empty(),
                List.of(),
                List.of(),
                new Position(0, FeedMaker.NONE),
                List.of(),
                Optional.empty()));
    }

    /// Writes what is about to be committed, and waits for the disk.
    ///
    /// @param latest the latest time that the vault has used
    /// @param committed the head that is known to be in the database
    /// @param pending the head of the group that is about to be committed
    synchronized void write(
            AuthorityState state, Instant latest, Position committed, Optional<Position> pending, Position batch) {
        write(new SealedState(
                last.installation(),
                last.node(),
                last.counter() + 1,
                state.epoch(),
                latest.isAfter(last.latest()) ? latest : last.latest(),
                committed,
                pending,
                crlNumbers(state),
                new ArrayList<>(trees.values()),
                batch,
                open(state),
                last.snapshot()));
    }

    /// Writes what is committed, and that nothing is pending: the database must have it from now on.
    synchronized void write(Committed committed) {
        write(new SealedState(
                last.installation(),
                last.node(),
                last.counter() + 1,
                committed.epoch(),
                committed.latest().isAfter(last.latest()) ? committed.latest() : last.latest(),
                committed.head(),
                Optional.empty(),
                committed.crlNumbers(),
                new ArrayList<>(trees.values()),
                committed.batch(),
                committed.open(),
                last.snapshot()));
    }

    /// Writes how far a zone's tree was read, before its checkpoint is signed.
    synchronized void write(SealedState.Tree tree) {
        trees.put(tree.zone(), tree);
        write(new SealedState(
                last.installation(),
                last.node(),
                last.counter() + 1,
                last.epoch(),
                last.latest(),
                last.committed(),
                last.pending(),
                last.crlNumbers(),
                new ArrayList<>(trees.values()),
                last.batch(),
                last.open(),
                last.snapshot()));
    }

    /// Writes which snapshot is the newest, once its file is on the disk. Nothing is pending then: what it folds is
    /// committed.
    synchronized void write(SealedState.Folded snapshot, Position batch) {
        write(new SealedState(
                last.installation(),
                last.node(),
                last.counter() + 1,
                last.epoch(),
                last.latest(),
                snapshot.position(),
                Optional.empty(),
                last.crlNumbers(),
                new ArrayList<>(trees.values()),
                batch,
                last.open(),
                Optional.of(snapshot)));
    }

    /// Writes, after a reconcile ceremony, that the chain as it is now is what the vault remembers; into both
    /// slots, so that none is left that speaks of the other. How far trees were signed stays.
    synchronized void reconcile(AuthorityState state, Id node, Position batch) {
        Optional<SealedState> known = Optional.ofNullable(last);
        for (int slot = 0; slot < 2; slot++) {
            Instant latest = known.map(SealedState::latest)
                    .filter(time -> time.isAfter(state.at()))
                    .orElse(state.at());
            write(new SealedState(
                    state.installation(),
                    node,
                    known.map(SealedState::counter).orElse(0L) + 1 + slot,
                    state.epoch(),
                    latest,
                    state.head(),
                    Optional.empty(),
                    crlNumbers(state),
                    new ArrayList<>(trees.values()),
                    batch,
                    open(state),
                    Optional.empty()));
        }
    }

    private static List<SealedState.CrlNumber> crlNumbers(AuthorityState state) {
        return state.issuers().stream()
                .map(issuer -> new SealedState.CrlNumber(issuer.id(), issuer.crlNumber()))
                .toList();
    }

    private static List<SealedState.Open> open(AuthorityState state) {
        return state.openIntents().stream()
                .map(intent -> new SealedState.Open(
                        intent.intended().authority(),
                        intent.intended().serial(),
                        intent.intended().notAfter()))
                .toList();
    }

    private void write(SealedState state) {
        Bytes der = state.der();
        file.write(new Sealed(der, key.mac(der)).der());
        last = state;
    }

    /// What the file holds now.
    synchronized SealedState newest() {
        return last;
    }

    /// The latest time that the vault has used, as far as the file knows.
    synchronized Instant latest() {
        return last.latest();
    }

    /// How far a zone's tree was signed.
    synchronized Optional<SealedState.Tree> tree(AuditedZone zone) {
        return Optional.ofNullable(trees.get(zone));
    }

    @Override
    public void close() {
        file.close();
    }
}
