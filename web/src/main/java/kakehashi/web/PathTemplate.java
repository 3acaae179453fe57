package kakehashi.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The path of a route: `/crl/{name}`, or `/ocsp/{request*}` whose last parameter takes all that is left, slashes
/// and empty segments included.
///
/// @param text the template
/// @param parts its segments
/// @param ending what the last takes
record PathTemplate(String text, List<String> parts, Ending ending) {
    /// What the last segment of a template takes.
    enum Ending {
        ONE_SEGMENT,
        ALL_THAT_IS_LEFT
    }

    static PathTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + text);
        }
        List<String> parts = List.of(text.substring(1).split("/", -1));
        for (String part : parts) {
            boolean last = part == parts.getLast();
            if (!part.matches("[A-Za-z0-9._~-]*|\\{[a-z][A-Za-z]*}") && !(last && isRest(part))) {
                throw new IllegalArgumentException("not a part of a path template: " + part + " in " + text);
            }
        }
        return new PathTemplate(text, parts, isRest(parts.getLast()) ? Ending.ALL_THAT_IS_LEFT : Ending.ONE_SEGMENT);
    }

    boolean isLiteral() {
        return text.indexOf('{') < 0;
    }

    private static boolean isRest(String part) {
        return part.matches("\\{[a-z][A-Za-z]*\\*}");
    }

    /// The parameters when a path fits; empty when it does not.
    Optional<Map<String, String>> match(List<String> segments) {
        boolean rest = ending == Ending.ALL_THAT_IS_LEFT;
        if (rest ? segments.size() < parts.size() : segments.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> captured = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (rest && i == parts.size() - 1) {
                captured.put(
                        part.substring(1, part.length() - 2), String.join("/", segments.subList(i, segments.size())));
            } else if (part.startsWith("{") && !segments.get(i).isEmpty()) {
                captured.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(captured);
    }
}
