package kakehashi.x509;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The extensions that a builder has gathered, in the order they came, each type once: the later one wins.
final class ExtensionList {
    private final Map<Oid, Extension> byType = new LinkedHashMap<>();

    void put(Extension extension) {
        byType.put(extension.id(), extension);
    }

    void remove(Oid type) {
        byType.remove(type);
    }

    List<Extension> all() {
        return List.copyOf(byType.values());
    }

    /// The extensions checked as a parser would.
    ///
    /// @throws IllegalArgumentException when a known extension is malformed
    Extensions checked() {
        return Extensions.of(all());
    }
}
