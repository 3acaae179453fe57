package kakehashi.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The wish that this process end: SIGTERM or Ctrl-C, or the end of its standard input where a parent holds it.
///
/// The virtual machine ends as soon as its shutdown hooks have; so the hook waits until the work is finished, and
/// then ends the process with 0, since whoever asked got what he asked for.
final class Stop {
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    private Stop() {}

    /// Listens to signals.
    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "kakehashi-stop"));
        return stop;
    }

    /// Listens to the end of an input too.
    Stop andAtEndOf(InputStream input) {
        Thread.ofVirtual().name("kakehashi-parent").start(() -> {
            try {
                while (input.read() >= 0) {
                    // What a parent says means nothing; that it ends does.
                }
            } catch (IOException e) {
                // As if it had ended.
            }
            wished.countDown();
        });
        return this;
    }

    private void signalled() {
        if (finished.getCount() == 0) {
            return;
        }
        wished.countDown();
        try {
            if (finished.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for the wish.
    ///
    /// @return whether it came in time
    boolean await(long millis) {
        try {
            return wished.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// The work is finished; the process may end with this code.
    int finish(int code) {
        exitCode = code;
        finished.countDown();
        return code;
    }
}
