package kakehashi.path;

import java.util.List;
import java.util.Optional;

/// Subtrees of the form uniformResourceIdentifier (RFC 5280 §4.2.1.10), which are about the host only.
///
/// `host.example.com` is that host alone, `.example.com` everything below; the empty base, which the RFC does not
/// foresee, is everything. A URI without a host that is a domain name is unclear: then "the application MUST reject
/// the certificate".
final class UriSubtrees {
    private final DomainBases bases;

    UriSubtrees(List<String> texts) {
        bases = new DomainBases(texts, DomainName::parse);
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return bases.isUsable();
    }

    /// How the URI lies to the subtrees.
    Relation relationOf(String uri) {
        return host(uri)
                .map(host -> bases.hold(host) ? Relation.INSIDE : Relation.OUTSIDE)
                .orElse(Relation.UNCLEAR);
    }

    /// The host of a URI in lower case (RFC 3986 §3.2.2); nothing when there is none or it is an address.
    static Optional<String> host(String uri) {
        int colon = uri.indexOf(':');
        boolean printable = uri.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        if (!printable || colon <= 0 || !isScheme(uri.substring(0, colon)) || !uri.startsWith("//", colon + 1)) {
            return Optional.empty();
        }
        int from = colon + 3;
        int to = from;
        while (to < uri.length() && "/?#".indexOf(uri.charAt(to)) < 0) {
            to++;
        }
        String authority = uri.substring(from, to);
        int at = authority.indexOf('@');
        return hostOfHostAndPort(authority.substring(at + 1));
    }

    private static boolean isScheme(String scheme) {
        return Character.isLetter(scheme.charAt(0))
                && scheme.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.');
    }

    private static Optional<String> hostOfHostAndPort(String text) {
        int colon = text.indexOf(':');
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (!port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return DomainName.parseAbsolute(colon < 0 ? text : text.substring(0, colon))
                .filter(host -> !endsInNumber(host));
    }

    /// Whether the last label is a number, as in every way to write an IPv4 address.
    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.startsWith("0x") || last.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
