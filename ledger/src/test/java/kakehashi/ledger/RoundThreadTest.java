package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long PATIENCE = 10;

    @Test
    void comeAgainUntilTheyAreClosed() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        try (RoundThread rounds = new RoundThread("three", Duration.ofMillis(1), three::countDown)) {
            rounds.start();
            assertThat(three.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endTheRoundAtWorkWhenClosedInThePause() throws InterruptedException {
        CountDownLatch once = new CountDownLatch(1);
        RoundThread rounds = new RoundThread("once", DAY, once::countDown);
        rounds.start();
        assertThat(once.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        rounds.close();
    }

    @Test
    void breakOffAlsoInTheMiddleOfARound() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);
        RoundThread rounds = new RoundThread("long", DAY, () -> {
            began.countDown();
            try {
                Thread.sleep(DAY);
            } catch (InterruptedException e) {
                broken.countDown();
                throw e;
            }
        });
        rounds.start();
        assertThat(began.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        rounds.breakOff();
        assertThat(broken.getCount()).isZero();
    }

    @Test
    void closeThoughTheyNeverBegan() {
        new RoundThread("never", DAY, () -> {}).close();
    }
}
