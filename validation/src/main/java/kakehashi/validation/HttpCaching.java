package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import kakehashi.web.HttpDate;
import kakehashi.web.Response;
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

    /// Whether the response is no newer than this `If-Modified-Since`; false when that is no date.
    boolean isOlderThan(String since) {
        return HttpDate.parse(since)
                .filter(date -> !date.isBefore(lastModified.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    }

    /// The value of `Cache-Control`. "max-age = < n >, where n is a time value later than thisUpdate but earlier
    /// than nextUpdate."
    public String cacheControl(Instant now) {
        return "max-age=" + maxAge(now) + ", public, no-transform, must-revalidate";
    }

    /// The seconds of it.
    long maxAge(Instant now) {
        return Math.max(0, Duration.between(now, expires).toSeconds() - 1);
    }

    /// The answer with the fields that do not change from one second to the next.
    Response on(Response answer) {
        return answer.with("ETag", etag)
                .with("Last-Modified", HttpDate.format(lastModified))
                .with("Expires", HttpDate.format(expires));
    }
}
