package kakehashi.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of one visit at the [CustodianDoor], bounded in octets and time.
///
/// The buffer lies outside the heap, so that reading leaves no copy elsewhere in the process, and is wiped.
final class VisitorLines implements AutoCloseable {
    static final int MOST_OCTETS = 2048;

    private final SocketChannel visitor;
    private final Selector selector;
    private final long end;
    private final ByteBuffer received = ByteBuffer.allocateDirect(MOST_OCTETS);

    VisitorLines(SocketChannel visitor, long end) throws IOException {
        this.visitor = visitor;
        this.end = end;
        this.selector = Selector.open();
        visitor.configureBlocking(false);
        visitor.register(selector, SelectionKey.OP_READ);
    }

    /// The words of an answer.
    static String words(ShareAnswer answer) {
        return switch (answer) {
            case ShareAnswer.Missing(int custodians) -> "missing " + custodians;
            case ShareAnswer.Complete complete -> "complete";
            case ShareAnswer.Refused(ActivationRefusal reason) -> "refused " + reason.name();
        };
    }

    void send(ShareAnswer answer) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((words(answer) + "\n").getBytes(StandardCharsets.US_ASCII));
        visitor.write(line);
        if (line.hasRemaining()) {
            throw new IOException("the visitor does not listen");
        }
    }

    /// Name and passphrase; empty when the visitor sent something else, or not in time.
    Optional<Custodian> custodian() throws IOException {
        while (lineEnds() < 2) {
            if (!received.hasRemaining() || !awaitMore() || visitor.read(received) < 0) {
                return Optional.empty();
            }
        }
        received.flip();
        byte[] name = line();
        byte[] passphrase = line();
        return Optional.of(new Custodian(new String(name, StandardCharsets.UTF_8), Secret.wrap(passphrase)));
    }

    private boolean awaitMore() throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        boolean ready = selector.select(left) > 0;
        selector.selectedKeys().clear();
        return ready;
    }

    private int lineEnds() {
        int ends = 0;
        for (int i = 0; i < received.position(); i++) {
            ends += received.get(i) == '\n' ? 1 : 0;
        }
        return ends;
    }

    private byte[] line() {
        int from = received.position();
        int to = from;
        while (received.get(to) != '\n') {
            to++;
        }
        byte[] line = new byte[to - from];
        received.get(line).get();
        return line;
    }

    @Override
    public void close() throws IOException {
        received.clear();
        received.put(new byte[MOST_OCTETS]);
        selector.close();
    }
}
