package kakehashi.revocation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlEntrySink;
import kakehashi.x509.SerialNumber;

/// The certificates of one CA that are on hold, revoked or burnt, in memory: some fifty octets each, always in the
/// order of the serial numbers, so that a CRL is written from front to back.
///
/// One thread changes a register; a [#copy] is taken in microseconds, shares all pages that neither changes, and is
/// another thread's to make a CRL from. A change takes a search among the pages, a search in one, and at most one
/// page of moved octets. The register is a function of the changes made to it: two that were told the same in the
/// same order have the same [#digest].
public final class RevocationRegister {
    private static final Bytes MAGIC = Bytes.ofHex("6b616b6172657631");
    private static final int HEADER = 32;
    private static final int FILLED = RevocationPage.CAPACITY * 3 / 4;

    private final List<RevocationPage> pages;
    private Object owner = new Object();
    private int listed;
    private long changes;
    private long forgottenThrough;

    /// An empty register.
    public RevocationRegister() {
        this.pages = new ArrayList<>();
    }

    private RevocationRegister(RevocationRegister other) {
        this.pages = new ArrayList<>(other.pages);
        this.listed = other.listed;
        this.changes = other.changes;
        this.forgottenThrough = other.forgottenThrough;
    }

    /// A register of its own in the same state.
    public RevocationRegister copy() {
        // From now on the pages are neither's; whoever changes one takes a copy of it.
        owner = new Object();
        return new RevocationRegister(this);
    }

    /// How many certificates are listed.
    public int size() {
        return listed;
    }

    /// How many changes there have been. A CRL remembers it, so that a delta to it can say what came after.
    public long changes() {
        return changes;
    }

    /// What is listed of a serial number; empty when nothing is, also after a release.
    public Optional<Revocation> status(SerialNumber serial) {
        if (!serial.conforms() || pages.isEmpty()) {
            return Optional.empty();
        }
        byte[] key = RevocationPage.key(serial);
        RevocationPage page = pages.get(pageOf(key));
        int place = page.find(key);
        return place < 0 || page.isReleased(place) ? Optional.empty() : Optional.of(page.get(place));
    }

    /// What would become of the change. Nothing changes.
    public RevocationOutcome judge(RevocationChange change) {
        return RevocationRules.judge(status(change.serial()), change);
    }

    /// Makes the change, unless it is refused.
    public RevocationOutcome apply(RevocationChange change) {
        RevocationOutcome outcome = judge(change);
        switch (outcome) {
            case RevocationOutcome.Listed(Revocation now) -> put(now);
            case RevocationOutcome.Released released -> release(change);
            case RevocationOutcome.Refused refused -> {}
        }
        return outcome;
    }

    /// The page in which a serial number is, if it is listed: the last one that does not begin behind it.
    private int pageOf(byte[] key) {
        int low = 0;
        int high = pages.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (pages.get(middle).compare(0, key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private RevocationPage writable(int index) {
        RevocationPage page = pages.get(index).ownedBy(owner);
        pages.set(index, page);
        return page;
    }

    private void put(Revocation entry) {
        byte[] key = RevocationPage.key(entry.certificate().serial());
        if (pages.isEmpty()) {
            pages.add(new RevocationPage(owner));
        }
        int index = pageOf(key);
        RevocationPage page = writable(index);
        int place = page.find(key);
        if (place < 0) {
            if (page.isFull()) {
                split(index, key);
                put(entry);
                return;
            }
            place = -place - 1;
            page.open(place);
            listed++;
        } else if (page.isReleased(place)) {
            listed++;
        }
        page.put(place, key, entry, ++changes);
    }

    /// Divides a full page; the last one, when the number goes behind it, stays full, so that rising serial numbers
    /// fill their pages.
    private void split(int index, byte[] key) {
        RevocationPage page = pages.get(index);
        RevocationPage second = new RevocationPage(owner);
        boolean behindAll = index == pages.size() - 1 && page.compare(page.count() - 1, key) < 0;
        if (behindAll) {
            // A page is never empty but for the moment until the caller fills it: keep one record to find it by.
            second.append(page, page.count() - 1, page.count());
            page.truncate(page.count() - 1);
        } else {
            int half = page.count() / 2;
            second.append(page, half, page.count());
            page.truncate(half);
        }
        pages.add(index + 1, second);
    }

    private void release(RevocationChange change) {
        byte[] key = RevocationPage.key(change.serial());
        RevocationPage page = writable(pageOf(key));
        page.release(page.find(key), change.at(), ++changes);
        listed--;
    }

    /// Forgets what no CRL needs any more. "An entry MUST NOT be removed from the CRL until it appears on one
    /// regularly scheduled CRL issued beyond the revoked certificate's validity period" (RFC 5280 §3.3), and "the
    /// revocation notice MUST be included in all subsequent delta CRLs until the revocation notice is included on
    /// at least one explicitly issued complete CRL for this scope" (§5.2.4): so an entry goes when every list that
    /// covers it, and at least one, had it and was issued after `notAfter`. A release goes when every list that
    /// covers it was made after it: no delta will build on an older one.
    ///
    /// A CA that keeps expired certificates on its CRLs never calls this.
    ///
    /// @param lists for each coverage that the CA publishes, the complete, regularly scheduled list that its next
    ///     delta builds on, or where there are no deltas the last one
    /// @return how many certificates are listed no more
    public int forget(Collection<IssuedCrl> lists) {
        List<IssuedCrl> all = List.copyOf(lists);
        List<RevocationPage> kept = new ArrayList<>();
        int before = listed;
        boolean changed = false;
        for (RevocationPage page : pages) {
            int[] stay = IntStream.range(0, page.count())
                    .filter(i -> !isDone(page, i, all))
                    .toArray();
            changed |= stay.length < page.count();
            keep(kept, page, stay);
        }
        if (changed) {
            pages.clear();
            pages.addAll(kept);
        }
        return before - listed;
    }

    private static boolean isDone(RevocationPage page, int place, List<IssuedCrl> lists) {
        boolean released = page.isReleased(place);
        long notAfter = page.notAfter(place);
        long change = page.change(place);
        int covering = 0;
        for (IssuedCrl list : lists) {
            if (page.isCovered(place, list.coverage())) {
                covering++;
                boolean beyond = list.thisUpdate().getEpochSecond() > notAfter;
                if (change > list.changes() || !released && !beyond) {
                    return false;
                }
            }
        }
        return covering > 0;
    }

    private void keep(List<RevocationPage> kept, RevocationPage page, int[] stay) {
        if (stay.length == page.count()) {
            kept.add(page);
            return;
        }
        int next = 0;
        for (int i = 0; i < page.count(); i++) {
            if (next < stay.length && stay[next] == i) {
                next++;
            } else if (!page.isReleased(i)) {
                listed--;
                forgottenThrough = Math.max(forgottenThrough, page.notAfter(i));
            }
        }
        if (stay.length == 0) {
            return;
        }
        RevocationPage last = kept.isEmpty() ? page : kept.getLast();
        boolean joins = last != page && last.count() + stay.length <= FILLED;
        RevocationPage target = joins ? last.ownedBy(owner) : new RevocationPage(owner);
        for (int i : stay) {
            target.append(page, i, i + 1);
        }
        if (joins) {
            kept.set(kept.size() - 1, target);
        } else {
            kept.add(target);
        }
    }

    /// The latest `notAfter` of a certificate that has been forgotten, in seconds since 1970; 0 when none has been.
    public long forgottenThrough() {
        return forgottenThrough;
    }

    /// What is listed, in the order of the serial numbers.
    public Stream<Revocation> entries() {
        return pages.stream()
                .flatMap(page -> IntStream.range(0, page.count())
                        .filter(i -> !page.isReleased(i))
                        .mapToObj(page::get));
    }

    /// Hands over the entries of a complete list.
    void writeComplete(CrlCoverage coverage, CrlEntrySink sink) {
        for (RevocationPage page : pages) {
            for (int i = 0; i < page.count(); i++) {
                if (!page.isReleased(i) && page.isCovered(i, coverage)) {
                    page.write(i, sink);
                }
            }
        }
    }

    /// Hands over what has changed since the base: "The status of a certificate is considered to have changed if it
    /// is revoked (for any revocation reason, including certificateHold), if it is released from hold, or if its
    /// revocation reason changes" (RFC 5280 §5.2.4). A release is `removeFromCRL` also when no list ever showed the
    /// hold, as the clause allows; an expired certificate is not listed for having expired, which is optional.
    void writeDelta(IssuedCrl base, CrlEntrySink sink) {
        for (RevocationPage page : pages) {
            for (int i = 0; i < page.count(); i++) {
                if (page.change(i) > base.changes() && page.isCovered(i, base.coverage())) {
                    page.write(i, sink);
                }
            }
        }
    }

    /// How many octets the pages take.
    public long octets() {
        return pages.stream().mapToLong(RevocationPage::size).sum();
    }

    /// The whole state in pieces, for the file of a snapshot; [#read] reads them joined.
    public void write(Consumer<Bytes> sink) {
        long records = pages.stream().mapToLong(RevocationPage::count).sum();
        ByteBuffer header = ByteBuffer.allocate(HEADER)
                .put(MAGIC.toArray())
                .putLong(changes)
                .putLong(forgottenThrough)
                .putLong(records);
        sink.accept(Bytes.wrap(header.array()));
        pages.forEach(page -> sink.accept(page.octets()));
    }

    /// The SHA-256 digest of the whole state as it is written. The same for the same state, however its pages lie.
    public Bytes digest() {
        List<Bytes> pieces = new ArrayList<>();
        write(pieces::add);
        return Bytes.sha256(pieces);
    }

    /// Reads what [#write] wrote; empty when the octets are not such a state. Whether it is *the* state is for the
    /// digest to say.
    public static Optional<RevocationRegister> read(Bytes state) {
        if (state.length() < HEADER || !state.slice(0, MAGIC.length()).equals(MAGIC)) {
            return Optional.empty();
        }
        ByteBuffer header = state.slice(MAGIC.length(), HEADER).asByteBuffer();
        RevocationRegister register = new RevocationRegister();
        register.changes = header.getLong();
        register.forgottenThrough = header.getLong();
        long records = header.getLong();
        int body = state.length() - HEADER;
        if (body % RevocationPage.RECORD != 0 || body / RevocationPage.RECORD != records) {
            return Optional.empty();
        }
        return register.readRecords(state) ? Optional.of(register) : Optional.empty();
    }

    private boolean readRecords(Bytes state) {
        byte[] last = new byte[RevocationPage.SERIAL];
        RevocationPage page = new RevocationPage(owner);
        for (int at = HEADER; at < state.length(); at += RevocationPage.RECORD) {
            if (page.count() == FILLED) {
                page = new RevocationPage(owner);
            }
            page.append(state.slice(at, at + RevocationPage.RECORD));
            byte[] key = page.lastKey();
            if (Arrays.compareUnsigned(last, key) >= 0 || !page.lastIsSound(changes)) {
                return false;
            }
            last = key;
            if (page.count() == 1) {
                pages.add(page);
            }
            listed += page.isReleased(page.count() - 1) ? 0 : 1;
        }
        return true;
    }
}
