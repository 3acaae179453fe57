package kakehashi.web;

import java.net.InetSocketAddress;
import java.util.Optional;

/// One port at which a server answers.
///
/// @param name what logs and metrics call it: lower case letters
/// @param address where it binds; port 0 takes a free one
/// @param tls TLS; empty for plain HTTP
/// @param proxies the proxies before it
/// @param limits what a client may take
/// @param routes what it answers
public record Listener(
        String name,
        InetSocketAddress address,
        Optional<ServerTls> tls,
        TrustedProxies proxies,
        Limits limits,
        Routes routes) {
    /// Refuses another form of name.
    public Listener {
        if (!name.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("a listener's name is lower case letters: " + name);
        }
    }

    /// A listener for plain HTTP with the usual limits and no proxy.
    public static Listener plain(String name, InetSocketAddress address, Routes routes) {
        return new Listener(name, address, Optional.empty(), TrustedProxies.NONE, Limits.DEFAULT, routes);
    }

    /// The same with TLS.
    public Listener with(ServerTls context) {
        return new Listener(name, address, Optional.of(context), proxies, limits, routes);
    }

    /// The same with other limits.
    public Listener with(Limits others) {
        return new Listener(name, address, tls, proxies, others, routes);
    }

    /// The same behind proxies.
    public Listener behind(TrustedProxies trusted) {
        return new Listener(name, address, tls, trusted, limits, routes);
    }
}
