package kakehashi.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request asks for: a path and a query (RFC 9112 §3.2.1), perhaps with the server before them (§3.2.2), or
/// the server as a whole (§3.2.4).
///
/// @param rawPath the path as it was sent, with its percent-encoding
/// @param segments the decoded parts between the slashes
/// @param query the parameters
/// @param origin the server, where the target names it
record Target(String rawPath, List<String> segments, Query query, Optional<Origin> origin) {
    static final Target ROOT = new Target("/", List.of(""), Query.EMPTY, Optional.empty());
    /// The server as a whole.
    static final Target ASTERISK = new Target("*", List.of(), Query.EMPTY, Optional.empty());

    /// RFC 9110 §4.2.1: "A recipient that processes such a URI reference" with an empty host "MUST reject it as
    /// invalid"; §4.2.4: "userinfo … its presence" is to be treated "as an error". What is in no host's name is not
    /// taken either: the authority goes into links.
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?i)(https?)://((?:[a-z0-9._~-]{1,255}|\\[[0-9a-f:.]{2,45}])(?::[0-9]{0,5})?)((?:/.*)?)");

    /// The server that a target names.
    ///
    /// @param scheme `http` or `https`
    /// @param authority its host, and perhaps a port
    record Origin(String scheme, String authority) {}

    /// Reads a target; empty when it is malformed, climbs with `.` or `..`, or has too many parameters. RFC 9112
    /// §3.2.2: "a server MUST accept the absolute-form in requests".
    static Optional<Target> parse(String sent, String rawQuery, int mostParameters) {
        if (sent.startsWith("/")) {
            return parse(sent, rawQuery, mostParameters, Optional.empty());
        }
        Matcher absolute = ABSOLUTE.matcher(sent);
        if (!absolute.matches()) {
            return Optional.empty();
        }
        // RFC 9110 §4.2.3: "an empty path component is equivalent to an absolute path of '/'".
        String path = absolute.group(3).isEmpty() ? "/" : absolute.group(3);
        Origin origin = new Origin(absolute.group(1).toLowerCase(Locale.ROOT), absolute.group(2));
        return parse(path, rawQuery, mostParameters, Optional.of(origin));
    }

    private static Optional<Target> parse(
            String rawPath, String rawQuery, int mostParameters, Optional<Origin> origin) {
        Optional<Query> query = Query.parse(rawQuery, mostParameters);
        if (query.isEmpty()) {
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
        return Optional.of(new Target(rawPath, List.copyOf(segments), query.get(), origin));
    }
}
