package kakehashi.keys;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The attributes of a PKCS#11 URI (RFC 7512), which are `name=value`, each name once.
final class UriAttributes {
    /// The one whose value is octets, written as `%` and two digits each. Here a character is an octet.
    static final String ID = "id";

    private UriAttributes() {}

    /// Reads the attributes between separators; empty when one has no value, is there twice, or is not encoded as
    /// it should be.
    static Optional<Map<String, String>> read(String text, String separator) {
        Map<String, String> attributes = new HashMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(separator)) {
            int equals = one.indexOf('=');
            String name = one.substring(0, Math.max(0, equals));
            Charset charset = name.equals(ID) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
            String value = equals < 1 ? "" : decoded(one.substring(equals + 1), charset);
            if (value.isEmpty() || attributes.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(attributes);
    }

    /// "The attribute "pin-source" specifies where the application or library should find the normal user's token
    /// PIN": a `file:` URI or, as many write it, the path alone.
    static Optional<Path> file(String source) {
        if (source.startsWith("|")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.replaceFirst("^file:(//)?", "")));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String value, Charset charset) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), charset);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
