package kakehashi.web;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One request on its way to its answer, with the thread that works on it.
final class Exchange {
    private enum State {
        RUNNING,
        FINISHED,
        BROKEN_OFF
    }

    private final Thread worker = Thread.currentThread();
    private final long began = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final String id;
    private final String method;
    private String route = "";
    private long held;
    private Optional<InputStream> body = Optional.empty();

    Exchange(String id, String method) {
        this.id = id;
        this.method = method;
    }

    String id() {
        return id;
    }

    String method() {
        return method;
    }

    /// The template of the route; empty before one is found.
    String route() {
        return route;
    }

    void found(String template) {
        route = template;
    }

    /// The body, as far as it was not read; empty when nothing was.
    Optional<InputStream> body() {
        return body;
    }

    void reads(InputStream stream) {
        body = Optional.of(stream);
    }

    /// Octets of memory that the body takes; by the worker alone.
    long held() {
        return held;
    }

    void holds(long more) {
        held += more;
    }

    long nanos() {
        return System.nanoTime() - began;
    }

    /// Ends it; false when it has been broken off, and then the connection must be closed.
    boolean finish() {
        return state.compareAndSet(State.RUNNING, State.FINISHED);
    }

    /// Interrupts the worker, whose socket is closed by that, when it takes longer than the limit.
    ///
    /// @param told counts it, before the client can see it
    void breakOffAfter(long limitNanos, Runnable told) {
        if (nanos() > limitNanos && state.compareAndSet(State.RUNNING, State.BROKEN_OFF)) {
            told.run();
            worker.interrupt();
        }
    }
}
