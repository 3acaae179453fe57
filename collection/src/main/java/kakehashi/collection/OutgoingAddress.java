package kakehashi.collection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kakehashi.web.AddressRange;

/// Finds the address that a request may be sent to. It is asked anew for the first step and at every redirect and
/// referral, and who asks connects to what it answers: a name that changes its address between check and use
/// changes nothing.
public final class OutgoingAddress {
    private static final int MAX_ADDRESSES = 3;

    private final OutgoingRules rules;
    private final OutgoingResolver resolver;

    /// @param resolver the name service
    public OutgoingAddress(OutgoingRules rules, OutgoingResolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    /// By the name service of the system.
    public static OutgoingAddress ofSystem(OutgoingRules rules) {
        return new OutgoingAddress(rules, OutgoingAddress::bySystem);
    }

    private static List<InetAddress> bySystem(String host) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /// Where to connect.
    ///
    /// @param addresses to be tried in this order
    /// @param through whether a proxy stands there
    record Route(List<InetSocketAddress> addresses, Through through) {}

    /// What takes the connection.
    enum Through {
        /// The host itself.
        NOTHING,
        /// A proxy, which wants the whole URL.
        PROXY
    }

    /// The way to a place, or a [FetchStopped] that says why there is none.
    Route route(FetchPlace place) throws FetchStopped {
        Optional<InetSocketAddress> mapped = mapped(place);
        if (mapped.isPresent()) {
            return new Route(List.of(mapped.get()), Through.NOTHING);
        }
        if (!rules.ports().contains(place.port())) {
            throw new FetchStopped(FetchFailure.NOT_FETCHED, "port " + place.port());
        }
        Optional<InetAddress> literal = AddressRange.parse(place.host()).map(AddressRange::network);
        if (rules.proxy().isPresent() && place instanceof FetchPlace.Http) {
            check(literal.stream().toList());
            return new Route(List.of(rules.proxy().get()), Through.PROXY);
        }
        List<InetAddress> found = literal.map(List::of).orElseGet(() -> resolver.addresses(place.host()));
        if (found.isEmpty()) {
            throw new FetchStopped(FetchFailure.NO_ADDRESS, place.host());
        }
        check(found);
        List<InetSocketAddress> addresses = found.stream()
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, place.port()))
                .toList();
        return new Route(addresses, Through.NOTHING);
    }

    private Optional<InetSocketAddress> mapped(FetchPlace place) {
        return Optional.ofNullable(rules.hosts().get(place.host() + ":" + place.port()))
                .or(() -> Optional.ofNullable(rules.hosts().get(place.host())));
    }

    /// One bad address among good ones is no accident: all are refused.
    private void check(List<InetAddress> addresses) throws FetchStopped {
        for (InetAddress address : addresses) {
            if (!rules.allows(address)) {
                throw new FetchStopped(FetchFailure.ADDRESS_REFUSED, address.getHostAddress());
            }
        }
    }
}
