package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import kakehashi.contract.Digest;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFollowerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(FeedScene.NOW);

    /// Where a snapshot has the number of its format: behind a length and a name.
    private static final int FORMAT = 4 + 8;

    @TempDir
    Path folder;

    private final FeedScene vault = new FeedScene();
    private final TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");

    private FeedFollower follower() {
        return new FeedFollower(vault.pin, folder, vault, CLOCK);
    }

    private static Optional<SerialStatus> status(FeedFollower follower, long serial) {
        return follower.state().status(FeedScene.CA, FeedScene.serial(serial));
    }

    @Test
    void startsFromItsDiskWithoutTheDatabaseAndCatchesUp() {
        Crl crl = ca.crl();
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(crl));
        FeedFollower first = follower();
        first.poll();
        first.close();
        vault.publish(FeedScene.issued(2));
        vault.away = true;
        FeedFollower second = follower();
        second.poll();
        assertThat(second.fault()).isPresent();
        assertThat(status(second, 1)).contains(new SerialStatus.Issued(FeedScene.END));
        assertThat(second.state().crls(FeedScene.CA)).containsExactly(crl);
        vault.away = false;
        second.poll();
        assertThat(second.fault()).isEmpty();
        assertThat(status(second, 2)).contains(new SerialStatus.Issued(FeedScene.END));
        second.close();
    }

    /// A node that followed the feed to its end, and was closed.
    private Path followed() {
        Certificate post = FeedScene.post(ca);
        vault.publish(FeedScene.certificate(ca), vault.published(post), vault.crl(ca.crl()));
        vault.publish(FeedScene.issued(1000));
        FeedFollower first = follower();
        first.poll();
        first.close();
        return folder.resolve("snapshot");
    }

    /// The database is away: all that the node says it has from its own disk.
    private void answersAsBefore() {
        vault.away = true;
        try (FeedFollower second = follower()) {
            assertThat(second.isComplete()).isTrue();
            assertThat(second.state().freshness().batch()).isEqualTo(2);
            assertThat(second.batch(1)).contains(vault.batches.getFirst());
            assertThat(second.state().crls(FeedScene.CA)).hasSize(1);
            assertThat(second.state().shelf().size()).isEqualTo(1);
        }
    }

    private static void change(Path snapshot, int place) throws IOException {
        byte[] octets = Files.readAllBytes(snapshot);
        octets[place] ^= 1;
        Files.write(snapshot, octets);
    }

    @Test
    void answersAsBeforeWithoutTheDatabaseWhenTheSnapshotIsTorn() throws IOException {
        Path snapshot = followed();
        change(snapshot, (int) Files.size(snapshot) / 2);
        answersAsBefore();
    }

    @Test
    void answersAsBeforeWithoutTheDatabaseWhenAnotherVersionWroteTheSnapshot() throws IOException {
        Path snapshot = followed();
        byte[] ours = Files.readAllBytes(snapshot);
        change(snapshot, FORMAT);
        assertThat(said(snapshot))
                .contains("written by a newer version of Kakehashi (format 3, this one reads 1 to 2)");
        answersAsBefore();
        assertThat(snapshot).hasBinaryContent(ours);
    }

    private String said(Path snapshot) {
        List<String> words = new ArrayList<>();
        assertThat(new SnapshotFile(snapshot, vault.pin).read(words::add)).isEmpty();
        return words.getFirst();
    }

    @Test
    void saysWhatIsWrongWithASnapshot() throws IOException {
        Path snapshot = followed();
        assertThat(new SnapshotFile(snapshot, new FeedScene().pin)
                        .read(words -> assertThat(words).contains("another installation")))
                .isEmpty();
        change(snapshot, (int) Files.size(snapshot) - 1);
        assertThat(said(snapshot)).contains("torn");
        change(snapshot, FORMAT - 1);
        assertThat(said(snapshot)).contains("is none");
    }

    /// The format before this one said nothing of published certificates, which no batch named then.
    @Test
    void readsTheSnapshotOfTheVersionBefore() throws IOException, NoSuchAlgorithmException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(ca.crl()));
        FeedFollower first = follower();
        first.poll();
        first.close();
        ByteArrayOutputStream shelf = new ByteArrayOutputStream();
        ShelfContent.none().write(new StateFields(new DataOutputStream(shelf)));
        Path snapshot = folder.resolve("snapshot");
        byte[] octets = Files.readAllBytes(snapshot);
        byte[] before = Arrays.copyOf(octets, octets.length - Digest.OCTETS - shelf.size());
        before[FORMAT] = '1';
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(before);
        Files.write(snapshot, before);
        Files.write(snapshot, digest, StandardOpenOption.APPEND);
        SnapshotFile.Content read =
                new SnapshotFile(snapshot, vault.pin).read(words -> {}).orElseThrow();
        assertThat(read.picture()).isEqualTo(first.state().picture());
        assertThat(read.tables().get(FeedScene.CA).size()).isEqualTo(1);
        assertThat(read.shelf().index().size()).isZero();
    }

    /// Another node has the newest lists only: who follows it would ask for all the others, once a minute for ever.
    @Test
    void asksNoMoreForAnOldCrlThatIsNowhere() {
        Crl old = ca.crl();
        Crl later = ca.crl();
        vault.publish(FeedScene.certificate(ca), vault.crl(old), vault.crl(later));
        vault.files.remove(Digest.of(old.der()));
        AtomicReference<Instant> now = new AtomicReference<>(FeedScene.NOW);
        FeedFollower follower = new FeedFollower(vault.pin, folder, vault, now::get);
        for (int minute = 0; minute < 10; minute++) {
            assertThat(follower.poll()).isFalse();
            assertThat(follower.state().crls(FeedScene.CA)).containsExactly(later);
            assertThat(follower.state().wanted()).hasSize(minute < 9 ? 1 : 0);
            now.updateAndGet(time -> time.plusSeconds(61));
        }
        assertThat(follower.fault()).isEmpty();
        follower.close();
    }

    /// Whoever changes the layout gives it another number, reads this one too, and adds a digest here.
    @Test
    void writesTheLayoutThatBelongsToTheNumberOfItsFormat() throws IOException {
        StatusTable table = new StatusTable();
        for (int serial = 1; serial <= 9; serial++) {
            table.put(
                    FeedScene.serial(serial),
                    new StatusRecord(
                            StatusRecord.State.values()[serial % 4],
                            CrlReason.SUPERSEDED,
                            FeedScene.END,
                            FeedScene.NOW,
                            serial == 9 ? Optional.of(FeedScene.NOW) : Optional.empty()));
        }
        ByteArrayOutputStream layout = new ByteArrayOutputStream();
        StateFields fields = new StateFields(new DataOutputStream(layout));
        table.write(fields);
        CertificateIndex.Key awaited = new CertificateIndex.Key(FeedScene.CA, FeedScene.serial(3));
        new ShelfContent(1, 2, 3, Map.of(awaited, Digest.ZERO), new CertificateIndex()).write(fields);
        assertThat(Digest.of(Bytes.wrap(layout.toByteArray())))
                .hasToString("9cccae617c525c3502a4cf4df920c1ab7cdb9a0c852ffcc89269c75891504be4");
    }

    @Test
    void isNotCompleteBeforeItHasReachedTheEndOfItsFeed() {
        vault.publish(FeedScene.certificate(ca), vault.crl(ca.crl()));
        for (int i = 1; i <= 100; i++) {
            vault.publish(FeedScene.issued(i));
        }
        FeedFollower follower = follower();
        assertThat(follower.poll()).isTrue();
        assertThat(follower.isComplete()).isFalse();
        follower.poll();
        assertThat(follower.isComplete()).isTrue();
        follower.close();
    }

    @Test
    void keepsTheEvidenceOfAForkUntilAnOperatorTookItAway() throws IOException {
        Bytes other = vault.sign(vault.next(FeedScene.issued(7)));
        vault.publish(FeedScene.issued(1));
        FeedFollower first = follower();
        first.poll();
        vault.batches.set(0, other);
        first.poll();
        assertThat(first.state().halted()).isPresent();
        first.close();
        vault.publish(FeedScene.issued(2));
        FeedFollower second = follower();
        second.poll();
        assertThat(second.state().freshness().batch()).isEqualTo(1);
        assertThat(second.fault().orElseThrow()).contains("two feeds");
        second.close();
        try (var evidence = Files.list(folder.resolve("batches/evidence"))) {
            assertThat(evidence.toList()).singleElement().satisfies(file -> {
                assertThat(Files.readAllBytes(file)).isEqualTo(other.toArray());
                Files.delete(file);
            });
        }
        FeedFollower third = follower();
        assertThat(third.state().halted()).isEmpty();
        third.close();
    }

    @Test
    void asksForNumbersThatAreMissing() {
        vault.publish(FeedScene.issued(1));
        Bytes second = vault.publish(FeedScene.issued(2));
        vault.publish(FeedScene.issued(3));
        vault.batches.remove(1);
        FeedFollower follower = follower();
        follower.poll();
        assertThat(follower.fault()).contains("batch 2 is missing");
        vault.batches.add(1, second);
        follower.poll();
        assertThat(follower.state().freshness().batch()).isEqualTo(3);
        follower.close();
    }

    @Test
    void isNotTakenInByADatabaseThatGoesBack() {
        vault.publish(FeedScene.issued(1));
        vault.publish(FeedScene.status(
                1, new kakehashi.contract.Change.Revoked(FeedScene.NOW, CrlReason.KEY_COMPROMISE, Optional.empty())));
        FeedFollower follower = follower();
        follower.poll();
        vault.batches.remove(1);
        follower.poll();
        assertThat(status(follower, 1)).get().isInstanceOf(SerialStatus.Revoked.class);
        follower.close();
    }

    @Test
    void knowsOfARevocationWithinASecond() throws InterruptedException {
        vault.publish(FeedScene.issued(1));
        FeedFollower follower = new FeedFollower(vault.pin, folder, synchronised(), CLOCK);
        follower.start();
        long from = System.nanoTime();
        synchronized (vault) {
            vault.publish(FeedScene.status(1, new kakehashi.contract.Change.Held(FeedScene.NOW)));
        }
        while (!status(follower, 1).equals(Optional.of(new SerialStatus.Held(FeedScene.NOW)))) {
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            Thread.sleep(10);
        }
        follower.close();
    }

    private FeedSource synchronised() {
        return new FeedSource() {
            @Override
            public News from(long number, int most) {
                synchronized (vault) {
                    return vault.from(number, most);
                }
            }

            @Override
            public Optional<Bytes> file(Digest digest) {
                synchronized (vault) {
                    return vault.file(digest);
                }
            }
        };
    }

    @Test
    void readsASnapshotOfAMillionCertificates() {
        Random random = new Random(3);
        StatusTable table = new StatusTable();
        StatusRecord good = StatusRecord.after(
                        Optional.empty(), new kakehashi.contract.Change.Issued(Digest.ZERO, FeedScene.END))
                .orElseThrow();
        for (int i = 0; i < 1_000_000; i++) {
            table.put(SerialNumber.of(new BigInteger(127, random)), good);
        }
        FeedScene scene = new FeedScene();
        PublishedState state = PublishedState.of(scene.pin, CLOCK);
        state.offer(scene.publish(FeedScene.certificate(ca)));
        SnapshotFile file = new SnapshotFile(folder.resolve("snapshot"), scene.pin);
        file.write(new SnapshotFile.Content(state.picture(), Map.of(FeedScene.CA, table), ShelfContent.none()));
        long from = System.nanoTime();
        SnapshotFile.Content content = file.read(words -> {}).orElseThrow();
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertThat(content.tables().get(FeedScene.CA).size()).isEqualTo(1_000_000);
        System.getLogger("test").log(System.Logger.Level.INFO, "a million read in {0} ms", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }
}
