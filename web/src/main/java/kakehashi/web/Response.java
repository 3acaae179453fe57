package kakehashi.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kakehashi.x509.Bytes;

/// An answer, as a value.
///
/// @param status the status code, 200 to 599
/// @param fields its fields; the server adds date, length, security fields and the id of the request
/// @param content its body
public record Response(int status, List<Field> fields, Content content) {
    /// One field. Refuses a name that is no token and a value with control characters (RFC 9110 §5.5).
    public record Field(String name, String value) {
        /// Checks both.
        public Field {
            if (!isToken(name) || !isVisible(value)) {
                throw new IllegalArgumentException("not a field: " + name);
            }
        }

        private static boolean isToken(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
                if (!letter && "-_.!#$&".indexOf(c) < 0) {
                    return false;
                }
            }
            return !name.isEmpty();
        }

        private static boolean isVisible(String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < 0x20 || c >= 0x7f) && c != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    /// The body of an answer.
    public sealed interface Content {
        /// No body.
        record None() implements Content {}

        /// A body in memory.
        record Whole(Bytes bytes) implements Content {}

        /// A body that is written while it is made.
        ///
        /// @param length octets, when known; without, the answer is chunked
        record Streamed(OptionalLong length, Writer writer) implements Content {}
    }

    /// Writes a body.
    @FunctionalInterface
    public interface Writer {
        /// Writes all of it; the server closes the stream.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Keeps a copy and refuses a status that is none.
    public Response {
        fields = List.copyOf(fields);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("not a final status: " + status);
        }
    }

    /// An answer without a body.
    public static Response of(int status) {
        return new Response(status, List.of(), new Content.None());
    }

    /// 200 with a body.
    public static Response ok(String mediaType, Bytes body) {
        return of(200).withBody(mediaType, body);
    }

    /// 200 with a text in UTF-8.
    public static Response ok(String mediaType, String text) {
        return ok(mediaType, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// 200 with a body that is written while it is made.
    public static Response streamed(String mediaType, OptionalLong length, Writer writer) {
        return new Response(200, List.of(new Field("Content-Type", mediaType)), new Content.Streamed(length, writer));
    }

    /// 303 to a path of this server. Refuses another host.
    public static Response seeOther(String path) {
        if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) {
            throw new IllegalArgumentException("not a path of this server: " + path);
        }
        return of(303).with("Location", path);
    }

    /// The same answer with one more field.
    public Response with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Response(status, more, content);
    }

    /// The same answer with a body and its type.
    public Response withBody(String mediaType, Bytes body) {
        return new Response(status, fields, new Content.Whole(body)).with("Content-Type", mediaType);
    }

    /// The same answer with another body, whose type and whatever else the fields say of it stay.
    public Response withContent(Bytes body) {
        return new Response(status, fields, new Content.Whole(body));
    }

    /// The first value of a field, by its name in any case.
    public Optional<String> header(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
