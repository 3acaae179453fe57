package kakehashi.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection of an address that has its share already: its first request is answered with 429 (RFC 6585 §4), and
/// it is closed.
record RefusedConnection(ConnectionContext context, String id) implements ServerConnection {
    private static final int RETRY_SECONDS = 5;

    @Override
    public void handle(Limit limit) {
        try {
            // What was not read when a connection closes would take the answer with it.
            context.dataReader().ensureAvailable();
            context.dataReader().skip(context.dataReader().available());
        } catch (DataReader.InsufficientDataAvailableException e) {
            return;
        }
        byte[] body = Door.refusal(WebProblems.ADDRESS_CONNECTIONS, id).toArray();
        String head = "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Type: "
                + Problem.MEDIA_TYPE + "\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: " + id
                + "\r\nRetry-After: " + RETRY_SECONDS + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        context.dataWriter()
                .writeNow(BufferData.create(
                        BufferData.create(head.getBytes(StandardCharsets.US_ASCII)), BufferData.create(body)));
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        // It ends by itself.
    }
}
