package kakehashi.keys;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which hardware token is meant, by a PKCS#11 URI (RFC 7512), such as
/// `pkcs11:token=kakehashi-public?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/kakehashi/public.pin`.
///
/// `token` or `serial` says which one, `module-path` the library, `pin-source` the file with the PIN. A PIN in the
/// address itself (`pin-value`) is refused: addresses end up in logs. Other attributes are refused, because they
/// would be passed over.
///
/// @param library the PKCS#11 module
/// @param token how the token is found
/// @param pin the file of mode 0600 with the PIN
public record TokenUri(Path library, TokenAddress token, Path pin) {
    private static final String SCHEME = "pkcs11:";

    /// Reads an address; empty when it is none, or says less or more than is needed.
    public static Optional<TokenUri> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] halves = text.substring(SCHEME.length()).split("\\?", 2);
        Optional<Map<String, String>> path = UriAttributes.read(halves[0], ";");
        Optional<Map<String, String>> query = UriAttributes.read(halves.length == 2 ? halves[1] : "", "&");
        if (path.isEmpty() || query.isEmpty() || path.get().size() != 1) {
            return Optional.empty();
        }
        Optional<TokenAddress> token = address(path.get());
        Optional<Path> pin = Optional.ofNullable(query.get().get("pin-source")).flatMap(UriAttributes::file);
        Optional<Path> library =
                Optional.ofNullable(query.get().get("module-path")).flatMap(UriAttributes::file);
        boolean whole = query.get().size() == 2 && token.isPresent() && pin.isPresent() && library.isPresent();
        return whole ? Optional.of(new TokenUri(library.get(), token.get(), pin.get())) : Optional.empty();
    }

    private static Optional<TokenAddress> address(Map<String, String> path) {
        return Optional.ofNullable(path.get("token"))
                .<TokenAddress>map(TokenAddress.ByLabel::new)
                .or(() -> Optional.ofNullable(path.get("serial")).map(TokenAddress.BySerialNumber::new));
    }
}
