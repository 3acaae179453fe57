package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;

/// Which key of which hardware token is meant, by a PKCS#11 URI (RFC 7512), such as
/// `pkcs11:token=hanako;object=approval?module-path=/usr/lib/softhsm/libsofthsm2.so`.
///
/// `token` or `serial` says which token, `object` (the key's label) or `id` which key where there are several,
/// `module-path` the library, and `pin-source` the file with the PIN, where nobody is to be asked for it.
///
/// @param library the PKCS#11 module
/// @param token how the token is found
/// @param object the key's label, where it is given
/// @param id the key's `CKA_ID`, where it is given
/// @param pin the file of mode 0600 with the PIN, where it is given
public record KeyUri(
        Path library, TokenAddress token, Optional<String> object, Optional<Bytes> id, Optional<Path> pin) {
    private static final String SCHEME = "pkcs11:";
    private static final String TOKEN = "token";
    private static final String SERIAL = "serial";
    private static final String OBJECT = "object";
    private static final String MODULE = "module-path";
    private static final String PIN = "pin-source";

    private static final Set<String> IN_PATH = Set.of(TOKEN, SERIAL, OBJECT, UriAttributes.ID);
    private static final Set<String> IN_QUERY = Set.of(MODULE, PIN);

    /// What comes of reading.
    public sealed interface Reading {
        /// A whole address.
        record Read(KeyUri uri) implements Reading {}

        /// None; `attribute` is the one that is meant, where there is one.
        record Wrong(Fault fault, String attribute) implements Reading {}
    }

    /// What is wrong with an address.
    public enum Fault {
        /// It is not written as RFC 7512 says.
        MALFORMED,
        /// It does not say which library.
        NO_MODULE_PATH,
        /// It does not say which token, or says it by both `token` and `serial`.
        NO_ONE_TOKEN,
        /// It has the PIN in it, which would be seen in the list of processes and in logs.
        PIN_IN_IT,
        /// It has an attribute that would be passed over.
        OTHER_ATTRIBUTE
    }

    /// Whether a text is meant as such an address.
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /// What may be said again of such an address, whatever is wrong with it: nothing where it has a PIN in it.
    public static String shown(String text) {
        return text.toLowerCase(Locale.ROOT).contains("pin-value") ? SCHEME + "…" : text;
    }

    /// Reads an address.
    public static Reading read(String text) {
        String[] halves = text.substring(isMeant(text) ? SCHEME.length() : 0).split("\\?", 2);
        Optional<Map<String, String>> path = UriAttributes.read(halves[0], ";");
        Optional<Map<String, String>> query = UriAttributes.read(halves.length == 2 ? halves[1] : "", "&");
        if (!isMeant(text) || path.isEmpty() || query.isEmpty()) {
            return new Reading.Wrong(Fault.MALFORMED, "");
        }
        return fault(path.get(), query.get())
                .<Reading>map(wrong -> wrong)
                .orElseGet(() -> read(path.get(), query.get()));
    }

    private static Optional<Reading.Wrong> fault(Map<String, String> path, Map<String, String> query) {
        if (query.containsKey("pin-value")) {
            return Optional.of(new Reading.Wrong(Fault.PIN_IN_IT, "pin-value"));
        }
        Optional<String> other = path.keySet().stream()
                .filter(name -> !IN_PATH.contains(name))
                .findFirst()
                .or(() -> query.keySet().stream()
                        .filter(name -> !IN_QUERY.contains(name))
                        .findFirst());
        if (other.isPresent()) {
            return Optional.of(new Reading.Wrong(Fault.OTHER_ATTRIBUTE, other.get()));
        }
        if (path.containsKey(TOKEN) == path.containsKey(SERIAL)) {
            return Optional.of(new Reading.Wrong(Fault.NO_ONE_TOKEN, TOKEN));
        }
        if (query.containsKey(PIN) && UriAttributes.file(query.get(PIN)).isEmpty()) {
            return Optional.of(new Reading.Wrong(Fault.MALFORMED, PIN));
        }
        return query.containsKey(MODULE)
                ? Optional.empty()
                : Optional.of(new Reading.Wrong(Fault.NO_MODULE_PATH, MODULE));
    }

    private static Reading read(Map<String, String> path, Map<String, String> query) {
        TokenAddress token = path.containsKey(TOKEN)
                ? new TokenAddress.ByLabel(path.get(TOKEN))
                : new TokenAddress.BySerialNumber(path.get(SERIAL));
        try {
            return new Reading.Read(new KeyUri(
                    Path.of(query.get(MODULE)),
                    token,
                    Optional.ofNullable(path.get(OBJECT)),
                    Optional.ofNullable(path.get(UriAttributes.ID))
                            .map(id -> Bytes.of(id.getBytes(StandardCharsets.ISO_8859_1))),
                    Optional.ofNullable(query.get(PIN)).flatMap(UriAttributes::file)));
        } catch (InvalidPathException e) {
            return new Reading.Wrong(Fault.MALFORMED, MODULE);
        }
    }

    /// Whether a key is meant: it has the label and the identifier that are given.
    public boolean means(KeyEntry key) {
        return object.filter(label -> !label.equals(key.label())).isEmpty()
                && id.filter(octets -> !octets.equals(key.id())).isEmpty();
    }

    /// Whether the address says which key, and not only which token.
    public boolean namesKey() {
        return object.isPresent() || id.isPresent();
    }

    /// A key as the part of an address that means it alone, such as `object=approval;id=%01%a0`.
    public static String written(KeyEntry key) {
        StringBuilder text = new StringBuilder();
        if (!key.label().isEmpty()) {
            text.append(OBJECT).append('=').append(escaped(key.label())).append(';');
        }
        text.append(UriAttributes.ID).append('=');
        for (byte octet : key.id().toArray()) {
            text.append(String.format("%%%02x", octet));
        }
        return text.toString();
    }

    private static String escaped(String label) {
        return java.net.URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
