package kakehashi.collection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.web.AddressRange;

/// Where requests of ours may go. Public addresses only, unless a range is allowed; a denied range is refused
/// whatever else is said.
///
/// @param allowed ranges that may be reached beside public addresses, such as a closed network's
/// @param denied ranges that must not be reached
/// @param ports the ports that may be asked
/// @param hosts addresses that stand in for hosts, by `host` or `host:port`; the operator named them, so neither
///     ranges nor ports are asked about
/// @param proxy what HTTP requests go through; it then resolves names, and must itself guard its inner network
public record OutgoingRules(
        List<AddressRange> allowed,
        List<AddressRange> denied,
        Set<Integer> ports,
        Map<String, InetSocketAddress> hosts,
        Optional<InetSocketAddress> proxy) {
    /// Public addresses, HTTP and LDAP at their own ports.
    public static final OutgoingRules USUAL =
            new OutgoingRules(List.of(), List.of(), Set.of(80, 389), Map.of(), Optional.empty());

    /// What is no unicast address of the Internet (IANA special-purpose registries, RFC 6890), with what leads from
    /// IPv6 to a hidden IPv4 address: mapped, compatible, NAT64, 6to4, Teredo.
    private static final List<AddressRange> NOT_PUBLIC = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/8",
                    "64:ff9b::/32",
                    "100::/8",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .stream()
            .map(text -> AddressRange.parse(text).orElseThrow())
            .toList();

    public OutgoingRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        ports = Set.copyOf(ports);
        hosts = Map.copyOf(hosts);
    }

    /// Whether a connection to the address may be made.
    public boolean allows(InetAddress address) {
        if (denied.stream().anyMatch(range -> range.contains(address))) {
            return false;
        }
        return allowed.stream().anyMatch(range -> range.contains(address))
                || NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }
}
