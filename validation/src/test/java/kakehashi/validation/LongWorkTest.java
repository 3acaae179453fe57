package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import kakehashi.testkit.TestPki;
import kakehashi.validation.LongWork.Length;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvStatusCode;
import org.junit.jupiter.api.Test;

/// Works that take long beside the doors.
class LongWorkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void holdsNoCarrierHoweverManyLongWorksThereAre() throws InterruptedException {
        LongWork desk = new LongWork();
        AtomicBoolean answered = new AtomicBoolean();
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            clients.add(Thread.startVirtualThread(() -> desk.run(Length.LONG, () -> spin(answered, end))));
        }
        // One more client, with next to nothing to ask.
        Thread small = Thread.startVirtualThread(() -> answered.set(true));
        assertThat(small.join(PATIENCE)).isTrue();
        for (Thread client : clients) {
            assertThat(client.join(PATIENCE)).isTrue();
        }
        assertThat(System.nanoTime()).isLessThan(end);
    }

    private static boolean spin(AtomicBoolean until, long end) {
        while (!until.get() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return until.get();
    }

    @Test
    void lendsItsSeatWhileItWaitsForTheOutside() throws InterruptedException {
        LongWork desk = new LongWork(1);
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Thread first = Thread.startVirtualThread(() -> desk.run(
                Length.LONG,
                () -> LongWork.aside(() -> {
                    waits.countDown();
                    return await(second);
                })));
        assertThat(await(waits)).isTrue();
        Thread other = Thread.startVirtualThread(() -> desk.run(Length.LONG, () -> {
            second.countDown();
            return true;
        }));
        assertThat(other.join(PATIENCE)).isTrue();
        assertThat(first.join(PATIENCE)).isTrue();
        assertThat(second.getCount()).isZero();
        assertThat(desk.run(Length.LONG, () -> "a seat is free again")).isNotEmpty();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void throwsWhatTheWorkThrowsAndFreesTheSeat() {
        LongWork desk = new LongWork(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> desk.run(Length.LONG, () -> {
                        throw new ScvpRefusal(CvStatusCode.TOO_BUSY, "no");
                    }))
                    .isInstanceOf(ScvpRefusal.class);
        }
    }

    @Test
    void manyCertificatesAndWhatSendersBringAreLong() {
        Certificate brought = new TestPki().root("CN=Own,O=Own,C=JP").certificate();
        Supplied supplied = new Supplied(List.of(brought), List.of(), List.of());
        assertThat(Length.of(LongWork.FEW, Supplied.NOTHING, PolicyOverrides.NONE))
                .isEqualTo(Length.SHORT);
        assertThat(Length.of(LongWork.FEW + 1, Supplied.NOTHING, PolicyOverrides.NONE))
                .isEqualTo(Length.LONG);
        assertThat(Length.of(1, supplied, PolicyOverrides.NONE)).isEqualTo(Length.LONG);
    }

    @Test
    void theServersDoorsUseIt() {
        ScvpScene scene = new ScvpScene();
        List<String> threads = new ArrayList<>();
        scene.validation.heed((issuer, serial, now) -> {
            threads.add(Thread.currentThread().getName());
            return new StatusAnswer.UnknownIssuer();
        });
        scene.ask(ScvpScene.statusOf(scene.alice.certificate(), scene.bob.certificate()));
        assertThat(threads).isNotEmpty().noneMatch(LongWorkTest::isOfLongWork);
        threads.clear();
        Certificate[] many = IntStream.rangeClosed(0, LongWork.FEW)
                .mapToObj(i -> scene.agency
                        .issueEndEntity("CN=" + i + ",O=Agency,C=JP")
                        .certificate())
                .toArray(Certificate[]::new);
        scene.ask(ScvpScene.statusOf(many));
        assertThat(threads).isNotEmpty().allMatch(LongWorkTest::isOfLongWork);
    }

    private static boolean isOfLongWork(String thread) {
        return thread.startsWith("long-work-");
    }
}
