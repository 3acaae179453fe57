package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Quota quota = new Quota(10);

    private Optional<Duration> take(int units, Instant now) {
        return quota.take("a", 7, units, now);
    }

    @Test
    void givesAMinutesWorthAtOnceAndThenAsItComes() {
        assertThat(take(7, NOW)).isEmpty();
        assertThat(take(1, NOW)).contains(Duration.ofMillis(8572));
        assertThat(quota.take("b", 7, 1, NOW)).isEmpty();
        assertThat(take(3, NOW.plusSeconds(10))).contains(Duration.ofMillis(15715));
    }

    @Test
    void whoWaitsAsHeWasToldIsLetInAndNotAMillisecondBefore() {
        take(7, NOW);
        for (int units = 1; units <= 7; units++) {
            Instant then = NOW.plus(take(units, NOW).orElseThrow());
            assertThat(quota.wait("a", 7, units, then)).isEmpty();
            assertThat(quota.wait("a", 7, units, then.minusMillis(1))).contains(Duration.ofMillis(1));
        }
    }

    @Test
    void moreThanAMinutesWorthTakesAWholeOneAndADebt() {
        take(1, NOW);
        assertThat(take(70, NOW)).as("only from a whole one").isPresent();
        assertThat(take(70, NOW.plusSeconds(60))).isEmpty();
        assertThat(take(1, NOW.plusSeconds(600))).isPresent();
        assertThat(take(7, NOW.plusSeconds(660))).isEmpty();
    }

    @Test
    void ofTwoThatWereLetInForLessOneGoesOn() {
        assertThat(take(1, NOW)).isEmpty();
        assertThat(take(1, NOW)).isEmpty();
        assertThat(quota.retake("a", 7, 1, 7, NOW)).as("one is the other's").contains(Duration.ofMillis(8572));
        assertThat(quota.retake("a", 7, 1, 7, NOW)).isEmpty();
    }

    @Test
    void givesBackNoMoreThanAMinutesWorth() {
        take(2, NOW);
        quota.charge("a", 7, -100, NOW);
        assertThat(take(7, NOW)).isEmpty();
        assertThat(take(1, NOW)).isPresent();
    }

    @Test
    void aYearOrAClockThatWasPutBackMakesAWholeOne() {
        take(7, NOW);
        assertThat(take(7, NOW.plus(Duration.ofDays(40_000)))).isEmpty();
        assertThat(take(7, NOW)).isEmpty();
        assertThat(quota.take("big", Integer.MAX_VALUE, Integer.MAX_VALUE, NOW)).isEmpty();
        assertThat(quota.take("big", Integer.MAX_VALUE, 1, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void requestsAtTheSameMomentGetNoMoreThanOneAfterTheOther() {
        AtomicInteger given = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> given.addAndGet(take(2, NOW).isEmpty() ? 2 : 0));
            }
        }
        assertThat(given).hasValue(6);
    }
}
