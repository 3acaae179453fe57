package kakehashi.repository;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// Reads the entry out of an LDAP address (RFC 4516).
final class LdapUri {
    private LdapUri() {}

    /// The distinguished name in it; empty when it is none of LDAP, or the name cannot be read.
    static Optional<Name> entry(GeneralName name) {
        if (!(name instanceof GeneralName.UniformResourceIdentifier(String uri)) || !uri.startsWith("ldap")) {
            return Optional.empty();
        }
        int host = uri.indexOf("//") + 2;
        int slash = uri.indexOf('/', host);
        if (host < 2 || slash < 0) {
            return Optional.empty();
        }
        String dn = uri.substring(slash + 1).split("\\?", 2)[0];
        try {
            // Unlike in a form, "+" in a URI stands for itself.
            return Optional.of(Name.of(URLDecoder.decode(dn.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
