package kakehashi.repository;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongFunction;
import kakehashi.contract.Batch;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.KeyChange;
import kakehashi.contract.PublicationFeed;
import kakehashi.contract.Pulse;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedPulse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;

/// What this node publishes, held in memory. It changes by the vault's signed batches and by nothing else: each is
/// the next in number, names the digest of the one before, ends at a later entry of the chain, and contradicts
/// nothing; otherwise all stays as it is (docs/adr/0006).
///
/// One thread offers; any number read.
public final class PublishedState implements PublicationFeed {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final LongFunction<Optional<Digest>> digests;
    private final CertificateShelf shelf;
    private final Map<Id, StatusTable> tables = new ConcurrentHashMap<>();
    private final StampedLock lock = new StampedLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile PublicPicture picture;
    private volatile Optional<String> halted = Optional.empty();

    /// The state before the first batch.
    ///
    /// @param digests the digest of an earlier batch that this node applied, where it still knows it
    /// @param shelf where published certificates are kept
    PublishedState(
            InstallationPin pin, InstantSource clock, LongFunction<Optional<Digest>> digests, CertificateShelf shelf) {
        this.clock = clock;
        this.shelf = shelf;
        this.digests = digests;
        this.picture = PublicPicture.beginning(pin);
    }

    /// A state with nothing in it yet, for an installation.
    public static PublishedState of(InstallationPin pin, InstantSource clock) {
        return new PublishedState(
                pin, clock, number -> Optional.empty(), new CertificateShelf(Optional.empty(), clock));
    }

    /// Applies a signed batch, or says why not.
    public FeedVerdict offer(Bytes signedBatch) {
        if (!(SignedBatch.parse(signedBatch) instanceof Parsed.Value<SignedBatch>(SignedBatch signed))
                || !(Batch.parse(signed.batch()) instanceof Parsed.Value<Batch>(Batch batch))) {
            return new FeedVerdict.Refused("not a signed batch");
        }
        PublicPicture now = picture;
        if (halted.isPresent()) {
            return new FeedVerdict.Refused(halted.get());
        }
        if (!batch.installation().equals(now.keys().installation())) {
            return new FeedVerdict.Refused("a batch of another installation");
        }
        Digest digest = Digest.of(signed.batch());
        if (batch.number() <= now.last().index()) {
            return past(signed, batch, digest);
        }
        if (batch.number() > now.last().index() + 1) {
            return new FeedVerdict.Missing(now.last().index() + 1);
        }
        return next(signed, batch, digest);
    }

    /// A number that this node has already.
    private FeedVerdict past(SignedBatch signed, Batch batch, Digest digest) {
        Optional<Digest> ours = ours(batch.number());
        if (ours.isEmpty() || ours.get().equals(digest)) {
            return new FeedVerdict.Known();
        }
        if (picture.keys().isSigned(signed.batch(), signed.signature())) {
            return fork(batch.number(), "two signed batches have the number " + batch.number());
        }
        // Record 6: "a node that went beyond it by the old key says so and must be built anew".
        Optional<KeyChange> change = keysOf(batch).flatMap(picture.keys()::approved);
        boolean replaced =
                change.isPresent() && picture.keys().with(change.get()).isSigned(signed.batch(), signed.signature());
        return replaced
                ? fork(batch.number(), "this node followed a feed key beyond its last batch and must be built anew")
                : new FeedVerdict.Refused("batch " + batch.number() + " is not signed by the feed key");
    }

    private Optional<Digest> ours(long number) {
        return number == picture.last().index() ? Optional.of(picture.last().digest()) : digests.apply(number);
    }

    private FeedVerdict fork(long number, String words) {
        halted = Optional.of(words);
        return new FeedVerdict.Forked(number);
    }

    private static Optional<Bytes> keysOf(Batch batch) {
        return batch.items().stream()
                .filter(Batch.Item.Keys.class::isInstance)
                .map(item -> ((Batch.Item.Keys) item).keysBody())
                .findFirst();
    }

    private FeedVerdict next(SignedBatch signed, Batch batch, Digest digest) {
        PublicPicture now = picture;
        Optional<Bytes> change = keysOf(batch);
        // "A batch with `keys` is signed by the new key."
        Optional<FeedKeys> keys =
                change.isEmpty() ? Optional.of(now.keys()) : now.keys().after(change.get(), now.last());
        boolean oneChange =
                batch.items().stream().filter(Batch.Item.Keys.class::isInstance).count() <= 1;
        if (keys.isEmpty() || !oneChange) {
            return refused(batch, "its change of keys is not signed by the custodians in force");
        }
        if (!keys.get().isSigned(signed.batch(), signed.signature())) {
            return refused(batch, "it is not signed by the feed key");
        }
        if (!batch.previous().equals(now.last().digest())) {
            return refused(batch, "it does not follow the batch before");
        }
        if (batch.chain().index() <= now.chain().index()) {
            return refused(batch, "the chain's index does not rise");
        }
        if (batch.at().isAfter(clock.instant().plus(AHEAD))) {
            return refused(batch, "it is from the future, or the clock of this node is behind");
        }
        BatchDraft draft = new BatchDraft(now, this::record, () -> StateDigest.of(now, tables));
        Optional<String> fault = draft.take(batch);
        if (fault.isPresent()) {
            return refused(batch, fault.get());
        }
        change(draft, draft.picture(batch, digest, keys.get()));
        return new FeedVerdict.Applied();
    }

    private static FeedVerdict refused(Batch batch, String why) {
        return new FeedVerdict.Refused("batch " + batch.number() + ": " + why);
    }

    private void change(BatchDraft draft, PublicPicture next) {
        long stamp = lock.writeLock();
        try {
            draft.statuses()
                    .forEach((key, status) -> tables.computeIfAbsent(key.authority(), id -> new StatusTable())
                            .put(key.serial(), status));
            picture = next;
        } finally {
            lock.unlockWrite(stamp);
        }
        draft.gone().forEach(shelf::remove);
        draft.published(clock.instant()).forEach(shelf::await);
        listeners.forEach(Runnable::run);
    }

    /// Takes a pulse. It "counts only if number and digest are those of the node's last batch and `at` is later".
    public FeedVerdict offerPulse(Bytes signedPulse) {
        if (!(SignedPulse.parse(signedPulse) instanceof Parsed.Value<SignedPulse>(SignedPulse signed))
                || !(Pulse.parse(signed.pulse()) instanceof Parsed.Value<Pulse>(Pulse pulse))) {
            return new FeedVerdict.Refused("not a signed pulse");
        }
        PublicPicture now = picture;
        if (halted.isPresent()) {
            return new FeedVerdict.Refused(halted.get());
        }
        if (!pulse.installation().equals(now.keys().installation())
                || !now.keys().isSigned(signed.pulse(), signed.signature())) {
            return new FeedVerdict.Refused("a pulse that the feed key did not sign");
        }
        if (pulse.number() > now.last().index()) {
            return new FeedVerdict.Missing(now.last().index() + 1);
        }
        Optional<Digest> ours = ours(pulse.number());
        if (ours.isPresent() && !ours.get().equals(pulse.batch())) {
            return fork(pulse.number(), "a signed pulse names another batch " + pulse.number());
        }
        if (pulse.number() < now.last().index() || !pulse.at().isAfter(now.freshAt())) {
            return new FeedVerdict.Known();
        }
        if (pulse.at().isAfter(clock.instant().plus(AHEAD))) {
            return new FeedVerdict.Refused("a pulse from the future, or the clock of this node is behind");
        }
        picture = now.heard(pulse.at());
        return new FeedVerdict.Applied();
    }

    /// The CRLs that a batch named and that were not seen yet: those of CAs without any first, then the highest
    /// numbers.
    List<NamedCrl> wanted() {
        PublicPicture now = picture;
        return now.named().stream()
                .sorted(Comparator.comparing((NamedCrl crl) -> !now.lacksCrls(crl.authority()))
                        .thenComparing(Comparator.comparing(NamedCrl::number).reversed()))
                .toList();
    }

    /// Whether this very CRL is published.
    boolean publishes(NamedCrl crl) {
        return picture.authorities().get(crl.authority()).crls().values().stream()
                .anyMatch(one -> Digest.of(one.der()).equals(crl.digest()));
    }

    /// Whether a CRL of the same CA with a higher number is published.
    boolean hasLater(NamedCrl crl) {
        CaState ca = picture.authorities().get(crl.authority());
        return ca != null
                && ca.crls().values().stream()
                        .anyMatch(one -> one.crlNumber().orElseThrow().compareTo(crl.number()) > 0);
    }

    /// From now on these CRLs are wanted no more: later ones are there, and nobody has them.
    void forget(Set<Digest> crls) {
        picture = picture.without(crls);
    }

    /// Publishes a CRL that a batch named, if its signature verifies and its number is higher than that of the one
    /// which is published for its part. Otherwise it is no longer wanted.
    ///
    /// @return what is wrong with it, if that is more than being old
    Optional<String> publish(NamedCrl wanted, Bytes der) {
        CaState ca = picture.authorities().get(wanted.authority());
        Optional<Crl> parsed = der.length() == wanted.octets() && Digest.of(der).equals(wanted.digest())
                ? Crl.parse(der).toOptional()
                : Optional.empty();
        Optional<Bytes> signer = parsed.flatMap(ca::signerOf);
        if (signer.isEmpty() || !parsed.get().crlNumber().equals(Optional.of(wanted.number()))) {
            replace(picture.seen(wanted, Optional.empty()));
            return Optional.of("CRL " + wanted.number() + " of " + wanted.authority()
                    + " is not what the batch named, or no key of the CA signed it");
        }
        Crl crl = parsed.get();
        CrlPart part = CrlPart.of(crl, signer.get());
        Crl published = ca.crls().get(part);
        boolean higher =
                published == null || published.crlNumber().orElseThrow().compareTo(wanted.number()) < 0;
        replace(picture.seen(wanted, higher ? Optional.of(ca.with(part, crl)) : Optional.empty()));
        return Optional.empty();
    }

    private void replace(PublicPicture next) {
        picture = next;
        listeners.forEach(Runnable::run);
    }

    /// Takes a state over that was read from a snapshot.
    void restore(SnapshotFile.Content content) {
        shelf.restore(content.shelf());
        long stamp = lock.writeLock();
        try {
            tables.clear();
            tables.putAll(content.tables());
            picture = content.picture();
        } finally {
            lock.unlockWrite(stamp);
        }
        listeners.forEach(Runnable::run);
    }

    /// Tells those who listen that a certificate is there.
    void arrived() {
        listeners.forEach(Runnable::run);
    }

    /// The certificates of end entities that are published.
    CertificateShelf shelf() {
        return shelf;
    }

    /// From now on nothing is taken.
    void halt(String why) {
        halted = Optional.of(why);
    }

    /// Why this node takes no more batches: evidence of a fork, until an operator has looked.
    public Optional<String> halted() {
        return halted;
    }

    PublicPicture picture() {
        return picture;
    }

    Map<Id, StatusTable> tables() {
        return tables;
    }

    /// How many serial numbers are known.
    public long size() {
        return tables.values().stream().mapToLong(StatusTable::size).sum();
    }

    /// The octets in which they are held.
    public long octets() {
        return tables.values().stream().mapToLong(StatusTable::octets).sum();
    }

    private Optional<StatusRecord> record(Id authority, SerialNumber serial) {
        StatusTable table = tables.get(authority);
        return table == null ? Optional.empty() : table.get(serial);
    }

    @Override
    public List<PublishedCa> authorities() {
        return picture.authorities().values().stream()
                .flatMap(ca -> ca.told().stream())
                .toList();
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return picture.pairs().values();
    }

    @Override
    public List<Crl> crls(Id authority) {
        CaState ca = picture.authorities().get(authority);
        return ca == null ? List.of() : List.copyOf(ca.crls().values());
    }

    @Override
    public Map<Id, Bytes> policies() {
        return picture.policies();
    }

    @Override
    public Optional<SerialStatus> status(Id authority, SerialNumber serial) {
        if (!picture.authorities().containsKey(authority)) {
            return Optional.empty();
        }
        long stamp = lock.tryOptimisticRead();
        Optional<StatusRecord> found = stamp == 0 ? Optional.empty() : record(authority, serial);
        if (stamp == 0 || !lock.validate(stamp)) {
            stamp = lock.readLock();
            try {
                found = record(authority, serial);
            } finally {
                lock.unlockRead(stamp);
            }
        }
        return Optional.of(found.map(StatusRecord::told).orElse(new SerialStatus.NeverIssued()));
    }

    @Override
    public Freshness freshness() {
        PublicPicture now = picture;
        return new Freshness(now.last().index(), now.freshAt());
    }

    @Override
    public void listen(Runnable changed) {
        listeners.add(changed);
    }

    /// How old what is served is, by the clock of this node.
    public Duration age() {
        Instant fresh = picture.freshAt();
        return Duration.between(fresh, clock.instant());
    }
}
