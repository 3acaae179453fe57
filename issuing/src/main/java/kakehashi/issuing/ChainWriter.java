package kakehashi.issuing;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.FeedMaker;
import kakehashi.authority.Halt;
import kakehashi.authority.StateSnapshot;
import kakehashi.contract.Batch;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Head;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.contract.Pulse;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedHead;
import kakehashi.contract.SignedPulse;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Feed;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Bytes;

/// Continues the chain of authority, group by group: builds entries and folds them, seals the new head, commits
/// everything at once, and lets things happen only after that (docs/adr/0004, 0005). One thread uses it.
final class ChainWriter {
    private static final long ENTRIES_BETWEEN_SNAPSHOTS = 200_000;
    private static final Duration LONGEST_UNSEALED = Duration.ofHours(1);

    private record Published(long number, Bytes batch) {}

    private final Logger log = System.getLogger(ChainWriter.class.getName());
    private final AuthorityState state;
    private final FeedMaker feed;
    private final VaultKeyRing keys;
    private final Seal seal;
    private final Database database;
    private final AuditWriter audit;
    private final OrderBook book;
    private final Id node;
    private final Fence fence;
    private final List<Published> unpublished = new ArrayList<>();
    private final List<FeedMaker.Ended> unsigned = new ArrayList<>();
    private final Map<Long, AuditEvent> found = new TreeMap<>();
    private final Path sealed;
    private final Outage outage = new Outage();
    private long snapshotAt;
    private Position committed;
    private long committedEpoch;
    private CompletableFuture<Void> confirming = CompletableFuture.completedFuture(null);
    private boolean unconfirmed = true;
    private final VaultTime time;
    private Position committedBatch;
    private Group group;

    ChainWriter(Chain chain, VaultKeyRing keys, Seal seal, VaultParts parts) {
        this.state = chain.state();
        this.feed = chain.feed();
        this.keys = keys;
        this.seal = seal;
        this.database = parts.database();
        this.node = parts.node();
        this.fence = new Fence(parts.token(), state.installation());
        this.audit = new AuditWriter(
                kakehashi.ledger.Zone.VAULT, state.installation().octets(), parts.clock());
        this.book = parts.book();
        this.committed = state.head();
        this.sealed = parts.sealed();
        this.snapshotAt = chain.snapshotAt();
        this.committedEpoch = state.epoch();
        this.time = new VaultTime(parts.clock(), seal.latest().isAfter(state.at()) ? seal.latest() : state.at());
        this.committedBatch = feed.last();
        chain.unpublished().forEach(this::sign);
        this.group = new Group(time.now());
    }

    /// The group that is being built.
    Group group() {
        return group;
    }

    /// Gives a group in which nothing is yet the time of now. An entry is then never older than the orders that it
    /// rests on, which rules of approval are chosen by.
    void begin() {
        if (group.isEmpty()) {
            group = new Group(time.now());
            group.events().addAll(found.values());
            found.clear();
        }
    }

    /// The index that the next entry will have.
    long nextIndex() {
        return state.head().index() + 1;
    }

    /// Adds an entry to the group and folds it.
    Position append(Entry.Cause cause, List<Effect> effects) {
        return append(state.epoch(), cause, effects);
    }

    /// Raises the epoch, by an entry of its own. A group that was pending and is lost, and the one that comes
    /// instead, are then never heads of one epoch (record 5, Starting).
    ///
    /// @param lost that group, where there is one
    void raiseEpoch(Optional<LostGroup> lost) {
        Fence.Kept kept = fence.required();
        long next = state.epoch() + 1;
        if (kept.epoch() < next) {
            fence.raise(next, node);
        }
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Node(node)));
        lost.ifPresent(group -> {
            log.log(Level.ERROR, group.sentence());
            effects.addAll(group.effects(state, node));
            this.group.events().add(group.leaf());
        });
        append(Math.max(next, kept.epoch()), new Entry.Cause.Takeover(node), effects);
    }

    private Position append(long epoch, Entry.Cause cause, List<Effect> effects) {
        Entry entry = new Entry(nextIndex(), state.head().digest(), epoch, group.now(), cause, effects);
        Bytes der = entry.der();
        Digest digest = Digest.of(der);
        unsigned.addAll(feed.accept(entry, digest, state));
        state.apply(entry, digest);
        group.entry(entry.index(), der, digest, effects);
        if (effects.stream().anyMatch(Effect.Keys.class::isInstance)) {
            keys.announce(state);
        }
        if (feed.isFull()) {
            endBatch();
        }
        return new Position(entry.index(), digest);
    }

    /// "A group over the bounds […] makes several" (record 6): each batch ends with an entry of its own.
    private void endBatch() {
        Effect.Batch end = new Effect.Batch(feed.last().index() + 1, group.now());
        append(new Entry.Cause.Schedule(node, Entry.ScheduleRule.BATCH), List.of(end));
    }

    /// Commits the group and begins the next. When this returns, the group is in the database and its callers have
    /// been answered.
    ///
    /// @throws Halt when the database is not as it was left, or does not take the group
    void commit() {
        Group closing = group;
        if (feed.hasItems()) {
            endBatch();
        }
        if (!closing.isEmpty()) {
            // What was decided stands on a clock that is still believed; what is signed by it comes after this.
            time.now();
            // "The node in charge reads that object before each group of token operations" (record 5).
            fence.require(state.epoch(), node);
            Optional<Bytes> head = closing.hasEntries() ? Optional.of(signedHead()) : Optional.empty();
            CompletableFuture<Void> sealed = head.isPresent()
                    ? confirming.thenRunAsync(this::seal, Thread::startVirtualThread)
                    : CompletableFuture.completedFuture(null);
            try {
                write(closing, head, sealed);
            } finally {
                sealed.exceptionally(failed -> null).join();
            }
            committed = state.head();
            committedEpoch = state.epoch();
            committedBatch = feed.last();
            if (closing.effects().stream().anyMatch(Effect.Keys.class::isInstance)) {
                keys.turn();
                seal.rekey(keys.seal());
            }
            if (head.isPresent()) {
                beginToConfirm();
            }
            unsigned.forEach(this::sign);
            unsigned.clear();
        }
        closing.after().forEach(Runnable::run);
        group = new Group(time.now());
    }

    /// Seals that the group is committed, and that nothing is pending any more: a database that is then put back by
    /// its last group only is found out. It is begun with no word to the database in between, so that whoever owns
    /// that cannot keep it from being done; the disk works while the next group is gathered.
    private void beginToConfirm() {
        Seal.Committed done = Seal.Committed.of(state, time.latest(), feed.last());
        confirming = CompletableFuture.runAsync(() -> seal.write(done), Thread::startVirtualThread);
        unconfirmed = false;
    }

    /// Seals, between two groups, what a start left pending, or what time an idle vault has used.
    void confirm() {
        confirming.join();
        if (unconfirmed || time.latest().isAfter(seal.latest().plus(LONGEST_UNSEALED))) {
            seal.write(Seal.Committed.of(state, time.latest(), committedBatch));
            unconfirmed = false;
        }
    }

    /// Waits until what is committed is sealed; a failure was or will be told elsewhere.
    void awaitSeal() {
        confirming.exceptionally(failed -> null).join();
    }

    private void seal() {
        seal.write(state, time.latest(), committed, Optional.of(state.head()), committedBatch);
    }

    private Bytes signedHead() {
        Bytes head = new Head(state.installation(), state.epoch(), state.head()).der();
        return new SignedHead(head, keys.head().sign(head)).der();
    }

    /// A batch is signed when its entries are committed, and not before.
    private void sign(FeedMaker.Ended ended) {
        Bytes der = ended.batch().der();
        Bytes signed = new SignedBatch(der, keys.feed(ended.key()).sign(der)).der();
        unpublished.add(new Published(ended.batch().number(), signed));
    }

    /// Tells the public zone that there is nothing newer than the last batch, once that is published
    /// (docs/adr/0006, "A pulse").
    void pulse() {
        if (unpublished.isEmpty() && committedBatch.index() > 0) {
            fence.require(state.epoch(), node);
            Bytes der = new Pulse(
                            state.installation(),
                            committedBatch.index(),
                            committedBatch.digest(),
                            feed.lastChain(),
                            time.now())
                    .der();
            Bytes signed = new SignedPulse(der, keys.feed().sign(der)).der();
            try {
                database.useTransaction(tx -> Feed.pulse(tx, signed));
            } catch (DatabaseFailure e) {
                outage.later(e, "a pulse");
            }
        }
    }

    /// Whether so many entries have come since the last snapshot that the next one is due.
    boolean isSnapshotDue() {
        return state.head().index() - snapshotAt >= ENTRIES_BETWEEN_SNAPSHOTS;
    }

    /// Keeps the folded state beside the sealed state, so that a start need not read what came before. Called
    /// between two groups, with nothing left to publish. One that cannot be written is done without.
    void snapshot() {
        if (state.head().index() == snapshotAt || !unpublished.isEmpty() || feed.hasItems() || !group.isEmpty()) {
            return;
        }
        snapshotAt = state.head().index();
        confirming.join();
        try {
            SnapshotFile snapshots = new SnapshotFile(sealed, List.of(keys.seal()), state.installation());
            seal.write(snapshots.write(state.head(), StateSnapshot.write(state, feed)), feed.last());
            unconfirmed = false;
        } catch (IOException e) {
            log.log(Level.WARNING, "no snapshot was written: " + e.getMessage());
        }
    }

    /// Publishes the batches that wait, when no group is about to take them along.
    void publish() {
        if (!unpublished.isEmpty()) {
            try {
                database.useTransaction(this::publish);
                unpublished.clear();
            } catch (DatabaseFailure e) {
                outage.later(e, "a batch");
            }
        }
    }

    private void publish(Transaction tx) {
        unpublished.forEach(
                batch -> Feed.publish(tx, batch.number(), batch.batch()).ifPresent(other -> replace(tx, batch, other)));
    }

    /// "A second signed batch […] with a number that it has, and another digest, is evidence of a fork. […] An
    /// unsigned one is no evidence" (record 6), but nodes would wait for ours.
    private void replace(Transaction tx, Published batch, Bytes other) {
        boolean signed = SignedBatch.parse(other)
                .toOptional()
                .filter(read -> keys.isOfFeed(read.batch(), read.signature()))
                .flatMap(read -> Batch.parse(read.batch()).toOptional())
                .filter(read -> read.number() == batch.number())
                .isPresent();
        if (signed) {
            throw new Halt("the feed key has signed another batch with the number " + batch.number());
        }
        Feed.replace(tx, batch.number(), batch.batch());
        String sentence = "a row of the feed that is none of the vault's lay under the number " + batch.number();
        log.log(Level.ERROR, sentence);
        found.put(batch.number(), StopLeaf.leaf(sentence));
    }

    /// While the disk takes the sealed state, the database takes the rows; it is asked to commit only after that
    /// ("write the slot with `pending`, fsync, commit in PostgreSQL", record 5).
    private void write(Group closing, Optional<Bytes> head, CompletableFuture<Void> sealed) {
        int tried = 0;
        while (true) {
            try {
                if (tried == 0 || !stands(closing)) {
                    database.useTransaction(tx -> {
                        write(tx, closing, head);
                        sealed.join();
                    });
                }
                unpublished.clear();
                return;
            } catch (DatabaseFailure e) {
                tried++;
                if (!outage.mayTryAgain(e, tried)) {
                    throw new Halt("the database does not take what the vault commits", e);
                }
            }
        }
    }

    /// Whether a commit whose answer was lost is there after all.
    private boolean stands(Group closing) {
        return closing.hasEntries()
                && database.inTransaction(tx -> VaultStore.head(tx.handle()))
                        .filter(row -> row.position().equals(state.head()))
                        .isPresent();
    }

    /// From now on a database that is away is not waited for.
    void end() {
        outage.end();
    }

    private void write(Transaction tx, Group closing, Optional<Bytes> head) {
        if (head.isPresent()) {
            VaultStore.HeadRow left = new VaultStore.HeadRow(committed, committedEpoch);
            if (!VaultStore.moveHead(tx.handle(), left, new VaultStore.HeadRow(state.head(), state.epoch()))) {
                throw notAsLeft(tx);
            }
            VaultStore.addGroup(
                    tx.handle(),
                    new VaultStore.GroupRow(closing.first(), state.head().index(), closing.entries(), head.get()));
        }
        rows(tx, closing);
        ProjectionStore.write(tx.handle(), new Projection(state).of(closing.effects()));
        publish(tx);
        if (!closing.settled().isEmpty()) {
            book.settleMany(tx, closing.settled());
        }
        if (!closing.events().isEmpty()) {
            audit.append(tx, closing.events());
        }
    }

    private Halt notAsLeft(Transaction tx) {
        return VaultStore.head(tx.handle())
                .map(row -> new Halt("the chain's head row is not as the vault left it: index "
                        + row.position().index() + " instead of " + committed.index()))
                .orElseGet(() -> new Halt("the chain's head row is gone"));
    }

    private static void rows(Transaction tx, Group closing) {
        closing.documents().forEach(document -> VaultStore.addDocument(tx.handle(), document));
        closing.files().forEach(file -> Feed.publishFile(tx, file));
        closing.crls().forEach(crl -> VaultStore.addCrl(tx.handle(), crl.authority(), crl.number(), crl.row()));
        closing.erased().forEach(digest -> VaultStore.erase(tx.handle(), digest));
        VaultStore.addRows(tx.handle(), closing.orders(), closing.outcomes(), closing.certificates());
    }
}
