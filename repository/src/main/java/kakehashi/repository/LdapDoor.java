package kakehashi.repository;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Serves what is published over LDAP, to anybody, for reading only.
final class LdapDoor implements AutoCloseable {
    private static final long LONGEST_PAUSE = 1_000;

    private final PublishedState state;
    private final LdapLimits limits;
    private final LDAPListener listener;
    private final Thread watch;
    private final Map<LDAPListenerClientConnection, Reader> clients = new ConcurrentHashMap<>();
    private final LdapSending sending = LdapSending.ofThisProcess();
    private volatile DirectoryTree tree;

    /// A client that is there.
    ///
    /// @param socket its socket; the library gives it to nobody while somebody writes
    /// @param since when the answer began that it is being sent, by the monotonic clock: the wall clock may jump
    private record Reader(Socket socket, OptionalLong since) {
        Reader since(OptionalLong begin) {
            return new Reader(socket, begin);
        }

        boolean isLate(long now, long nanos) {
            return since.isPresent() && now - since.getAsLong() > nanos;
        }
    }

    /// Opens the port.
    ///
    /// @param address where; port 0 takes a free one
    LdapDoor(PublishedState state, InetSocketAddress address, LdapLimits limits) {
        this.state = state;
        this.limits = limits;
        this.tree = DirectoryTree.of(state.picture());
        LDAPListenerConfig config = new LDAPListenerConfig(address.getPort(), new LdapSession(this, Optional.empty()));
        config.setListenAddress(address.getAddress());
        config.setMaxConnections(limits.connections());
        config.setMaxMessageSizeBytes(limits.messageOctets());
        config.setUseTCPNoDelay(true);
        config.setServerSocketFactory(new LdapSockets());
        this.listener = new LDAPListener(config);
        this.watch = Thread.ofVirtual().name("ldap-watch").unstarted(this::watch);
        try {
            listener.startListening();
        } catch (IOException e) {
            throw new UncheckedIOException("LDAP cannot have " + address, e);
        }
        watch.start();
    }

    int port() {
        return listener.getListenPort();
    }

    int clients() {
        return clients.size();
    }

    LdapSending sending() {
        return sending;
    }

    LdapLimits limits() {
        return limits;
    }

    /// What is published now. After a change the first who asks puts it in order.
    DirectoryTree tree() {
        DirectoryTree now = tree;
        PublicPicture picture = state.picture();
        boolean same = now.picture() == picture
                || now.picture().authorities().equals(picture.authorities())
                        && now.picture().pairs().equals(picture.pairs());
        if (!same) {
            now = DirectoryTree.of(picture);
            tree = now;
        }
        return now;
    }

    void admit(LDAPListenerClientConnection client) throws LDAPException {
        Socket socket = client.getSocket();
        try {
            socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
        } catch (SocketException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, e);
        }
        clients.put(client, new Reader(socket, OptionalLong.empty()));
    }

    void leave(LDAPListenerClientConnection client) {
        clients.remove(client);
    }

    void begin(LDAPListenerClientConnection client) {
        clients.computeIfPresent(client, (one, reader) -> reader.since(OptionalLong.of(System.nanoTime())));
    }

    void end(LDAPListenerClientConnection client) {
        clients.computeIfPresent(client, (one, reader) -> reader.since(OptionalLong.empty()));
    }

    /// Closes connections whose clients do not read what they asked for, and those whose thread has died.
    private void watch() {
        long pause = Math.clamp(limits.idle().toMillis() / 4, 1, LONGEST_PAUSE);
        try {
            while (true) {
                Thread.sleep(pause);
                long now = System.nanoTime();
                clients.forEach((client, reader) -> {
                    if (client.getState() == Thread.State.TERMINATED) {
                        clients.remove(client);
                        Thread.startVirtualThread(() -> closeQuietly(client));
                    } else if (reader.isLate(now, limits.idle().toNanos())) {
                        clients.remove(client);
                        close(reader.socket);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes a connection without a thread out of the listener's count.
    private static void closeQuietly(LDAPListenerClientConnection client) {
        try {
            client.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    /// The socket itself: to close the connection would wait for the one who writes.
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        listener.shutDown(true);
    }
}
