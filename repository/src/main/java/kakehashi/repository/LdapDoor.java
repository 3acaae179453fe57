package kakehashi.repository;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Serves what is published over LDAP, to anybody, for reading only.
final class LdapDoor implements AutoCloseable {
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final PublishedState state;
    private final LdapLimits limits;
    private final LDAPListener listener;
    private final Thread watch;
    private final Map<LDAPListenerClientConnection, LdapSession> clients = new ConcurrentHashMap<>();
    private final LdapSending sending = LdapSending.ofThisProcess();
    private volatile DirectoryTree tree;

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

    /// Takes a connection in. It has no time limit of the system's, which costs six calls of it for each request:
    /// the watch looks at the session instead.
    void admit(LDAPListenerClientConnection client, LdapSession session) {
        clients.put(client, session);
    }

    void leave(LDAPListenerClientConnection client) {
        clients.remove(client);
    }

    /// Closes connections whose clients say nothing, or do not read what they asked for, and those whose thread has
    /// died.
    private void watch() {
        try {
            while (true) {
                Thread.sleep(WATCH);
                clients.forEach((client, session) -> {
                    if (client.getState() == Thread.State.TERMINATED) {
                        clients.remove(client);
                        Thread.startVirtualThread(() -> closeQuietly(client));
                    } else if (session.isSilentFor(limits.idle())) {
                        close(client);
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
    private void close(LDAPListenerClientConnection client) {
        clients.remove(client);
        try {
            client.getSocket().close();
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
