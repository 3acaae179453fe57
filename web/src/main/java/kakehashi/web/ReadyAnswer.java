package kakehashi.web;

import java.nio.charset.StandardCharsets;
import kakehashi.x509.Bytes;

/// An answer of status 200 that a [ReadyHandler] has ready.
///
/// @param octets its fields and its body, made once
/// @param maxAge seconds for which caches may keep it from now on
public record ReadyAnswer(Octets octets, long maxAge) {
    /// What of an answer is always the same.
    public static final class Octets {
        private final byte[] fields;
        private final byte[] body;

        private Octets(byte[] fields, byte[] body) {
            this.fields = fields;
            this.body = body;
        }

        /// The fields and the body of a response. `Cache-Control` is added for each answer and must not be among
        /// them. Refuses a response of another status, or with a body that is not in memory.
        public static Octets of(Response response) {
            if (response.status() != 200
                    || response.header("Cache-Control").isPresent()
                    || !(response.content() instanceof Response.Content.Whole(Bytes whole))) {
                throw new IllegalArgumentException("not a response that can be made ready");
            }
            StringBuilder fields = new StringBuilder();
            for (Response.Field field : response.fields()) {
                fields.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
            fields.append("Content-Length: ").append(whole.length()).append("\r\n");
            return new Octets(fields.toString().getBytes(StandardCharsets.ISO_8859_1), whole.toArray());
        }

        byte[] fields() {
            return fields;
        }

        byte[] body() {
            return body;
        }
    }
}
