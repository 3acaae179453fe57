package kakehashi.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The members of a small JSON object, as JWS headers and ACME payloads are: values are character strings,
/// integers, or objects of these. Everything else is refused, and so is a name that stands twice (RFC 7515 §4:
/// "Header Parameter names within the JOSE Header MUST be unique").
public final class JsonMembers {
    private static final int MOST_OCTETS = 65_536;
    private static final int DEEPEST = 2;

    /// Stops reading: the text is none of these.
    private static final class NotRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRead() {
            super("not read", null, false, false);
        }
    }

    private final String text;
    private int at;

    private JsonMembers(String text) {
        this.text = text;
    }

    /// The members in their order; a value is a [String], a [Long] or a [Map].
    static Optional<Map<String, Object>> read(Bytes octets) {
        if (octets.length() > MOST_OCTETS) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toArray()))
                    .toString();
            JsonMembers reader = new JsonMembers(text);
            Map<String, Object> members = reader.object(1);
            reader.blanks();
            return reader.at == text.length() ? Optional.of(members) : Optional.empty();
        } catch (CharacterCodingException | NotRead e) {
            return Optional.empty();
        }
    }

    /// The character string of a name, when it is one.
    static Optional<String> string(Map<String, Object> members, String name) {
        return members.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    private Map<String, Object> object(int depth) {
        expect('{');
        Map<String, Object> members = new LinkedHashMap<>();
        if (next() == '}') {
            at++;
            return members;
        }
        while (true) {
            String name = string();
            expect(':');
            if (members.putIfAbsent(name, value(depth)) != null) {
                throw new NotRead();
            }
            char end = next();
            at++;
            if (end == '}') {
                return members;
            }
            require(end == ',');
        }
    }

    private Object value(int depth) {
        char first = next();
        if (first == '"') {
            return string();
        }
        if (first == '{') {
            require(depth < DEEPEST);
            return object(depth + 1);
        }
        return integer();
    }

    private Long integer() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(from, at);
        require(!digits.isEmpty() && digits.length() < 10 && (digits.length() == 1 || digits.charAt(0) != '0'));
        return Long.valueOf(digits);
    }

    /// No escapes but those of ASCII: nothing that these objects hold needs others.
    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return value.toString();
            }
            require(c >= 0x20);
            if (c == '\\') {
                c = take();
                require(c == '"' || c == '\\' || c == '/');
            }
            value.append(c);
        }
    }

    private char take() {
        require(at < text.length());
        return text.charAt(at++);
    }

    private char next() {
        blanks();
        require(at < text.length());
        return text.charAt(at);
    }

    private void expect(char wanted) {
        require(next() == wanted);
        at++;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new NotRead();
        }
    }
}
