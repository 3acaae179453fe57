package kakehashi.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a request asks for: a path and a query (RFC 9112 §3.2.1).
///
/// @param rawPath the path as it was sent, with its percent-encoding
/// @param segments the decoded parts between the slashes
/// @param query the parameters
record Target(String rawPath, List<String> segments, Query query) {
    static final Target ROOT = new Target("/", List.of(""), Query.EMPTY);

    /// Reads a target; empty when it is malformed, climbs with `.` or `..`, or has too many parameters.
    static Optional<Target> parse(String rawPath, String rawQuery, int mostParameters) {
        Optional<Query> query = Query.parse(rawQuery, mostParameters);
        if (!rawPath.startsWith("/") || query.isEmpty()) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (int from = 1; from <= rawPath.length(); ) {
            int slash = rawPath.indexOf('/', from);
            int to = slash < 0 ? rawPath.length() : slash;
            Optional<String> segment = Percent.decode(rawPath.substring(from, to));
            if (segment.isEmpty() || segment.get().equals(".") || segment.get().equals("..")) {
                return Optional.empty();
            }
            segments.add(segment.get());
            from = to + 1;
        }
        return Optional.of(new Target(rawPath, List.copyOf(segments), query.get()));
    }
}
