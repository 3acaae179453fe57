package kakehashi.validation;

import java.util.concurrent.atomic.AtomicInteger;

/// How many checks a server works on at once: anybody may ask, so that whoever asks for much makes others wait no
/// longer than for so many. A request is let in whatever its size when nothing else is worked on.
final class ScvpLoad {
    private static final int FULL_REQUESTS = 8;
    private static final int LEAST = 64;

    private final int most;
    private final AtomicInteger inside = new AtomicInteger();

    ScvpLoad(ScvpOptions options) {
        this.most = Math.max(LEAST, FULL_REQUESTS * options.certificates());
    }

    /// Lets checks in, to be let out by [#leave]; false when there are too many.
    boolean enter(int checks) {
        int all = inside.addAndGet(checks);
        if (all <= most || all == checks) {
            return true;
        }
        inside.addAndGet(-checks);
        return false;
    }

    void leave(int checks) {
        inside.addAndGet(-checks);
    }
}
