package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Ceremonies;
import kakehashi.authority.Chain;
import kakehashi.authority.FeedMaker;
import kakehashi.authority.Halt;
import kakehashi.authority.StateSnapshot;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Head;
import kakehashi.contract.Position;
import kakehashi.contract.Reconcile;
import kakehashi.contract.SealedState;
import kakehashi.contract.SignedHead;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.MalformedDer;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Reads the chain out of the database, entry by entry, and believes none that does not follow from the one before
/// and stand under a head that our own key signed (docs/adr/0004). What it finds is then compared with the sealed
/// state.
final class ChainLoader {
    private final System.Logger log = System.getLogger(ChainLoader.class.getName());
    private final Database database;
    private final Documents documents;
    private final Digest installation;
    private AuthorityState state;
    private FeedMaker feed;
    private Set<Position> wanted = Set.of();
    private BiConsumer<Entry, SubjectPublicKeyInfo> each = (entry, key) -> {};
    private BiConsumer<Entry, AuthorityState> review = (entry, before) -> {};
    private final List<Position> passed = new ArrayList<>();
    private final List<FeedMaker.Ended> unpublished = new ArrayList<>();
    private final Optional<SnapshotFile> snapshots;
    private long published;
    private long snapshotAt;
    private Optional<SealedState> before = Optional.empty();
    private Charge charge = Charge.OWN;
    private long epochAtCommitted;
    private boolean nextIsBeyond;
    private Ceremonies ceremonies = new Ceremonies();

    /// Who was in charge from the entry on that the sealed state knows as committed.
    private enum Charge {
        OWN,
        OTHER
    }

    /// @param installation the digest of the genesis entry, as the vault's configuration pins it
    /// @param snapshots where the file of the newest snapshot is; empty to read the whole chain
    ChainLoader(Database database, Documents documents, Digest installation, Optional<SnapshotFile> snapshots) {
        this.database = database;
        this.documents = documents;
        this.installation = installation;
        this.snapshots = snapshots;
    }

    /// Reads the whole chain.
    ///
    /// @param sealed what the node's own file says
    /// @throws Halt when the chain is broken anywhere, or is not the one that was sealed
    Chain load(Seal.Found sealed) {
        SealedState known = sealed.newest();
        before = Optional.of(known);
        wanted = Stream.concat(Stream.of(known.committed()), known.pending().stream())
                .collect(Collectors.toSet());
        return database.inTransaction(tx -> {
            // Another node may be writing: all that follows sees one moment.
            EvidenceStore.freeze(tx.handle());
            published = Feed.lastNumber(tx);
            read(tx, fromSnapshot(tx, known));
            Chain.Pending pending = compareWithSeal(sealed);
            checkHeadRow(tx);
            return new Chain(state, feed, unpublished, pending, snapshotAt);
        });
    }

    /// Reads the whole chain, whatever a sealed state says: for a ceremony that is to reconcile the two.
    ///
    /// @throws Halt when the chain is broken anywhere
    Chain loadUnsealed() {
        database.useTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            published = Feed.lastNumber(tx);
            read(tx, 0);
            checkHeadRow(tx);
        });
        return new Chain(state, feed, unpublished, Chain.Pending.THERE, 0);
    }

    /// The ceremony that wrote the last group of the chain, if one did.
    Optional<Reconcile> lastCeremony() {
        return ceremonies.last();
    }

    /// Reads the chain again, or what was added since this loader last read, for somebody who compares rows with
    /// it.
    ///
    /// @param committed an entry that must be there
    /// @param watcher gets each entry, and the statement key in force before it
    /// @throws Halt when the chain is broken anywhere, or ends before that entry
    AuthorityState replay(Transaction tx, Position committed, BiConsumer<Entry, SubjectPublicKeyInfo> watcher) {
        wanted = Set.of(committed);
        each = watcher;
        published = Long.MAX_VALUE;
        passed.clear();
        if (state != null && state.head().equals(committed)) {
            passed.add(committed);
        }
        read(tx, state == null ? 0 : state.head().index() + 1);
        if (!passed.contains(committed)) {
            throw new Halt("the chain in the database is not the one that the vault wrote: entry " + committed.index()
                    + " is not there");
        }
        checkHeadRow(tx);
        return state;
    }

    /// The feed as far as the chain was read.
    FeedMaker feed() {
        return feed;
    }

    /// Lets somebody judge each entry of a replay before it is folded.
    void reviewedBy(BiConsumer<Entry, AuthorityState> reviewer) {
        review = reviewer;
    }

    private void read(Transaction tx, long from) {
        try {
            VaultStore.eachGroup(tx.handle(), from, this::take);
        } catch (MalformedDer e) {
            throw new Halt("a group of entries cannot be read", e);
        }
        if (state == null) {
            throw new Halt("there is no chain in the database");
        }
    }

    private void checkHeadRow(Transaction tx) {
        VaultStore.HeadRow row =
                VaultStore.head(tx.handle()).orElseThrow(() -> new Halt("the chain's head row is gone"));
        if (!row.position().equals(state.head()) || row.epoch() != state.epoch()) {
            throw new Halt("the chain's head row is not the head of the chain");
        }
    }

    /// Begins at the snapshot that the sealed state names, when its file is there and the feed has all that came
    /// before it; otherwise at genesis.
    ///
    /// @return the entry to go on with
    private long fromSnapshot(Transaction tx, SealedState known) {
        Optional<Bytes> file = snapshots.flatMap(from -> known.snapshot().flatMap(from::read));
        if (file.isEmpty()) {
            return 0;
        }
        VaultStore.firstGroup(tx.handle()).ifPresent(this::take);
        if (state == null) {
            return 0;
        }
        Position at = known.snapshot().get().position();
        if (VaultStore.head(tx.handle())
                .filter(row -> row.position().index() < at.index())
                .isPresent()) {
            throw new Halt("the database is older than the snapshot that the vault remembers: entry " + at.index()
                    + " is not there");
        }
        if (!restore(file.get()) || !state.head().equals(at) || feed.last().index() > published) {
            state = null;
            passed.clear();
            return 0;
        }
        snapshotAt = at.index();
        pass(at);
        return at.index() + 1;
    }

    /// One that another version wrote is left aside.
    private boolean restore(Bytes file) {
        try {
            StateSnapshot.read(file, state, feed);
            return true;
        } catch (IllegalArgumentException e) {
            log.log(System.Logger.Level.WARNING, "the snapshot is left aside: " + e.getMessage(), e);
            return false;
        }
    }

    private void take(VaultStore.GroupRow group) {
        DerReader reader = new DerReader(group.entries());
        long index = group.first();
        while (reader.hasNext()) {
            take(reader.any(), index);
            index++;
        }
        if (index - 1 != group.last()) {
            throw new Halt("a group of entries is not as long as its row says: index " + group.last());
        }
        checkHead(group.signedHead());
    }

    private void take(Bytes der, long index) {
        Entry entry = Entry.parse(der)
                .toOptional()
                .orElseThrow(() -> new Halt("entry " + index + " of the chain cannot be read"));
        Digest digest = Digest.of(der);
        if (state == null) {
            begin(entry, digest);
        } else {
            boolean follows = entry.index() == index
                    && ceremonies.isNext(entry, state, documents)
                    && entry.previous().equals(state.head().digest())
                    && entry.epoch() >= state.epoch()
                    && !entry.at().isBefore(state.at());
            if (!follows) {
                throw new Halt("entry " + index + " does not follow the one before");
            }
            feed.accept(entry, digest, state).stream()
                    .filter(ended -> ended.batch().number() > published)
                    .forEach(unpublished::add);
            review.accept(entry, state);
            SubjectPublicKeyInfo statement = state.keys().inForce().statement();
            state.apply(entry, digest);
            each.accept(entry, statement);
        }
        pass(new Position(entry.index(), digest));
    }

    /// Record 5, Starting: entries beyond are taken "only if another node took over with them, or was in charge at
    /// `committed`".
    private void pass(Position here) {
        if (wanted.contains(here)) {
            passed.add(here);
            nextIsBeyond = true;
            if (before.filter(known -> known.committed().equals(here)).isPresent()) {
                epochAtCommitted = state.epoch();
                charge = state.inCharge().equals(before.get().node()) ? Charge.OWN : Charge.OTHER;
            }
        } else if (nextIsBeyond && before.isPresent()) {
            nextIsBeyond = false;
            boolean taken = state.epoch() > epochAtCommitted
                    && !state.inCharge().equals(before.get().node());
            charge = taken ? Charge.OTHER : charge;
        }
    }

    private void begin(Entry entry, Digest digest) {
        if (!digest.equals(installation) || !(entry.cause() instanceof Entry.Cause.Genesis(Digest genesis))) {
            throw new Halt("the chain does not begin with the genesis that is pinned");
        }
        Bytes bytes = documents.apply(genesis);
        state = new AuthorityState(Genesis.parse(bytes).orElseThrow(), entry, documents);
        feed = new FeedMaker(installation, documents);
        each.accept(entry, state.keys().inForce().statement());
    }

    /// "Entries behind the last good head are not ours": each group ends under a head of our own key.
    private void checkHead(Bytes der) {
        ceremonies.finish(state);
        SignedHead signed = SignedHead.parse(der).toOptional().orElseThrow(() -> bad("cannot be read"));
        Head head = Head.parse(signed.head()).toOptional().orElseThrow(() -> bad("cannot be read"));
        boolean ours = head.installation().equals(installation)
                && head.position().equals(state.head())
                && head.epoch() == state.epoch();
        boolean verifies = VerificationKey.of(state.keys().inForce().statement())
                .map(key -> key.verifies(SignatureAlgorithm.ED25519.identifier(), signed.head(), signed.signature()))
                .orElse(false);
        if (!ours || !verifies) {
            throw bad("is not ours");
        }
    }

    private Halt bad(String why) {
        return new Halt("the signed head at entry " + state.head().index() + " " + why);
    }

    /// Record 5, Starting: the chain contains what was committed, and goes on with what was pending or ends.
    private Chain.Pending compareWithSeal(Seal.Found sealed) {
        SealedState known = sealed.newest();
        if (!passed.contains(known.committed())) {
            throw new Halt("the database is older than the vault remembers, or another: entry "
                    + known.committed().index() + " is not there");
        }
        boolean pendingThere =
                known.pending().isPresent() && passed.contains(known.pending().get());
        boolean beyond = state.head().index() > known.committed().index();
        boolean atPending = known.pending().isPresent()
                && state.head().equals(known.pending().get());
        if (beyond && !atPending && charge == Charge.OWN) {
            throw new Halt("the chain goes on beyond what the vault was about to write");
        }
        if (sealed.torn() && known.pending().isPresent() && !pendingThere) {
            throw new Halt("one slot of the sealed state is bad, and the group it spoke of is not there");
        }
        for (SealedState.CrlNumber number : known.crlNumbers()) {
            boolean below = state.find(number.authority())
                    .filter(issuer -> issuer.crlNumber().compareTo(number.number()) >= 0)
                    .isEmpty();
            // What a lost group intended was never asked of the token.
            if (below && (known.pending().isEmpty() || pendingThere)) {
                throw new Halt("a CRL number is lower than the vault remembers");
            }
        }
        return known.pending().isEmpty() || pendingThere ? Chain.Pending.THERE : Chain.Pending.LOST;
    }
}
