package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;

/// What an HTTP answer may say about keeping it (RFC 5019 §6.2).
///
/// @param lastModified the response's `thisUpdate`
/// @param expires the response's `nextUpdate`
/// @param etag a strong validator, with its quotation marks
public record HttpCaching(Instant lastModified, Instant expires, String etag) {
    static HttpCaching of(Bytes body, Instant lastModified, Instant expires) {
        return new HttpCaching(
                lastModified, expires, '"' + body.sha256().slice(0, 16).toString() + '"');
    }

    /// Whether a client that sends this `If-None-Match` has the response (RFC 9110 §13.1.2, weak comparison).
    boolean isNamedIn(String field) {
        return Stream.of(field.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    /// The value of `Cache-Control`. "max-age = < n >, where n is a time value later than thisUpdate but earlier
    /// than nextUpdate."
    public String cacheControl(Instant now) {
        long seconds = Math.max(0, Duration.between(now, expires).toSeconds() - 1);
        return "max-age=" + seconds + ", public, no-transform, must-revalidate";
    }
}
