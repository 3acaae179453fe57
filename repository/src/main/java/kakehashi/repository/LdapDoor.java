package kakehashi.repository;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.NoticeOfDisconnectionExtendedResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import kakehashi.web.AddressConnections;
import kakehashi.web.Metrics;
import kakehashi.web.Tally;

/// Serves what is published over LDAP, to anybody, for reading only.
final class LdapDoor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LdapDoor.class.getName());
    private static final long LONGEST_PAUSE = 1_000;
    private static final Duration A_WHILE = Duration.ofMillis(50);

    private static final int BACKLOG = 128;

    private final PublishedState state;
    private final LdapLimits limits;
    private final ServerSocketChannel port;
    /// What the library wants to know of a listener. It never listens: its connections would have threads of the
    /// system, and for each request one of those would be woken and put to sleep.
    private final LDAPListener listener;

    private final LDAPListenerConfig config;
    private final AddressConnections visitors;
    private final List<Thread> threads;
    private final Map<LDAPListenerClientConnection, LdapSession> clients = new ConcurrentHashMap<>();
    private final LdapSending sending = LdapSending.ofThisProcess();
    private final Tally<LdapOutcome> searches = new Tally<>(LdapOutcome.class);
    private volatile DirectoryTree tree;

    /// Opens the port.
    ///
    /// @param address where; port 0 takes a free one
    LdapDoor(PublishedState state, InetSocketAddress address, LdapLimits limits) {
        this.state = state;
        this.limits = limits;
        this.tree = DirectoryTree.of(state);
        this.config = new LDAPListenerConfig(address.getPort(), new LdapSession(this, Optional.empty()));
        config.setMaxMessageSizeBytes(limits.messageOctets());
        config.setUseTCPNoDelay(true);
        this.listener = new LDAPListener(config);
        this.visitors = new AddressConnections("ldap", limits.perAddress());
        this.port = opened(address);
        this.threads = List.of(
                Thread.ofVirtual().name("ldap-listen").start(this::listen),
                Thread.ofVirtual().name("ldap-watch").start(this::watch));
    }

    private static ServerSocketChannel opened(InetSocketAddress address) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(address, BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("LDAP cannot have " + address, e);
        }
    }

    /// Takes connections until the port is closed.
    private void listen() {
        while (port.isOpen()) {
            try {
                accept(port.accept());
            } catch (ClosedChannelException closing) {
                return;
            } catch (IOException | LDAPException e) {
                LOG.log(System.Logger.Level.WARNING, "an LDAP connection could not be taken", e);
                LockSupport.parkNanos(A_WHILE.toNanos());
            }
        }
    }

    private void accept(SocketChannel channel) throws IOException, LDAPException {
        AddressConnections.Welcome welcome = channel.getRemoteAddress() instanceof InetSocketAddress peer
                ? visitors.enter(peer, channel)
                : AddressConnections.Welcome.CLOSED;
        if (welcome == AddressConnections.Welcome.CLOSED) {
            channel.close();
            return;
        }
        LDAPListenerClientConnection client = new LDAPListenerClientConnection(
                listener, new LdapSocket(channel), config.getRequestHandler(), config.getExceptionHandler());
        if (clients.size() > limits.connections() || welcome == AddressConnections.Welcome.TOLD) {
            refuse(client);
        } else {
            Thread.ofVirtual().name("ldap-client").start(() -> serve(client));
        }
    }

    /// RFC 4511 §4.4.1, the notice of disconnection.
    private void refuse(LDAPListenerClientConnection client) throws LDAPException {
        try {
            client.sendUnsolicitedNotification(
                    new NoticeOfDisconnectionExtendedResult(ResultCode.BUSY, "too many connections"));
        } finally {
            end(client);
        }
    }

    /// However it ends, the connection is closed and no longer counted.
    private void serve(LDAPListenerClientConnection client) {
        try {
            client.run();
        } finally {
            end(client);
        }
    }

    int port() {
        return port.socket().getLocalPort();
    }

    int clients() {
        return clients.size();
    }

    /// Offers the figures about connections and searches.
    void measure(Metrics metrics) {
        visitors.measure(metrics);
        LdapOutcome.offer(searches, metrics);
    }

    Tally<LdapOutcome> searches() {
        return searches;
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
            now = DirectoryTree.of(state);
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

    /// Closes connections whose clients say nothing, or do not read what they asked for.
    private void watch() {
        long pause = Math.clamp(limits.idle().toMillis() / 4, 1, LONGEST_PAUSE);
        try {
            while (true) {
                Thread.sleep(pause);
                clients.forEach((client, session) -> {
                    if (session.isSilentFor(limits.idle())) {
                        cut(client, session);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(LDAPListenerClientConnection client) {
        clients.remove(client);
        try {
            client.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    /// Closes the socket itself: to close the connection would wait for the one who writes.
    private void cut(LDAPListenerClientConnection client, LdapSession session) {
        clients.remove(client);
        session.cut();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            port.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the LDAP port could not be closed", e);
        }
        clients.forEach(this::cut);
    }
}
