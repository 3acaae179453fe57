package kakehashi.web;

import io.helidon.webserver.CloseConnectionException;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds what has been read from all connections and not been taken by the library: a chunk is read whole, and the
/// line before a chunk to its end, wherever that is. Safe for many threads.
final class ReadAhead {
    /// So much every connection may have.
    private static final long FREE = 256 * 1024;

    private final AtomicLong left;

    /// @param octets for all connections together
    ReadAhead(long octets) {
        this.left = new AtomicLong(octets);
    }

    /// An eighth of what the process may take.
    static ReadAhead ofThisProcess() {
        return new ReadAhead(Runtime.getRuntime().maxMemory() / 8);
    }

    /// Changes what a connection holds.
    ///
    /// @param held what it holds so far
    /// @param octets what it has read and not taken
    /// @return what it holds from now on
    /// @throws CloseConnectionException when there is no room
    long change(long held, long octets) {
        long wanted = octets <= FREE ? 0 : octets;
        long more = wanted - held;
        if (more != 0 && left.addAndGet(-more) < 0 && more > 0) {
            left.addAndGet(more);
            throw new CloseConnectionException("no memory to read on");
        }
        return wanted;
    }
}
