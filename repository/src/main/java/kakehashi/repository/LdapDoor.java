package kakehashi.repository;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Serves what is published over LDAP, to anybody, for reading only.
final class LdapDoor implements AutoCloseable {
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final PublishedState state;
    private final LdapLimits limits;
    private final InstantSource clock;
    private final LDAPListener listener;
    private final Thread watch;
    private final Map<LDAPListenerClientConnection, Optional<Instant>> clients = new ConcurrentHashMap<>();
    private final LdapSending sending = LdapSending.ofThisProcess();
    private volatile DirectoryTree tree;

    /// Opens the port.
    ///
    /// @param address where; port 0 takes a free one
    LdapDoor(PublishedState state, InetSocketAddress address, LdapLimits limits, InstantSource clock) {
        this.state = state;
        this.limits = limits;
        this.clock = clock;
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
        try {
            client.getSocket().setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
        } catch (SocketException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, e);
        }
        clients.put(client, Optional.empty());
    }

    void leave(LDAPListenerClientConnection client) {
        clients.remove(client);
    }

    void begin(LDAPListenerClientConnection client) {
        clients.put(client, Optional.of(clock.instant()));
    }

    void end(LDAPListenerClientConnection client) {
        clients.computeIfPresent(client, (one, since) -> Optional.empty());
    }

    /// Closes connections whose clients do not read what they asked for, and those whose thread has died.
    private void watch() {
        try {
            while (true) {
                Thread.sleep(WATCH);
                Instant latest = clock.instant().minus(limits.idle());
                clients.forEach((client, since) -> {
                    if (client.getState() == Thread.State.TERMINATED) {
                        clients.remove(client);
                        Thread.startVirtualThread(() -> closeQuietly(client));
                    } else if (since.filter(latest::isAfter).isPresent()) {
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
