package kakehashi.issuing;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that examine orders and ask the token. What was intended goes before what was not: a signature does
/// not wait behind a thousand orders that came in meanwhile.
final class VaultThreads implements Executor {
    private final LinkedBlockingDeque<Runnable> waiting = new LinkedBlockingDeque<>();
    private final ThreadPoolExecutor threads;

    VaultThreads(int workers) {
        threads = new ThreadPoolExecutor(
                workers,
                workers,
                1,
                TimeUnit.MINUTES,
                waiting,
                Thread.ofPlatform().daemon().name("vault-", 0).factory());
        threads.prestartAllCoreThreads();
    }

    /// Does this when everything before it is done.
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /// Does this next.
    void executeFirst(Runnable work) {
        waiting.addFirst(work);
    }

    /// Finishes what waits, for a minute at the most.
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            threads.shutdownNow();
        }
    }
}
