package kakehashi.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.x509.Bytes;

/// Bytes that are served as they are: a CRL, a certificate, a style sheet. Answers conditional requests and ranges.
///
/// @param mediaType its type
/// @param bytes the whole
/// @param entityTag strong tag with its quotes (RFC 9110 §8.8.3)
/// @param lastModified since when it is as it is, in whole seconds
/// @param cache how long it may be kept
public record Representation(
        String mediaType, Bytes bytes, String entityTag, Optional<Instant> lastModified, CacheControl cache) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})-(\\d{0,18})");

    /// A representation whose tag is the first half of its SHA-256. Make it once, not for each request.
    public static Representation of(String mediaType, Bytes bytes, CacheControl cache) {
        String hash = bytes.sha256().slice(0, 16).toString();
        return new Representation(mediaType, bytes, '"' + hash + '"', Optional.empty(), cache);
    }

    /// The same, known to be as it is since a time.
    public Representation since(Instant time) {
        return new Representation(
                mediaType, bytes, entityTag, Optional.of(time.truncatedTo(ChronoUnit.SECONDS)), cache);
    }

    /// The same, kept for another while.
    public Representation with(CacheControl other) {
        return new Representation(mediaType, bytes, entityTag, lastModified, other);
    }

    /// The answer: 200, 206, 304 or 416.
    public Response answer(Request request) {
        if (isCurrentAtClient(request)) {
            return fields(Response.of(304));
        }
        Optional<String> range = request.header("Range").filter(r -> request.method() == Method.GET);
        if (range.isPresent() && isRangeWanted(request)) {
            Matcher one = ONE_RANGE.matcher(range.get().strip());
            // RFC 9110 §14.2: "A server MAY ignore the Range header field"; several at once are.
            if (one.matches() && !(one.group(1).isEmpty() && one.group(2).isEmpty())) {
                return part(one.group(1), one.group(2));
            }
        }
        return fields(Response.ok(mediaType, bytes)).with("Accept-Ranges", "bytes");
    }

    /// RFC 9110 §13.2.2: If-None-Match goes before If-Modified-Since, which then is not looked at.
    private boolean isCurrentAtClient(Request request) {
        Optional<String> tags = request.header("If-None-Match");
        if (tags.isPresent()) {
            return List.of(tags.get().split(",")).stream()
                    .map(String::strip)
                    .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                    .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
        }
        Optional<Instant> since = request.header("If-Modified-Since").flatMap(HttpDate::parse);
        return since.isPresent()
                && lastModified.isPresent()
                && !lastModified.get().isAfter(since.get());
    }

    /// RFC 9110 §13.1.5: a range counts only when what the client has a part of is still the same.
    private boolean isRangeWanted(Request request) {
        Optional<String> condition = request.header("If-Range").map(String::strip);
        return condition.isEmpty()
                || condition.get().equals(entityTag)
                || lastModified.isPresent() && HttpDate.parse(condition.get()).equals(lastModified);
    }

    private Response part(String first, String last) {
        long length = bytes.length();
        long from = first.isEmpty() ? Math.max(0, length - Long.parseLong(last)) : Long.parseLong(first);
        long to = first.isEmpty() || last.isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(last));
        if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < from) {
            return fields(Response.ok(mediaType, bytes)).with("Accept-Ranges", "bytes");
        }
        if (from >= length || from > to) {
            return fields(Response.of(416)).with("Content-Range", "bytes */" + length);
        }
        return fields(Response.of(206).withBody(mediaType, bytes.slice((int) from, (int) to + 1)))
                .with("Content-Range", "bytes " + from + "-" + to + "/" + length);
    }

    private Response fields(Response response) {
        Response tagged = response.with("ETag", entityTag).with("Cache-Control", cache.value());
        return lastModified
                .map(time -> tagged.with("Last-Modified", HttpDate.format(time)))
                .orElse(tagged);
    }
}
