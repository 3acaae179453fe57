package kakehashi.repository;

import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;

/// Keeps a [PublishedState] up to date: asks for the next batches five times a second, fetches the CRLs that they
/// name, keeps batches and snapshots on the disk, and starts from there when the database is away.
public final class FeedFollower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FeedFollower.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMinutes(10);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);
    private static final int MOST_BATCHES = 100;
    private static final int MOST_FILES = 64;
    /// How often a CRL is asked for, a minute apart, that its source does not have while it has later ones.
    private static final int MOST_ATTEMPTS = 10;

    private final PublishedState state;
    private final BatchArchive archive;
    private final CrlFiles crls;
    private final SnapshotFile snapshot;
    private final CertificateShelf shelf;
    private final CertificateFetch certificates;
    private final FeedSource source;
    private final InstantSource clock;
    private final Thread thread;
    private volatile Optional<String> fault = Optional.empty();
    private volatile Optional<String> unkept = Optional.empty();
    private volatile boolean complete;
    private volatile boolean closed;
    private long snapshotNumber;
    private Instant snapshotDue;
    private volatile Optional<Bytes> pulse = Optional.empty();
    private final Set<Digest> gone = new HashSet<>();
    private final Map<Digest, Integer> attempts = new HashMap<>();
    private Instant goneSince;

    /// Starts from the disk, if there is something; [#start] then follows.
    ///
    /// @param pin what names the installation
    /// @param folder a folder of this node's own
    /// @param source where batches come from
    public FeedFollower(InstallationPin pin, Path folder, FeedSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.archive = new BatchArchive(folder.resolve("batches"));
        this.crls = new CrlFiles(folder.resolve("crls"));
        this.snapshot = new SnapshotFile(folder.resolve("snapshot"), pin);
        this.shelf = new CertificateShelf(Optional.of(folder.resolve("certificates")), clock);
        this.certificates = new CertificateFetch(shelf, source, clock);
        this.state = new PublishedState(pin, clock, archive::digest, shelf);
        this.thread = Thread.ofPlatform().name("feed-follower").daemon().unstarted(this::follow);
        this.snapshotDue = clock.instant().plus(BETWEEN_SNAPSHOTS);
        this.goneSince = clock.instant();
        load();
    }

    private void load() {
        Optional<SnapshotFile.Content> content =
                snapshot.read(words -> LOG.log(Level.WARNING, words)).filter(this::isWhole);
        content.ifPresentOrElse(state::restore, shelf::startOver);
        snapshotNumber = state.picture().last().index();
        // What was applied after the snapshot is judged again like any other batch.
        Optional<Bytes> next = archive.find(snapshotNumber + 1);
        while (next.isPresent() && state.offer(next.get()) instanceof FeedVerdict.Applied) {
            shelf.recover(CertificateFetch.MOST_AWAITED);
            next = archive.find(state.picture().last().index() + 1);
        }
        state.wanted().forEach(crl -> crls.find(crl.digest()).ifPresent(der -> state.publish(crl, der)));
        complete = snapshotNumber > 0
                || state.picture().last().index() > 0 && state.picture().hasCrls();
        if (archive.hasEvidence()) {
            state.halt("there is evidence of two feeds, which no operator has looked at");
        }
        // Reading all batches may take minutes: not twice because of a crash.
        boolean reread = content.isEmpty() && state.picture().last().index() > 0;
        if (shelf.settle() || reread) {
            saveSnapshot();
        }
    }

    /// The certificates that a snapshot knows lie in a file beside it. Without that all is read from the batches.
    private boolean isWhole(SnapshotFile.Content content) {
        boolean whole = shelf.has(content.shelf());
        if (!whole) {
            LOG.log(Level.WARNING, "the snapshot is left aside: published certificates are missing on the disk");
        }
        return whole;
    }

    /// Begins to follow.
    public void start() {
        thread.start();
    }

    private void follow() {
        while (!closed) {
            try {
                boolean more = poll();
                if (!more) {
                    Thread.sleep(POLL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// One round: what is new is applied. Whoever calls it himself must not [#start].
    ///
    /// @return whether there is probably more
    public boolean poll() {
        Optional<String> wrong = Optional.empty();
        boolean more = false;
        try {
            // The last batch is asked for again: that it is the same shows that there is one feed.
            long number = Math.max(1, state.picture().last().index());
            FeedSource.News news = source.from(number, MOST_BATCHES);
            wrong = take(news);
            more = news.batches().size() == MOST_BATCHES && wrong.isEmpty();
            boolean last = wrong.isEmpty()
                    && state.picture().last().index() >= number + news.batches().size() - 1;
            wrong = wrong.or(this::fetch);
            CertificateFetch.Round round = certificates.fetch();
            more |= round.arrived() > 0 && shelf.wanting() > 0;
            wrong = wrong.or(round::fault);
            if (round.arrived() > 0) {
                state.arrived();
            }
            complete |= last
                    && !more
                    && (state.picture().hasCrls() || state.wanted().size() <= MOST_FILES);
            snapshotWhenDue();
        } catch (RuntimeException e) {
            // The database, the network or the disk; all that is published stays, and is tried again.
            // Of others the message may hold what is not for a log: a driver's repeats values.
            String why = e instanceof RepositoryFailure
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            wrong = Optional.of("the feed cannot be read: " + why);
        }
        note(wrong);
        return more;
    }

    private void note(Optional<String> wrong) {
        if (wrong.isPresent() && !wrong.equals(fault)) {
            LOG.log(Level.WARNING, "feed: {0}", wrong.get());
        }
        fault = wrong;
    }

    private Optional<String> take(FeedSource.News news) {
        for (Bytes batch : news.batches()) {
            Optional<String> wrong = took(state.offer(batch), batch);
            if (wrong.isPresent()) {
                return wrong;
            }
            if (certificates.isBehind()) {
                return Optional.empty();
            }
        }
        return news.pulse().flatMap(pulse -> took(state.offerPulse(pulse), pulse));
    }

    private Optional<String> took(FeedVerdict verdict, Bytes octets) {
        return switch (verdict) {
            case FeedVerdict.Applied() -> {
                long number = state.picture().last().index();
                if (!isBatch(octets)) {
                    pulse = Optional.of(octets);
                } else if (archive.find(number).isEmpty()) {
                    disk("batch " + number, () -> archive.keep(number, octets));
                }
                yield Optional.empty();
            }
            case FeedVerdict.Known() -> Optional.empty();
            // A pulse may come before its batch, in the next round.
            case FeedVerdict.Missing(long number) ->
                isBatch(octets) ? Optional.of("batch " + number + " is missing") : Optional.empty();
            case FeedVerdict.Refused(String reason) -> Optional.of(reason);
            case FeedVerdict.Forked(long number) -> {
                archive.evidence(number, octets);
                yield state.halted();
            }
        };
    }

    private static boolean isBatch(Bytes octets) {
        return kakehashi.contract.SignedBatch.parse(octets)
                .toOptional()
                .flatMap(
                        signed -> kakehashi.contract.Batch.parse(signed.batch()).toOptional())
                .isPresent();
    }

    /// Fetches the CRLs that batches named. One that a later one has replaced may be gone where the feed comes
    /// from, as all earlier ones are at another node; it is asked for again after a while, but not for ever.
    private Optional<String> fetch() {
        Optional<String> wrong = Optional.empty();
        Instant now = clock.instant();
        if (now.isAfter(goneSince.plus(BETWEEN_ATTEMPTS)) || now.isBefore(goneSince)) {
            gone.clear();
            goneSince = now;
        }
        List<NamedCrl> wanted = state.wanted().stream()
                .filter(crl -> !gone.contains(crl.digest()))
                .limit(MOST_FILES)
                .toList();
        for (NamedCrl crl : wanted) {
            Optional<Bytes> file = source.file(crl.digest());
            if (file.isEmpty() && state.hasLater(crl)) {
                gone.add(crl.digest());
                attempts.merge(crl.digest(), 1, Integer::sum);
                continue;
            }
            Optional<String> found = file.isEmpty()
                    ? Optional.of("CRL " + crl.number() + " of " + crl.authority() + " was named and is not there")
                    : publish(crl, file.get());
            wrong = wrong.or(() -> found);
        }
        forget();
        return wrong;
    }

    private void forget() {
        Set<Digest> never = attempts.entrySet().stream()
                .filter(one -> one.getValue() >= MOST_ATTEMPTS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!never.isEmpty()) {
            state.forget(never);
            attempts.keySet().removeAll(never);
        }
    }

    private Optional<String> publish(NamedCrl crl, Bytes der) {
        Optional<String> wrong = state.publish(crl, der);
        if (wrong.isEmpty() && state.publishes(crl)) {
            disk("CRL " + crl.number(), () -> crls.keep(der));
        }
        return wrong;
    }

    private void snapshotWhenDue() {
        Instant now = clock.instant();
        // A clock that was put back must not put snapshots off.
        boolean due = !now.isBefore(snapshotDue) || snapshotDue.isAfter(now.plus(BETWEEN_SNAPSHOTS));
        if (due && state.picture().last().index() > snapshotNumber) {
            saveSnapshot();
        }
    }

    private void saveSnapshot() {
        PublicPicture picture = state.picture();
        boolean kept = disk("the snapshot", () -> {
            snapshot.write(new SnapshotFile.Content(picture, state.tables(), shelf.content()));
            crls.keepOnly(picture.crls().map(Crl::der).toList());
        });
        if (kept) {
            snapshotNumber = picture.last().index();
            shelf.sweep();
        }
        snapshotDue = clock.instant().plus(kept ? BETWEEN_SNAPSHOTS : BETWEEN_ATTEMPTS);
    }

    /// Writes something to the disk. When that cannot be, the node goes on from memory: what it did not keep it can
    /// have again from the feed.
    private boolean disk(String what, Runnable writing) {
        try {
            writing.run();
            unkept = Optional.empty();
            return true;
        } catch (UncheckedIOException e) {
            String words =
                    what + " cannot be written to the disk: " + e.getCause().getMessage();
            if (unkept.isEmpty()) {
                LOG.log(Level.ERROR, words);
            }
            unkept = Optional.of(words);
            return false;
        }
    }

    /// Why this node's disk does not keep what it publishes; empty when it does.
    public Optional<String> unkept() {
        return unkept;
    }

    /// What is published.
    public PublishedState state() {
        return state;
    }

    /// A batch as it was signed, to fill the gap of another node.
    public Optional<Bytes> batch(long number) {
        return archive.find(number);
    }

    /// What this node has from a number on, for a node that follows it.
    public FeedSource.News news(long number) {
        List<Bytes> batches = new ArrayList<>();
        long octets = 0;
        Optional<Bytes> next = archive.find(number);
        while (next.isPresent() && batches.size() < MOST_BATCHES && octets < FeedNews.USUAL_OCTETS) {
            batches.add(next.get());
            octets += next.get().length();
            next = archive.find(number + batches.size());
        }
        return new FeedSource.News(batches, pulse);
    }

    /// A CRL that is published, by its digest.
    public Optional<Bytes> crl(Digest digest) {
        return state.picture()
                .crls()
                .map(Crl::der)
                .filter(der -> Digest.of(der).equals(digest))
                .findFirst();
    }

    /// The digest of the public state by which the vault names it in a batch.
    public Digest stateDigest() {
        return StateDigest.of(state.picture(), state.tables());
    }

    /// What keeps this node from being up to date; empty when nothing does.
    public Optional<String> fault() {
        return state.halted().or(() -> fault);
    }

    /// Whether it has once had all that its feed has: from its disk, or by a round that reached the feed's end. A
    /// node that has not would answer otherwise than others do.
    public boolean isComplete() {
        return complete;
    }

    /// Stops, and writes a snapshot.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            saveSnapshot();
            shelf.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
