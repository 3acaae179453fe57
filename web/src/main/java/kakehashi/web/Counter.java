package kakehashi.web;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What all doors of a server share: who is inside, and whether it is closing time.
final class Counter {
    private static final Duration BEAT = Duration.ofMillis(200);

    private final Set<Inside> inside = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final BodyMemory bodies;
    private final RequestIds ids = new RequestIds();
    private final AccessLog log;
    private final Metrics.Counter brokenOff;

    private record Inside(Exchange exchange, long limitNanos) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Inside one && one.exchange == exchange;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(exchange);
        }
    }

    Counter(InstantSource clock, Metrics metrics, BodyMemory bodies) {
        this.bodies = bodies;
        log = new AccessLog(clock);
        brokenOff =
                metrics.counter("kakehashi_http_broken_off_total", "Requests that took too long.", java.util.Map.of());
        metrics.gauge("kakehashi_http_requests_inside", "Requests being worked on.", java.util.Map.of(), count::get);
    }

    RequestIds ids() {
        return ids;
    }

    BodyMemory bodies() {
        return bodies;
    }

    AccessLog log() {
        return log;
    }

    boolean isLeaving() {
        return leaving.get();
    }

    /// Lets an exchange in; false when the house is full.
    boolean admit(Exchange exchange, Limits limits) {
        inside.add(new Inside(exchange, limits.exchange().toNanos()));
        return count.incrementAndGet() <= limits.requests();
    }

    void leave(Exchange exchange) {
        inside.remove(new Inside(exchange, 0));
        bodies.leave(exchange);
        count.decrementAndGet();
    }

    /// Lets one in that is out again at once and need not be watched; false when the house is full.
    boolean enter(Limits limits) {
        if (count.incrementAndGet() <= limits.requests()) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /// Ends what [#enter] began.
    void exit() {
        count.decrementAndGet();
    }

    /// Waits for a client, no longer than so long: then the wait is broken off, and the connection closed by that.
    /// The library bounds no silence but that between requests.
    ///
    /// @throws CloseConnectionException when it took too long
    void within(Duration limit, Runnable waiting) {
        Exchange exchange = new Exchange("", "");
        Inside one = new Inside(exchange, limit.toNanos());
        inside.add(one);
        try {
            waiting.run();
        } finally {
            inside.remove(one);
            if (!exchange.finish()) {
                throw new CloseConnectionException("the client took too long");
            }
        }
    }

    /// Looks at all that are inside, again and again, until interrupted.
    void watch() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                inside.forEach(this::breakOffIfLate);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakOffIfLate(Inside one) {
        one.exchange.breakOffAfter(one.limitNanos, brokenOff::increment);
    }

    /// Waits until all have left, no longer than so long. New requests are told that the connection closes.
    void drain(Duration grace) {
        leaving.set(true);
        long end = System.nanoTime() + grace.toNanos();
        while (count.get() > 0 && System.nanoTime() < end) {
            try {
                Thread.sleep(Duration.ofMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
