package kakehashi.web;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// How many of a door's connections one address may have at once. A carrier, an office or a proxy stands behind one
/// address with many people, so the usual values leave others room and bound no ordinary address.
///
/// @param most connections of one address; of IPv6, of one /64 (RFC 6177 §2)
/// @param free addresses that may have as many as there are: proxies, balancers, carriers
public record ConnectionShare(int most, List<AddressRange> free) {
    /// HTTP: 1,000, a tenth of all.
    public static final ConnectionShare HTTP = new ConnectionShare(1_000, List.of());
    /// LDAP: 200, a fifth of all.
    public static final ConnectionShare LDAP = new ConnectionShare(200, List.of());

    /// Keeps its own list.
    ///
    /// @throws IllegalArgumentException unless an address may have one at least
    public ConnectionShare {
        if (most < 1) {
            throw new IllegalArgumentException("an address may have one connection at least");
        }
        free = List.copyOf(free);
    }

    /// The same with further addresses that may have as many as there are.
    public ConnectionShare and(List<AddressRange> more) {
        return new ConnectionShare(
                most, Stream.concat(free.stream(), more.stream()).toList());
    }

    /// Whether an address may have as many connections as there are.
    boolean frees(InetAddress address) {
        for (AddressRange range : free) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
