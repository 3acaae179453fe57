package kakehashi.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/// HTTP/1.1 connections, and those of [EarlierHttp], on which the fields of a request have to arrive within a time,
/// however slowly each octet drips. The library itself bounds only the silence between two reads, and the first
/// line. What the handlers have ready is answered before the library sees it.
final class TimedConnections implements ServerConnectionSelector {
    private static final int LONGEST_FIRST_LINE = 8 * 1024;

    private final ServerConnectionSelector plain;
    private final ReadyDoor ready;
    private final long nanos;
    private final int headOctets;
    private final long mostAhead;
    private final ReadAhead ahead;
    private final Reception reception;

    /// Who lets connections in.
    ///
    /// @param connections how each was received
    /// @param counter names what is refused, and breaks off what waits too long
    record Reception(AddressConnections connections, Counter counter) {
        private boolean refuses(ConnectionContext context) {
            return context.remotePeer().address() instanceof InetSocketAddress peer
                    && connections.of(peer) != AddressConnections.Welcome.SERVED;
        }
    }

    /// @param limits of the listener
    /// @param ready what is answered before the library
    /// @param mostAhead the longest body of all, with what stands around it
    TimedConnections(Limits limits, Reception reception, ReadyDoor ready, long mostAhead, ReadAhead ahead) {
        this.reception = reception;
        this.ready = ready;
        this.mostAhead = mostAhead;
        this.ahead = ahead;
        plain = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxHeadersSize(limits.headerOctets())
                        .maxPrologueLength(Math.min(LONGEST_FIRST_LINE, limits.headerOctets()))
                        .continueImmediately(false)
                        .addReceiveListener(new Progress())
                        .addSendListener(new Sending())
                        .build())
                .build();
        nanos = limits.headers().toNanos();
        headOctets = limits.headerOctets();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return plain.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return plain.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return plain.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        if (reception.refuses(context)) {
            return new RefusedConnection(context, reception.counter.ids().next(Optional.empty()));
        }
        Timed timed = new Timed(this, context);
        return new Lively(plain.connection(timed), timed);
    }

    /// A connection that is not idle while it is answered from what is ready, of which the library does not know.
    private record Lively(ServerConnection plain, Timed timed) implements ServerConnection {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                plain.handle(limit);
            } catch (UncheckedIOException e) {
                // The library would tell some of these in the log, which whoever connects could fill so.
                throw new CloseConnectionException("the client is gone", e);
            } finally {
                timed.leave();
            }
        }

        @Override
        public Duration idleTime() {
            Duration idle = plain.idleTime();
            Duration ready = timed.sinceReadyAnswer();
            return ready.compareTo(idle) < 0 ? ready : idle;
        }

        @Override
        public void close(boolean interrupt) {
            plain.close(interrupt);
        }
    }

    /// Hears from the library how far a request has come.
    private static final class Progress implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            if (context instanceof Timed timed) {
                timed.awaitFields();
            }
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof Timed timed) {
                timed.fieldsAreThere();
                if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
                    timed.followChunks();
                }
            }
        }
    }

    /// Hears from the library what it is about to write: the status, then the fields, which it writes as we leave
    /// them.
    private static final class Sending implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            if (context instanceof Timed timed) {
                timed.said = status.code();
            }
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof Timed timed) {
                LengthOfNothing.strip(timed.said, headers);
            }
        }
    }

    /// A connection whose reader looks at the time before it reads on. Used by the one thread of the connection.
    private static final class Timed implements ConnectionContext {
        private final TimedConnections house;
        private final ConnectionContext plain;
        private final DataReader reader;
        private final ReadyRequests requests;
        private long held;
        private long began;
        private boolean awaiting;
        private boolean begun;
        /// The status of the answer that is being written.
        private int said;
        /// What the library was given last.
        private byte[] given = new byte[0];
        private Optional<ChunkedFraming> chunks = Optional.empty();

        Timed(TimedConnections house, ConnectionContext plain) {
            this.house = house;
            this.plain = plain;
            requests = new ReadyRequests(
                    house.ready,
                    this::read,
                    new PlainDoor.Client(
                            Door.address(plain.remotePeer()),
                            octets -> plain.dataWriter().writeNow(BufferData.create(octets))));
            reader = DataReader.create(this::next);
        }

        Duration sinceReadyAnswer() {
            return requests.sinceAnswer();
        }

        void awaitFields() {
            began = System.nanoTime();
            awaiting = true;
        }

        void fieldsAreThere() {
            awaiting = false;
        }

        /// A chunked body begins. Of it the library may have some already: what it has not taken of the octets that
        /// it was given last, for it asks for more only when it has no whole line.
        void followChunks() {
            chunks = Optional.of(new ChunkedFraming());
            follow(given, given.length - reader.available());
        }

        private void follow(byte[] octets, int from) {
            if (chunks.isPresent() && !chunks.get().takes(octets, from)) {
                throw RequestException.builder()
                        .type(DirectHandler.EventType.BAD_REQUEST)
                        .status(Status.BAD_REQUEST_400)
                        .setKeepAlive(false)
                        .message("not the framing of a chunked body")
                        .build();
            }
            chunks = chunks.filter(one -> !one.isDone());
        }

        /// More octets; an empty supply ends the connection.
        private byte[] next() {
            boundWhatIsAhead();
            byte[] octets = begun ? requests.next() : first(requests.next());
            if (octets != null) {
                given = octets;
                follow(octets, 0);
            }
            return octets;
        }

        private byte[] first(byte[] octets) {
            if (octets == null) {
                return octets;
            }
            begun = true;
            awaitFields();
            // Earlier HTTP is spoken from the first request of a connection on, or not at all.
            return requests.hasAnswered() ? octets : EarlierHttp.translated(octets, this::read, house.headOctets);
        }

        /// The library asks for more while it has some: a line or a chunk that is not whole.
        private void boundWhatIsAhead() {
            int octets = begun ? reader.available() : 0;
            if (octets > house.mostAhead) {
                throw new CloseConnectionException("more octets than any body has");
            }
            held = house.ahead.change(held, octets);
        }

        void leave() {
            held = house.ahead.change(held, 0);
        }

        private byte[] read() {
            try {
                await();
            } catch (DataReader.InsufficientDataAvailableException e) {
                return null;
            }
            return plain.dataReader().readBytes(plain.dataReader().available());
        }

        private void await() {
            if (!awaiting) {
                plain.dataReader().ensureAvailable();
                return;
            }
            long left = house.nanos - (System.nanoTime() - began);
            if (left < 0) {
                throw new CloseConnectionException("the fields of the request took too long");
            }
            house.reception.counter.within(Duration.ofNanos(left), plain.dataReader()::ensureAvailable);
        }

        @Override
        public DataReader dataReader() {
            return reader;
        }

        @Override
        public ListenerContext listenerContext() {
            return plain.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return plain.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return plain.dataWriter();
        }

        @Override
        public Router router() {
            return plain.router();
        }

        @Override
        public Optional<io.helidon.webserver.ProxyProtocolData> proxyProtocolData() {
            return plain.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return plain.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return plain.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return plain.localPeer();
        }

        @Override
        public boolean isSecure() {
            return plain.isSecure();
        }

        @Override
        public String socketId() {
            return plain.socketId();
        }

        @Override
        public String childSocketId() {
            return plain.childSocketId();
        }
    }
}
