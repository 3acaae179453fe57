package kakehashi.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/// HTTP/1.1 connections, and those of [EarlierHttp], on which the fields of a request have to arrive within a time,
/// however slowly each octet drips. The library itself bounds only the silence between two reads, and the first
/// line.
final class TimedConnections implements ServerConnectionSelector {
    private final ServerConnectionSelector plain;
    private final long nanos;
    private final int headOctets;

    TimedConnections(Http1Config.Builder config, Limits limits) {
        plain = Http1ConnectionSelector.builder()
                .config(config.addReceiveListener(new Progress()).build())
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
        return plain.connection(new Timed(context, nanos, headOctets));
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
            }
        }
    }

    /// A connection whose reader looks at the time before it reads on. Used by the one thread of the connection.
    private static final class Timed implements ConnectionContext {
        private final ConnectionContext plain;
        private final DataReader reader;
        private final long nanos;
        private final int headOctets;
        private long began;
        private boolean awaiting;
        private boolean begun;

        Timed(ConnectionContext plain, long nanos, int headOctets) {
            this.plain = plain;
            this.nanos = nanos;
            this.headOctets = headOctets;
            reader = DataReader.create(this::next);
        }

        void awaitFields() {
            began = System.nanoTime();
            awaiting = true;
        }

        void fieldsAreThere() {
            awaiting = false;
        }

        /// More octets; an empty supply ends the connection.
        private byte[] next() {
            byte[] octets = read();
            if (begun || octets == null) {
                return octets;
            }
            begun = true;
            awaitFields();
            return EarlierHttp.translated(octets, this::read, headOctets);
        }

        private byte[] read() {
            if (awaiting && System.nanoTime() - began > nanos) {
                throw new CloseConnectionException("the fields of the request took too long");
            }
            try {
                plain.dataReader().ensureAvailable();
            } catch (DataReader.InsufficientDataAvailableException e) {
                return null;
            }
            return plain.dataReader().readBytes(plain.dataReader().available());
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
