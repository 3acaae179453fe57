package kakehashi.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What a client still sends of a body that the server has refused and not read.
///
/// RFC 9112 §9.6: "If a server performs an immediate close of a TCP connection, there is a significant risk that
/// the client will not be able to read the last HTTP response. … To avoid the TCP reset problem, servers typically
/// close a connection in stages." So after the answer the rest is read and thrown away, up to a bound in octets and
/// time; whoever sends more gets the reset.
final class LeftBody {
    static final long MOST_OCTETS = 32L << 20;

    private static final int PIECE = 16 * 1024;

    private LeftBody() {}

    /// Throws away what is left of a request's body, after its answer.
    ///
    /// @param read the body, if some of it was read
    static void discard(ServerRequest asked, Optional<InputStream> read) {
        // Who waits for "100 Continue" sends nothing after another answer, and must not be told to go on.
        boolean waits = read.isEmpty() && asked.headers().contains(HeaderNames.EXPECT);
        if (waits || !asked.content().hasEntity()) {
            return;
        }
        try {
            discard(read.orElseGet(asked.content()::inputStream));
        } catch (IOException | RuntimeException e) {
            // The client is gone, or its body has no end that could be found.
        }
    }

    private static void discard(InputStream body) throws IOException {
        byte[] piece = new byte[PIECE];
        long octets = 0;
        int count = body.read(piece);
        while (count >= 0 && octets < MOST_OCTETS) {
            octets += count;
            count = body.read(piece);
        }
    }
}
