package kakehashi.validation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;

/// Remembers what stands in one answer after the other as it is written: the CAs of a path, anchors, evidence.
/// Bounded; when full it forgets everything. Safe for many threads.
final class JsonPieces {
    private static final int MOST = 2048;
    private static final int USUAL_OCTETS = 512;

    private final int most;
    private final Map<Object, byte[]> known = new ConcurrentHashMap<>();

    private JsonPieces(int most) {
        this.most = most;
    }

    /// One that remembers.
    static JsonPieces remembering() {
        return new JsonPieces(MOST);
    }

    /// One that remembers nothing, for an answer about what strangers sent along.
    static JsonPieces forgetful() {
        return new JsonPieces(0);
    }

    /// Writes a value that is the same whenever it is told about the same thing.
    ///
    /// @param thing what it is about: its class and its equality say all that the value depends on
    void write(JsonOctets json, Object thing, Consumer<JsonOctets> value) {
        byte[] piece = known.get(thing);
        if (piece != null) {
            json.value(piece);
        } else if (most == 0) {
            value.accept(json);
        } else {
            json.value(remember(thing, value));
        }
    }

    /// Writes the text of a name of which there are few: that of an issuer.
    void issuer(JsonOctets json, Name name) {
        byte[] piece = known.get(name.der());
        if (piece != null) {
            json.value(piece);
        } else {
            // A window into the certificate would keep all of it alive.
            Bytes der = name.der().compact();
            write(json, der, w -> w.text(name.toString()));
        }
    }

    private byte[] remember(Object thing, Consumer<JsonOctets> value) {
        JsonOctets own = new JsonOctets(USUAL_OCTETS);
        value.accept(own);
        byte[] piece = own.bytes().toArray();
        if (known.size() >= most) {
            known.clear();
        }
        known.put(thing, piece);
        return piece;
    }
}
