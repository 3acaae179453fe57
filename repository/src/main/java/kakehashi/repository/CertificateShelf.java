package kakehashi.repository;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// The certificates of end entities that are published: their octets in a file of this node's, and in memory only
/// where each lies (docs/adr/0015).
///
/// What is shown is in force: one that was revoked for good is taken away by the one who follows the feed, one that
/// has expired is not answered. One on hold stays, for its status says so and it may come back.
///
/// One thread changes it, the one that follows the feed; any number read.
final class CertificateShelf implements AutoCloseable {
    /// Of one name the newest so many are shown.
    static final int MOST_OF_A_NAME = 64;

    private static final String FILE = "certificates-";
    private static final int MOST_GONE = 4_096;
    private static final int SAMPLE = 1_024;
    private static final long SMALL = 16L << 20;

    private final Optional<Path> folder;
    private final InstantSource clock;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final LinkedHashMap<CertificateIndex.Key, Digest> awaited = new LinkedHashMap<>();
    private final Deque<DN> gone = new ArrayDeque<>();
    private CertificateIndex index = new CertificateIndex();
    private Optional<CertificateFile> file = Optional.empty();
    private long generation;
    private long live;
    private long known;
    private long goneBefore;

    /// An empty one.
    ///
    /// @param folder where the file lies; empty for a state that is not kept
    CertificateShelf(Optional<Path> folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// A certificate and where it lies.
    private record Placed(long place, CertificateFile.Found found, Certificate certificate) {
        private CertificateIndex.Key key() {
            return new CertificateIndex.Key(found.authority(), certificate.serialNumber());
        }

        private long end() {
            return place + found.octets();
        }
    }

    private <T> T reading(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void writing(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private CertificateFile file() {
        if (file.isEmpty()) {
            file = Optional.of(CertificateFile.open(path(generation)));
        }
        return file.get();
    }

    private Path path(long number) {
        return folder.orElseThrow().resolve(FILE + number);
    }

    /// Notes a certificate that a batch has named, and whose octets are to be fetched.
    void await(CertificateIndex.Key key, Digest certificate) {
        writing(() -> awaited.put(key, certificate));
    }

    /// Those that are awaited; what was named first comes first.
    Map<CertificateIndex.Key, Digest> awaited() {
        return reading(() -> new LinkedHashMap<>(awaited));
    }

    /// How many are awaited.
    int wanting() {
        return reading(awaited::size);
    }

    /// Puts the octets behind the others, if they are those that are awaited under the key.
    ///
    /// @return what is wrong with them
    /// @throws UncheckedIOException when the disk does not take them; they stay awaited
    Optional<String> put(CertificateIndex.Key key, Bytes der) {
        Optional<Certificate> certificate = Certificate.parse(der)
                .toOptional()
                .filter(one -> der.length() <= CertificateFile.LONGEST
                        && Digest.of(der).equals(awaited.get(key))
                        && one.serialNumber().equals(key.serial()));
        if (certificate.isEmpty()) {
            return Optional.of("certificate " + key.serial() + " of " + key.authority() + " is not what was named");
        }
        CertificateFile.Found record = new CertificateFile.Found(key.authority(), der);
        enter(new Placed(file().append(key.authority(), der), record, certificate.get()));
        return Optional.empty();
    }

    private void enter(Placed one) {
        writing(() -> {
            awaited.remove(one.key());
            index.put(one.key(), one.certificate(), one.place());
            live += one.found().octets();
        });
    }

    /// Takes a certificate away that is revoked for good, or no longer awaits one.
    void remove(CertificateIndex.Key key) {
        Optional<Placed> found = placed(key);
        writing(() -> {
            awaited.remove(key);
            found.ifPresent(this::remove);
        });
    }

    private void remove(Placed one) {
        index.remove(one.key(), one.certificate(), one.place());
        live -= one.found().octets();
        gone.addAll(CertificateIndex.names(one.certificate()));
        while (gone.size() > MOST_GONE) {
            gone.remove();
            goneBefore++;
        }
    }

    private Optional<Placed> placed(CertificateIndex.Key key) {
        return Arrays.stream(reading(() -> index.places(key)))
                .mapToObj(this::read)
                .filter(one -> one.key().equals(key))
                .findFirst();
    }

    private Optional<Placed> whole(long place) {
        return file().find(place)
                .flatMap(found -> Certificate.parse(found.certificate())
                        .toOptional()
                        .map(certificate -> new Placed(place, found, certificate)));
    }

    private Placed read(long place) {
        return whole(place).orElseThrow(() -> new RepositoryFailure("no certificate at " + place, null));
    }

    private boolean isCurrent(Certificate certificate) {
        return !clock.instant().isAfter(certificate.notAfter());
    }

    /// The certificate under a serial number, if it is published and has not expired.
    Optional<Certificate> find(Id authority, SerialNumber serial) {
        return placed(new CertificateIndex.Key(authority, serial))
                .map(Placed::certificate)
                .filter(this::isCurrent);
    }

    /// The certificates of a name that have not expired, oldest first.
    List<Certificate> of(DN name) {
        long[] places = reading(() -> index.places(name));
        return Arrays.stream(places, Math.max(0, places.length - MOST_OF_A_NAME), places.length)
                .mapToObj(place -> read(place).certificate())
                .filter(one -> isCurrent(one) && CertificateIndex.names(one).contains(name))
                .toList();
    }

    /// The names above published ones, up to the top.
    List<DN> above() {
        return reading(index::above);
    }

    boolean isAbove(DN name) {
        return reading(() -> index.isAbove(name));
    }

    /// How many certificates lie below a name.
    long countBelow(DN base, SearchScope scope) {
        return reading(() -> index.countBelow(base, scope));
    }

    /// The published names below a name, read one by one as they are asked for; some come twice.
    ///
    /// @param most how many certificates are looked at
    Stream<DN> below(DN base, SearchScope scope, int most) {
        return reading(() -> index.below(base, scope, most)).stream()
                .flatMap(leaf -> CertificateIndex.names(read(leaf.place()).certificate()).stream()
                        .filter(name -> leaf.above().equals(CertificateIndex.above(name))));
    }

    /// A part of what was put there, in its order.
    ///
    /// @param names the names of its certificates; some of them may be gone meanwhile
    /// @param next where the next part begins
    /// @param more whether there is one at this moment
    record Passage(List<DN> names, long next, boolean more) {}

    /// Goes through what was put there, a part at a time.
    ///
    /// @param from where the part begins; 0 for the first
    Passage passage(long from, int most) {
        long end = reading(() -> file.map(CertificateFile::length).orElse(0L));
        List<DN> names = new ArrayList<>();
        long place = from;
        for (int i = 0; i < most && place < end; i++) {
            Placed one = read(place);
            names.addAll(CertificateIndex.names(one.certificate()));
            place = one.end();
        }
        return new Passage(names, place, place < end);
    }

    /// The names of certificates that were taken away.
    ///
    /// @param from how many of them the caller has had
    /// @return those after that; empty where they are no longer known
    Optional<List<DN>> goneSince(long from) {
        return reading(() -> from < goneBefore
                ? Optional.empty()
                : Optional.of(gone.stream().skip(from - goneBefore).toList()));
    }

    /// How many names were taken away since this node started.
    long gone() {
        return reading(() -> goneBefore + gone.size());
    }

    /// How many certificates there are.
    int size() {
        return reading(() -> index.size());
    }

    /// The octets of memory that it takes to know where they lie.
    long octets() {
        return reading(() -> index.octets());
    }

    /// Where everything lies, once what lies there is on the disk. It is written before anything changes.
    ShelfContent content() {
        file.ifPresent(CertificateFile::force);
        return new ShelfContent(generation, file.map(CertificateFile::length).orElse(0L), live, awaited, index);
    }

    /// Whether the file is there that a snapshot speaks of, as long as it was then or longer.
    boolean has(ShelfContent content) {
        return content.length() == 0 || path(content.generation()).toFile().length() >= content.length();
    }

    /// Takes over what was read, before anybody asks.
    void restore(ShelfContent content) {
        generation = content.generation();
        known = content.length();
        live = content.live();
        awaited.putAll(content.awaited());
        index = content.index();
        if (known > 0) {
            file();
        }
    }

    /// Takes the file that is there, without a snapshot that says where things lie in it: they are found again as
    /// batches name them. A copy that was not finished has a higher number.
    void startOver() {
        generation = files().stream()
                .map(one -> one.getFileName().toString().substring(FILE.length()))
                .filter(number -> number.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .min()
                .orElse(0);
    }

    /// Finds awaited certificates behind those that the snapshot knew: they came after it.
    ///
    /// @param enough goes on only as long as more than so many are awaited
    void recover(int enough) {
        if (awaited.size() <= enough || folder.isEmpty() || !Files.exists(path(generation))) {
            return;
        }
        Optional<Placed> next = whole(known);
        while (awaited.size() > enough && next.isPresent()) {
            Placed one = next.get();
            if (Digest.of(one.found().certificate()).equals(awaited.get(one.key()))) {
                enter(one);
            }
            known = one.end();
            next = whole(known);
        }
    }

    /// Ends the start: the last are found, what was being written when the node ended is cut off, and a file that
    /// is for the most part of certificates that are gone is copied without them.
    ///
    /// @return whether it was copied, and the snapshot must be written
    boolean settle() {
        recover(0);
        if (folder.isEmpty() || !Files.exists(path(generation))) {
            return false;
        }
        file().cut(known);
        boolean wasteful = known > SMALL && live * currentShare() < known / 2.0;
        if (wasteful) {
            copy();
        }
        return wasteful;
    }

    /// Which part of those that are there has not expired, by a sample.
    private double currentShare() {
        long[] sample = index.some(SAMPLE);
        long current = Arrays.stream(sample)
                .filter(place -> isCurrent(read(place).certificate()))
                .count();
        return sample.length == 0 ? 0 : (double) current / sample.length;
    }

    /// Writes those that are still shown into the next file, in their order.
    private void copy() {
        CertificateIndex next = new CertificateIndex();
        CertificateFile target = CertificateFile.open(path(generation + 1));
        target.cut(0);
        for (long place = 0; place < known; ) {
            Placed one = read(place);
            boolean there = Arrays.stream(index.places(one.key())).anyMatch(other -> other == one.place());
            if (there && isCurrent(one.certificate())) {
                long moved = target.append(one.found().authority(), one.found().certificate());
                next.put(one.key(), one.certificate(), moved);
            }
            place = one.end();
        }
        close();
        generation++;
        index = next;
        file = Optional.of(target);
        live = target.length();
    }

    private List<Path> files() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.get())) {
            return all.filter(one -> one.getFileName().toString().startsWith(FILE))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes files that no snapshot speaks of any more: called when one was written.
    void sweep() {
        try {
            for (Path one : files()) {
                if (!one.equals(path(generation))) {
                    Files.delete(one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.ifPresent(CertificateFile::close);
    }
}
