package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kakehashi.contract.Digest;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFollowerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(FeedScene.NOW);

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

    @Test
    void startsFromBatchesWhenTheSnapshotIsTorn() throws IOException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        vault.publish(FeedScene.issued(2));
        FeedFollower first = follower();
        first.poll();
        first.close();
        Path snapshot = folder.resolve("snapshot");
        byte[] octets = Files.readAllBytes(snapshot);
        octets[octets.length / 2] ^= 1;
        Files.write(snapshot, octets);
        FeedFollower second = follower();
        assertThat(second.state().freshness().batch()).isEqualTo(2);
        assertThat(second.batch(1)).contains(vault.batches.getFirst());
        second.close();
    }

    @Test
    void keepsTheEvidenceOfAForkUntilAnOperatorTookItAway() throws IOException {
        kakehashi.x509.Bytes other = vault.sign(vault.next(FeedScene.issued(7)));
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
        kakehashi.x509.Bytes second = vault.publish(FeedScene.issued(2));
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
            public Optional<kakehashi.x509.Bytes> file(Digest digest) {
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
