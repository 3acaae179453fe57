package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.web.Request;
import kakehashi.x509.Bytes;

/// Tells who asks by the key of a request: `Authorization: Bearer …` (RFC 6750 §2.1).
final class ApiKeys {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 512;

    private final Supplier<List<ApiKey>> keys;

    /// @param keys those of the moment, of different names
    ApiKeys(Supplier<List<ApiKey>> keys) {
        this.keys = keys;
        List<ApiKey> first = keys.get();
        if (first.stream().map(ApiKey::name).distinct().count() != first.size()) {
            throw new IllegalArgumentException("two API keys of one name");
        }
    }

    Optional<ApiKey> of(Request request) {
        return request.header("Authorization")
                .filter(field -> field.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(field -> named(field.substring(SCHEME.length()).strip()));
    }

    /// The holder of a key. Every digest is compared, each in constant time, so that how long it takes tells
    /// nothing.
    Optional<ApiKey> named(String secret) {
        if (secret.isEmpty() || secret.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] digest =
                Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)).sha256().toArray();
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : keys.get()) {
            if (MessageDigest.isEqual(digest, key.sha256().toArray())) {
                found = Optional.of(key);
            }
        }
        return found;
    }
}
