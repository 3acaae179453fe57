package kakehashi.x509;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The `revokedCertificates` of a CRL: checked in one pass, then indexed by issuer and serial number in ten octets
/// an entry (two slots an entry, each an offset into the DER and one octet of the hash).
///
/// The hash is keyed with the digest of the CRL itself. Whoever makes a CRL changes the key with every octet of it,
/// so he cannot choose serial numbers that collide; with at most half of the slots in use a probe run is then two
/// or three slots on average and longer than a hundred with a chance below one in 2^40. Entries of the same issuer
/// and serial number share one slot, the last one winning.
final class CrlEntries {
    private static final Set<KnownExtension> PROCESSED =
            EnumSet.of(KnownExtension.REASON_CODE, KnownExtension.INVALIDITY_DATE, KnownExtension.CERTIFICATE_ISSUER);
    private static final int MAX_UNKNOWN = 32;
    private static final int NO_RUN = -1;

    private final byte[] array;
    private final int from;
    private final Name crlIssuer;
    private final SipHash sipHash;
    private final Set<Oid> unknownCritical = new LinkedHashSet<>(0);
    private int to;
    private int count;
    /// Pairs: where the first entry of another certificate issuer lies, and where that issuer's name.
    private int[] runs = new int[0];

    private int runCount;
    private byte[] tags = new byte[0];
    private int[] slots = new int[0];

    private CrlEntries(DerReader reader, Name crlIssuer, Bytes digest) {
        this.array = reader.array();
        this.from = reader.absolutePosition();
        this.to = from;
        this.crlIssuer = crlIssuer;
        this.sipHash = new SipHash(digest);
    }

    /// No entries.
    static CrlEntries none(DerReader reader, Name crlIssuer, Bytes digest) {
        return new CrlEntries(reader, crlIssuer, digest);
    }

    /// Reads `revokedCertificates`: "when there are no revoked certificates, the revoked certificates list MUST be
    /// absent" (RFC 5280 §5.1.2.6).
    ///
    /// @param version 1 or 2; entries of version 1 have no extensions
    /// @param digest the SHA-256 digest of the CRL
    static CrlEntries read(DerReader reader, int version, Name crlIssuer, Bytes digest) {
        int outer = reader.enterSequence();
        if (!reader.hasNext()) {
            throw reader.malformed("revokedCertificates without an entry");
        }
        CrlEntries entries = new CrlEntries(reader, crlIssuer, digest);
        entries.checkAll(reader, version);
        reader.leave(outer);
        entries.index();
        return entries;
    }

    private void checkAll(DerReader reader, int version) {
        // Most entries of a CRL have the same few extensions; octets that were checked need not be checked again.
        byte[][] checked = new byte[16][];
        do {
            int at = reader.absolutePosition();
            int entry = reader.enterSequence();
            reader.skipInteger();
            reader.timeSeconds();
            if (reader.hasNext()) {
                if (version < 2) {
                    throw reader.malformed("entry extensions in a CRL of version 1");
                }
                checkExtensions(reader, at, checked);
            }
            reader.leave(entry);
            count++;
        } while (reader.hasNext());
        to = reader.absolutePosition();
        runs = Arrays.copyOf(runs, 2 * runCount);
    }

    private void checkExtensions(DerReader reader, int entry, byte[][] checked) {
        int start = reader.absolutePosition();
        int end = DerScan.end(array, start, reader.absoluteEnd());
        int known = array[Math.max(end - 1, start)] & 15;
        byte[] before = checked[known];
        if (before != null && Arrays.equals(before, 0, before.length, array, start, end)) {
            reader.skip(Tag.SEQUENCE);
            return;
        }
        Extensions extensions = Extensions.read(reader);
        if (extensions.has(KnownExtension.CERTIFICATE_ISSUER)) {
            addRun(reader, entry, extensions);
        } else if (end > start
                && end - start < 64
                && extensions.criticalOtherThan(PROCESSED).isEmpty()) {
            checked[known] = Arrays.copyOfRange(array, start, end);
        }
        for (Oid unknown : extensions.criticalOtherThan(PROCESSED)) {
            if (unknownCritical.size() < MAX_UNKNOWN) {
                unknownCritical.add(unknown);
            }
        }
    }

    /// "CRL issuers MUST include in this extension the distinguished name (DN) from the issuer field of the
    /// certificate that corresponds to this CRL entry" (RFC 5280 §5.3.3).
    private void addRun(DerReader reader, int entry, Extensions extensions) {
        int name = extensions
                .read(KnownExtension.CERTIFICATE_ISSUER, CrlEntries::directoryNameAt)
                .filter(at -> at >= 0)
                .orElseThrow(() -> reader.malformed("certificateIssuer without a directoryName"));
        if (runCount > 0 && sameOctets(runs[2 * runCount - 1], name)) {
            return;
        }
        if (2 * runCount == runs.length) {
            runs = Arrays.copyOf(runs, Math.max(16, 3 * runCount & ~1));
        }
        runs[2 * runCount] = entry;
        runs[2 * runCount + 1] = name;
        runCount++;
    }

    private static int directoryNameAt(DerReader reader) {
        reader.enterSequence();
        while (reader.hasNext()) {
            if (reader.nextIs(0xa4)) {
                reader.enter(0xa4);
                return reader.absolutePosition();
            }
            reader.skipAny();
        }
        return -1;
    }

    private boolean sameOctets(int oneName, int otherName) {
        return Arrays.equals(
                array, oneName, DerScan.end(array, oneName), array, otherName, DerScan.end(array, otherName));
    }

    private void index() {
        int size = (int) Math.min(2L * count, Integer.MAX_VALUE - 16);
        tags = new byte[size];
        slots = new int[size];
        int run = NO_RUN;
        long issuerHash = 0;
        for (int entry = from; entry < to; entry = DerScan.end(array, entry)) {
            if (run + 1 < runCount && runs[2 * (run + 1)] == entry) {
                run++;
                issuerHash = hash(nameOfRun(run));
            }
            insert(entry, run, issuerHash);
        }
    }

    private void insert(int entry, int run, long issuerHash) {
        int serial = DerScan.contents(array, entry);
        int serialFrom = DerScan.contents(array, serial);
        int serialTo = DerScan.end(array, serial);
        long hash = issuerHash ^ sipHash.hash(array, serialFrom, serialTo);
        byte tag = tag(hash);
        int slot = firstSlot(hash);
        while (tags[slot] != 0) {
            if (tags[slot] == tag && hasSerial(slots[slot], array, serialFrom, serialTo)) {
                int other = runOf(slots[slot]);
                if (other == run || issuerOfRun(other).equals(issuerOfRun(run))) {
                    break;
                }
            }
            slot = slot + 1 == tags.length ? 0 : slot + 1;
        }
        tags[slot] = tag;
        slots[slot] = entry;
    }

    private static byte tag(long hash) {
        byte tag = (byte) hash;
        return tag == 0 ? 1 : tag;
    }

    private int firstSlot(long hash) {
        return (int) ((hash >>> 32) * tags.length >>> 32);
    }

    private long hash(Name issuer) {
        if (issuer.equals(crlIssuer)) {
            return 0;
        }
        Bytes canonical = issuer.canonical();
        return sipHash.hash(canonical.array(), canonical.offset(), canonical.offset() + canonical.length());
    }

    private boolean hasSerial(int entry, byte[] other, int otherFrom, int otherTo) {
        int serial = DerScan.contents(array, entry);
        return Arrays.equals(
                array, DerScan.contents(array, serial), DerScan.end(array, serial), other, otherFrom, otherTo);
    }

    /// The last run that starts at the entry or before it.
    private int runOf(int entry) {
        int low = 0;
        int high = runCount;
        while (low < high) {
            int middle = low + high >>> 1;
            if (runs[2 * middle] <= entry) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Name nameOfRun(int run) {
        int name = runs[2 * run + 1];
        return Name.ofChecked(new Bytes(array, name, DerScan.end(array, name) - name));
    }

    private Name issuerOfRun(int run) {
        return run == NO_RUN ? crlIssuer : nameOfRun(run);
    }

    private RevokedEntry entryAt(int entry, Name issuer) {
        return new RevokedEntry(issuer, new Bytes(array, entry, DerScan.end(array, entry) - entry));
    }

    /// The last entry of the issuer and serial number.
    Optional<RevokedEntry> lookup(Name issuer, SerialNumber serialNumber) {
        boolean ofCrlIssuer = issuer.equals(crlIssuer);
        if (count == 0 || (runCount == 0 && !ofCrlIssuer)) {
            return Optional.empty();
        }
        Bytes serial = serialNumber.contents();
        int serialFrom = serial.offset();
        int serialTo = serialFrom + serial.length();
        long hash = sipHash.hash(serial.array(), serialFrom, serialTo) ^ (ofCrlIssuer ? 0 : hash(issuer));
        byte tag = tag(hash);
        int slot = firstSlot(hash);
        while (tags[slot] != 0) {
            if (tags[slot] == tag && hasSerial(slots[slot], serial.array(), serialFrom, serialTo)) {
                Name found = issuerOfRun(runOf(slots[slot]));
                if (found.equals(issuer)) {
                    return Optional.of(entryAt(slots[slot], found));
                }
            }
            slot = slot + 1 == tags.length ? 0 : slot + 1;
        }
        return Optional.empty();
    }

    int count() {
        return count;
    }

    Set<Oid> unknownCritical() {
        return Set.copyOf(unknownCritical);
    }

    /// The entries in their order, made one by one.
    Stream<RevokedEntry> stream() {
        return StreamSupport.stream(new Walk(), false);
    }

    private final class Walk extends AbstractSpliterator<RevokedEntry> {
        private int entry = from;
        private int run = NO_RUN;
        private Name issuer = crlIssuer;

        private Walk() {
            super(count, Spliterator.ORDERED | Spliterator.SIZED | Spliterator.IMMUTABLE | Spliterator.NONNULL);
        }

        @Override
        public boolean tryAdvance(Consumer<? super RevokedEntry> action) {
            if (entry == to) {
                return false;
            }
            if (run + 1 < runCount && runs[2 * (run + 1)] == entry) {
                run++;
                issuer = nameOfRun(run);
            }
            action.accept(entryAt(entry, issuer));
            entry = DerScan.end(array, entry);
            return true;
        }
    }
}
