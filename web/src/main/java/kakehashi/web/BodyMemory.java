package kakehashi.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import kakehashi.x509.Bytes;

/// How much memory the long bodies of all requests inside may take together, and the long answers that were made
/// for one request alone. Without it, two thousand clients that each send most of 8 MiB and then no more would fill
/// the memory of a process, and so would sixty that ask by SCVP for the CRL of a large CA and do not read it.
///
/// Short ones come and go whatever happens: who is slow with long ones keeps nobody from asking by OCSP.
final class BodyMemory {
    /// Up to here a body is short.
    static final int SHORT = 64 * 1024;

    private final AtomicLong left;

    /// @param octets for all long bodies
    BodyMemory(long octets) {
        left = new AtomicLong(octets);
    }

    /// A quarter of what the process may take.
    static BodyMemory ofThisProcess() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /// Reads a body; what it takes is the exchange's until [#leave].
    ///
    /// @throws NoRoom when there is no memory for it now
    byte[] read(InputStream body, Exchange exchange) throws IOException {
        byte[] first = body.readNBytes(SHORT);
        if (first.length < SHORT) {
            return first;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(2 * SHORT);
        for (byte[] piece = first; piece.length > 0; piece = body.readNBytes(SHORT)) {
            // As it grows, the buffer is twice as long as what is in it.
            take(2L * piece.length, exchange);
            whole.write(piece);
        }
        return whole.toByteArray();
    }

    /// Lets an answer out; what it takes is the exchange's until [#leave]. One that caches may keep is counted not:
    /// all who ask share its octets.
    Response hold(Response answer, Exchange exchange) throws NoRoom {
        boolean own = answer.header("Cache-Control").filter("no-store"::equals).isPresent();
        if (own && answer.content() instanceof Response.Content.Whole(Bytes whole) && whole.length() > SHORT) {
            take(whole.length(), exchange);
        }
        return answer;
    }

    private void take(long octets, Exchange exchange) throws NoRoom {
        exchange.holds(octets);
        if (left.addAndGet(-octets) < 0) {
            throw new NoRoom();
        }
    }

    /// Gives back what an exchange took.
    void leave(Exchange exchange) {
        left.addAndGet(exchange.held());
    }

    /// The memory for bodies is used up; the server answers that it is full.
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1L;

        NoRoom() {
            super("no memory for a long body or answer now");
        }
    }
}
