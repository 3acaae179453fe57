package kakehashi.repository;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// A directory of somebody else into which we publish.
///
/// @param host its host
/// @param port its port
/// @param way how it is reached
/// @param bindName as whom we write
/// @param password a file's content or a token's, never part of a configuration's text
/// @param suffix the name below which all belongs to us; entries outside it are not published
public record OutsideDirectory(String host, int port, Way way, String bindName, Secret password, String suffix) {
    /// A directory by TLS from the first octet, or where there is none by plain LDAP.
    public OutsideDirectory(
            String host, int port, Optional<SSLSocketFactory> tls, String bindName, Secret password, String suffix) {
        this(host, port, tls.<Way>map(Way.Ldaps::new).orElseGet(Way.Plain::new), bindName, password, suffix);
    }

    /// How a directory is reached. A factory judges whether the directory's certificate is trusted; that it is the
    /// host's is judged besides.
    public sealed interface Way {
        /// LDAP without TLS, which suits a loopback only.
        record Plain() implements Way {}

        /// TLS from the first octet, usually at port 636.
        record Ldaps(SSLSocketFactory trust) implements Way {}

        /// LDAP that turns to TLS before anything else is said (RFC 4511 §4.14), usually at port 389.
        record StartTls(SSLSocketFactory trust) implements Way {}
    }

    /// A password; it has no text.
    public static final class Secret {
        private final char[] characters;

        /// Keeps a copy.
        public Secret(char[] characters) {
            this.characters = characters.clone();
        }

        byte[] octets() {
            return new String(characters).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
