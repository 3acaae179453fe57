package kakehashi.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;

/// All that the LDAP library and the door ask of a connection, by its channel: it has one, for gathering writes,
/// and is read through [LdapNesting].
final class LdapSocket extends Socket {
    private final Socket channel;

    LdapSocket(SocketChannel connection) {
        this.channel = connection.socket();
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
