package kakehashi.ledger;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A daemon thread that does the same work again and again, with a pause after each round, until it is closed.
///
/// Work that throws ends the thread: what may fail is to be caught in the round.
public final class RoundThread implements AutoCloseable {
    private final Duration pause;
    private final Work work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// Rounds that have not begun.
    ///
    /// @param name of the thread
    public RoundThread(String name, Duration pause, Work work) {
        this.pause = pause;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// One round.
    @FunctionalInterface
    public interface Work {
        /// Does it.
        ///
        /// @throws InterruptedException when it is broken off
        void round() throws InterruptedException;
    }

    /// Begins with the first round.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                work.round();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Breaks the round at work off, and stops.
    public void breakOff() {
        thread.interrupt();
        close();
    }

    /// Ends the round at work and stops. Nothing is done about rounds that have not begun.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
