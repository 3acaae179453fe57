package kakehashi.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ServerSocketFactory;

/// Server sockets for the LDAP library whose connections have a channel, for gathering writes, and are read through
/// [LdapNesting].
final class LdapSockets extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return new Listening(new InetSocketAddress(port), backlog);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new Listening(new InetSocketAddress(address, port), backlog);
    }

    /// All that the library asks of a server socket, by a channel.
    private static final class Listening extends ServerSocket {
        private final ServerSocket channel;

        Listening(InetSocketAddress address, int backlog) throws IOException {
            channel = ServerSocketChannel.open().socket();
            try {
                channel.bind(address, backlog);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public Socket accept() throws IOException {
            return new Connected(channel.accept());
        }

        @Override
        public InetAddress getInetAddress() {
            return channel.getInetAddress();
        }

        @Override
        public int getLocalPort() {
            return channel.getLocalPort();
        }

        @Override
        public void setReceiveBufferSize(int size) throws SocketException {
            channel.setReceiveBufferSize(size);
        }

        @Override
        public boolean isClosed() {
            return channel.isClosed();
        }

        @Override
        public void close() throws IOException {
            super.close();
            channel.close();
        }
    }

    /// All that the library and the door ask of a connection, by its channel.
    private static final class Connected extends Socket {
        private final Socket channel;

        Connected(Socket channel) {
            this.channel = channel;
        }

        @Override
        public SocketChannel getChannel() {
            return channel.getChannel();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new LdapNesting(channel.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return channel.getOutputStream();
        }

        @Override
        public InetAddress getInetAddress() {
            return channel.getInetAddress();
        }

        @Override
        public int getPort() {
            return channel.getPort();
        }

        @Override
        public InetAddress getLocalAddress() {
            return channel.getLocalAddress();
        }

        @Override
        public int getLocalPort() {
            return channel.getLocalPort();
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return channel.getRemoteSocketAddress();
        }

        @Override
        public void setKeepAlive(boolean on) throws SocketException {
            channel.setKeepAlive(on);
        }

        @Override
        public void setReuseAddress(boolean on) throws SocketException {
            channel.setReuseAddress(on);
        }

        @Override
        public void setSendBufferSize(int size) throws SocketException {
            channel.setSendBufferSize(size);
        }

        @Override
        public void setSoLinger(boolean on, int seconds) throws SocketException {
            channel.setSoLinger(on, seconds);
        }

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            channel.setSoTimeout(millis);
        }

        @Override
        public void setTcpNoDelay(boolean on) throws SocketException {
            channel.setTcpNoDelay(on);
        }

        @Override
        public boolean isClosed() {
            return channel.isClosed();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
