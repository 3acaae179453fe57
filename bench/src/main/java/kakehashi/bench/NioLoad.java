package kakehashi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Asks a server over connections that stay open, one question at a time on each, by one thread and a selector:
/// light enough that the server is what takes the time.
///
/// It never sleeps: whoever answers a sleeping client of the same machine pays for waking another core, in a
/// virtual machine through the hypervisor, which no server pays for a client elsewhere.
/// `-Dkakehashi.bench.asleep=true` has it sleep until an answer comes.
///
/// @param port of the server, on the loopback address
/// @param connections how many
/// @param questions asked one after the other; the first again after the last
/// @param framing where an answer ends
record NioLoad(int port, int connections, List<byte[]> questions, Framing framing) {
    private static final int BUFFER = 1 << 18;
    private static final int MOST_LATENCIES = 1 << 20;
    private static final boolean ASLEEP = Boolean.getBoolean("kakehashi.bench.asleep");

    /// Where an answer ends.
    @FunctionalInterface
    interface Framing {
        /// How long the answer at the beginning of the buffer is; -1 when that cannot be told yet.
        ///
        /// @param octets the buffer
        /// @param length how much of it is filled
        int length(byte[] octets, int length);
    }

    /// What came of it.
    ///
    /// @param answers how many were answered
    /// @param seconds how long it took
    /// @param cpuSeconds CPU time of the server
    /// @param p99Millis the time from question to answer that 99 of 100 answers did not exceed
    record Result(long answers, double seconds, double cpuSeconds, double p99Millis) {
        double perSecond() {
            return answers / seconds;
        }

        double perCpuSecond() {
            return answers / cpuSeconds;
        }

        double micros() {
            return cpuSeconds / answers * 1e6;
        }
    }

    /// One connection.
    private static final class Line {
        private final SocketChannel channel;
        private final ByteBuffer coming = ByteBuffer.allocate(BUFFER);
        private long asked;
        private int needed = -1;

        Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /// Asks until so many questions were answered, from that one on.
    Result ask(int first, int count, ServerProcess server) {
        return run(first, done -> done >= count, server);
    }

    /// Asks until the time is over.
    Result askFor(double seconds, ServerProcess server) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return run(0, done -> System.nanoTime() >= end, server);
    }

    private Result run(int first, LongPredicate enough, ServerProcess server) {
        try (Selector selector = Selector.open()) {
            List<Line> lines = connect(selector);
            try {
                return new Run(first, enough, selector).measured(lines, server);
            } finally {
                for (Line line : lines) {
                    line.channel.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Line> connect(Selector selector) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Line line = new Line(channel);
            channel.register(selector, SelectionKey.OP_READ, line);
            lines.add(line);
        }
        return lines;
    }

    /// One measurement.
    private final class Run {
        private final LongPredicate enough;
        private final Selector selector;
        private final long[] latencies = new long[MOST_LATENCIES];
        private final ByteBuffer going = ByteBuffer.allocateDirect(BUFFER);
        private int next;
        private long answers;
        private int open;

        Run(int first, LongPredicate enough, Selector selector) {
            this.next = first % questions.size();
            this.enough = enough;
            this.selector = selector;
        }

        Result measured(List<Line> lines, ServerProcess server) throws IOException {
            double before = server.cpuSeconds();
            long began = System.nanoTime();
            for (Line line : lines) {
                ask(line);
            }
            while (open > 0) {
                await(key -> read((Line) key.attachment()));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = server.cpuSeconds() - before;
            return new Result(answers, seconds, used, p99() / 1e6);
        }

        private void await(Consumer<SelectionKey> each) throws IOException {
            if (ASLEEP) {
                selector.select(each);
            } else if (selector.selectNow(each) == 0) {
                Thread.onSpinWait();
            }
        }

        private long p99() {
            int kept = (int) Math.min(answers, MOST_LATENCIES);
            long[] sorted = Arrays.copyOf(latencies, kept);
            Arrays.sort(sorted);
            return sorted[Math.min(kept - 1, kept * 99 / 100)];
        }

        private void ask(Line line) throws IOException {
            going.clear().put(questions.get(next)).flip();
            next = next + 1 == questions.size() ? 0 : next + 1;
            line.asked = System.nanoTime();
            open++;
            while (going.hasRemaining()) {
                line.channel.write(going);
            }
        }

        private void read(Line line) {
            try {
                if (line.channel.read(line.coming) < 0) {
                    throw new IllegalStateException("the server closed a connection after " + answers + " answers");
                }
                int length = line.coming.position();
                if (line.needed < 0) {
                    line.needed = framing.length(line.coming.array(), length);
                }
                if (line.needed >= 0 && length >= line.needed) {
                    answered(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void answered(Line line) throws IOException {
            latencies[(int) (answers % MOST_LATENCIES)] = System.nanoTime() - line.asked;
            answers++;
            open--;
            line.coming.clear();
            line.needed = -1;
            if (!enough.test(answers + open)) {
                ask(line);
            }
        }
    }

    /// Answers of HTTP/1.1 with a length, which must be of status 200.
    static int http(byte[] octets, int length) {
        int head = end(octets, length);
        if (head < 0) {
            return -1;
        }
        if (octets[9] != '2' || octets[10] != '0' || octets[11] != '0') {
            throw new IllegalStateException("answered: " + new String(octets, 0, length));
        }
        for (int i = 0; i < head; i++) {
            if (octets[i] == '\n' && isLengthField(octets, i + 1)) {
                return head + number(octets, i + 1 + "content-length:".length());
            }
        }
        throw new IllegalStateException("an answer without a length: " + new String(octets, 0, length));
    }

    static int end(byte[] octets, int length) {
        for (int i = 3; i < length; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\r' && octets[i - 2] == '\n' && octets[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean isLengthField(byte[] octets, int from) {
        String name = "content-length:";
        for (int i = 0; i < name.length(); i++) {
            if ((octets[from + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] octets, int from) {
        int number = 0;
        for (int i = from; octets[i] != '\r'; i++) {
            if (octets[i] != ' ') {
                number = 10 * number + octets[i] - '0';
            }
        }
        return number;
    }
}
