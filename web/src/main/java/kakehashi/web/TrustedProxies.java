package kakehashi.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The proxies before a listener whose word about the client counts. From anyone else, `X-Forwarded-*` is ignored.
///
/// @param ranges where those proxies are
public record TrustedProxies(List<AddressRange> ranges) {
    /// No proxy: the client is who connects.
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /// Keeps a copy.
    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /// Whether a connection comes from a trusted proxy.
    boolean trusts(InetAddress peer) {
        for (AddressRange range : ranges) {
            if (range.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /// The client behind a connection. Of the addresses in `X-Forwarded-For` the last one that is not a trusted
    /// proxy counts: what stands before it anyone could have written.
    Caller caller(InetAddress peer, String scheme, String authority, Function<String, Optional<String>> fields) {
        if (!trusts(peer)) {
            return new Caller(peer, scheme, authority);
        }
        InetAddress client = peer;
        String[] hops = fields.apply("X-Forwarded-For").orElse("").split(",");
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            Optional<InetAddress> hop = AddressRange.address(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        String said = fields.apply("X-Forwarded-Proto").orElse(scheme);
        String host = fields.apply("X-Forwarded-Host")
                .filter(h -> h.matches("[A-Za-z0-9.:\\[\\]-]{1,255}"))
                .orElse(authority);
        return new Caller(client, said.equals("https") || said.equals("http") ? said : scheme, host);
    }
}
