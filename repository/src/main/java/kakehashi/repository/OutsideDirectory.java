package kakehashi.repository;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// A directory of somebody else into which we publish.
///
/// @param host its host
/// @param port its port
/// @param tls how TLS is made and its certificate judged; empty for plain LDAP, which suits a loopback only
/// @param bindName as whom we write
/// @param password a file's content or a token's, never part of a configuration's text
/// @param suffix the name below which all belongs to us; entries outside it are not published
public record OutsideDirectory(
        String host, int port, Optional<SSLSocketFactory> tls, String bindName, Secret password, String suffix) {
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
