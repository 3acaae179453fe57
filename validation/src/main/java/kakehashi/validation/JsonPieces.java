package kakehashi.validation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON, and remembers what stands in one answer after the other: the CAs of a path, anchors, evidence.
/// Bounded; when full it forgets everything. Safe for many threads.
final class JsonPieces {
    private static final int MOST = 2048;
    private static final int USUAL_OCTETS = 8192;

    private final JsonFactory factory;
    private final int most;
    private final Map<Object, SerializedString> known = new ConcurrentHashMap<>();
    private final Map<Bytes, String> names = new ConcurrentHashMap<>();

    JsonPieces() {
        this(JsonFactory.builder().build(), MOST);
    }

    private JsonPieces(JsonFactory factory, int most) {
        this.factory = factory;
        this.most = most;
    }

    /// One that remembers nothing, for an answer about what strangers sent along.
    JsonPieces forgetful() {
        return new JsonPieces(factory, 0);
    }

    /// What the function writes.
    Bytes write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(USUAL_OCTETS);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), octets)) {
            content.accept(json);
        }
        return Bytes.wrap(octets.toByteArray());
    }

    /// Writes a value that is the same whenever it is told about the same thing.
    ///
    /// @param thing what it is about: its class and its equality say all that the value depends on
    void write(JsonGenerator json, Object thing, Consumer<JsonGenerator> value) {
        SerializedString piece = known.get(thing);
        if (piece == null && most == 0) {
            value.accept(json);
            return;
        }
        if (piece == null) {
            piece = new SerializedString(new String(write(value).toArray(), StandardCharsets.UTF_8));
            if (known.size() >= most) {
                known.clear();
            }
            known.put(thing, piece);
        }
        json.writeRawValue(piece);
    }

    /// The text of a name of which there are few: that of an issuer.
    String issuer(Name name) {
        String text = names.get(name.der());
        if (text == null && most == 0) {
            return whole(name.toString());
        }
        if (text == null) {
            text = whole(name.toString());
            if (names.size() >= most) {
                names.clear();
            }
            names.put(name.der().compact(), text);
        }
        return text;
    }

    /// The text, a question mark for each half of a surrogate pair, which has no UTF-8.
    static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
