package kakehashi.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Keeps one address from holding all connections of a door, also those on which nothing was said yet. Nobody has
/// to tell it that a connection ended: it looks at the channels when it has to. Safe for many threads.
public final class AddressConnections {
    private static final System.Logger LOG = System.getLogger(AddressConnections.class.getName());
    private static final int BETWEEN_SWEEPS = 1_024;
    private static final long MINUTE = 60_000_000_000L;

    private final String door;
    private final ConnectionShare share;
    private final Map<Bytes, Map<InetSocketAddress, Seat>> visitors = new HashMap<>();
    private int seats;
    private int sweepAt = BETWEEN_SWEEPS;
    private long told = System.nanoTime() - MINUTE;
    private long refused;
    private Optional<Metrics.Counter> counter = Optional.empty();

    /// How a connection is received.
    public enum Welcome {
        /// It is served.
        SERVED,
        /// It is one too many and is told so, which a few beyond the limit may be.
        TOLD,
        /// It is closed without a word.
        CLOSED
    }

    private record Seat(Channel channel, Welcome welcome) {}

    /// @param door what figures and log call it
    public AddressConnections(String door, ConnectionShare share) {
        this.door = door;
        this.share = share;
    }

    /// Offers the figures.
    public synchronized void measure(Metrics metrics) {
        Map<String, String> labels = Map.of("door", door);
        Metrics.Counter made = metrics.counter(
                "kakehashi_address_connections_refused_total",
                "Connections refused as their address had its share.",
                labels);
        made.add(refused);
        counter = Optional.of(made);
        metrics.gauge(
                "kakehashi_address_connections_most",
                "Connections of the address that has most, among those that are limited.",
                labels,
                this::most);
    }

    /// Counts a new connection.
    ///
    /// @param peer where it comes from
    /// @param channel closed when it has ended
    public Welcome enter(InetSocketAddress peer, Channel channel) {
        return share.frees(peer.getAddress()) ? Welcome.SERVED : counted(peer, channel);
    }

    private synchronized Welcome counted(InetSocketAddress peer, Channel channel) {
        if (seats >= sweepAt) {
            sweep();
            sweepAt = 2 * seats + BETWEEN_SWEEPS;
        }
        Map<InetSocketAddress, Seat> own =
                visitors.computeIfAbsent(AddressGate.visitor(peer.getAddress()), visitor -> new HashMap<>());
        int before = own.size();
        if (before >= share.most()) {
            sweep(own);
        }
        Welcome welcome = welcome(own.size());
        if (welcome != Welcome.SERVED) {
            refused++;
            counter.ifPresent(Metrics.Counter::increment);
            tell(peer.getAddress());
        }
        if (welcome != Welcome.CLOSED) {
            own.put(peer, new Seat(channel, welcome));
        }
        seats += own.size() - before;
        return welcome;
    }

    /// Those beyond the limit who are told so are a few themselves.
    private Welcome welcome(int open) {
        if (open < share.most()) {
            return Welcome.SERVED;
        }
        return open < share.most() + 4 + share.most() / 16 ? Welcome.TOLD : Welcome.CLOSED;
    }

    private void sweep() {
        visitors.values().forEach(AddressConnections::sweep);
        visitors.values().removeIf(Map::isEmpty);
        seats = visitors.values().stream().mapToInt(Map::size).sum();
    }

    private static void sweep(Map<InetSocketAddress, Seat> own) {
        own.values().removeIf(seat -> !seat.channel.isOpen());
    }

    private void tell(InetAddress address) {
        long now = System.nanoTime();
        if (now - told >= MINUTE) {
            told = now;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: {1} has {2} connections, further ones are refused; [public.per-address] says how many one"
                            + " address may have, and who may have more",
                    door,
                    address.getHostAddress(),
                    share.most());
        }
    }

    /// How a connection that has come in was received.
    synchronized Welcome of(InetSocketAddress peer) {
        Seat seat = visitors.getOrDefault(AddressGate.visitor(peer.getAddress()), Map.of())
                .get(peer);
        return seat == null ? Welcome.SERVED : seat.welcome;
    }

    synchronized int visitors() {
        return visitors.size();
    }

    private synchronized int most() {
        sweep();
        return visitors.values().stream().mapToInt(Map::size).max().orElse(0);
    }
}
