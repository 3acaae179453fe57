package kakehashi.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Counts the connections of each address where the library sets up the socket of a new one: before TLS, and before
/// a thread is made for it. What is thrown here closes that connection and no other.
final class CountedSockets implements SocketOptions {
    private final SocketOptions plain;
    private final AddressConnections connections;

    CountedSockets(SocketOptions plain, AddressConnections connections) {
        this.plain = plain;
        this.connections = connections;
    }

    @Override
    public void configureSocket(SocketChannel channel) {
        plain.configureSocket(channel);
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress peer
                    && connections.enter(peer, channel) == AddressConnections.Welcome.CLOSED) {
                throw new CloseConnectionException("the address has too many connections");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void configureSocket(Socket socket) {
        plain.configureSocket(socket);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return plain.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return plain.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return plain.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return plain.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return plain.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return plain.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return plain.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return plain.tcpNoDelay();
    }
}
