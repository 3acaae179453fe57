package kakehashi.collection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A place outside that certificates, CRLs or OCSP responses may be fetched from.
///
/// `http` and `ldap` only. RFC 5280 §8: "CAs SHOULD NOT include URIs that specify https, ldaps, or similar schemes
/// in extensions", for to check the server's certificate could lead back to the very same place; what is fetched
/// here is signed anyway.
public sealed interface FetchPlace {
    /// The longest URL that is read.
    int MAX_CHARACTERS = 2048;

    /// A resource over HTTP.
    ///
    /// @param host in ASCII; an IPv6 address without its brackets
    /// @param target path and query
    record Http(String host, int port, String target) implements FetchPlace {
        @Override
        public String url() {
            return "http://" + authority() + target;
        }

        /// Host and port as a URL has them.
        String authority() {
            return FetchPlace.bracketed(host) + (port == 80 ? "" : ":" + port);
        }
    }

    /// An entry of a directory.
    ///
    /// @param url as it was written
    record Ldap(String host, int port, String url) implements FetchPlace {
        LDAPURL parts() {
            try {
                return new LDAPURL(url);
            } catch (LDAPException e) {
                throw new IllegalStateException("it was read before", e);
            }
        }
    }

    /// The host.
    String host();

    /// The port.
    int port();

    /// The URL.
    String url();

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// Reads a URL; empty when it is not one that can be fetched from. An LDAP URL without host is none: it needs a
    /// configured directory.
    static Optional<FetchPlace> parse(String url) {
        if (url.length() > MAX_CHARACTERS || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return Optional.empty();
        }
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") ? http(url) : lower.startsWith("ldap://") ? ldap(url) : Optional.empty();
    }

    private static Optional<FetchPlace> http(String url) {
        try {
            URI uri = new URI(new URI(url).toASCIIString());
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            return Optional.of(new Http(host, port, path + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<FetchPlace> ldap(String url) {
        try {
            LDAPURL parts = new LDAPURL(url);
            boolean plain = parts.getScheme().equals("ldap") && parts.hostProvided();
            return plain
                    ? Optional.of(new Ldap(parts.getHost().toLowerCase(Locale.ROOT), parts.getPort(), url))
                    : Optional.empty();
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    /// The place of a distinguished name in a directory.
    ///
    /// @param directory an LDAP URL of which host and port count
    static FetchPlace entry(Ldap directory, String distinguishedName, List<String> attributes) {
        try {
            LDAPURL url = new LDAPURL(
                    "ldap",
                    directory.host,
                    directory.port,
                    new com.unboundid.ldap.sdk.DN(distinguishedName),
                    attributes.toArray(String[]::new),
                    SearchScope.BASE,
                    null);
            return new Ldap(directory.host, directory.port, url.toString());
        } catch (LDAPException e) {
            throw new IllegalArgumentException("not a distinguished name", e);
        }
    }
}
