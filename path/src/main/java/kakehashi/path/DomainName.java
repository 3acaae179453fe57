package kakehashi.path;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Domain names as text: labels of letters, digits, hyphens and, as is found in practice, underscores. Case does
/// not count.
final class DomainName {
    private static final int MAX_CHARACTERS = 253;
    private static final int MAX_LABEL = 63;

    private DomainName() {}

    /// The name in lower case; nothing when it is not a domain name. NUL, non-ASCII characters, wildcards, empty
    /// labels and a dot at either end are all refused.
    static Optional<String> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        int from = 0;
        while (from <= text.length()) {
            int dot = text.indexOf('.', from);
            int to = dot < 0 ? text.length() : dot;
            if (!isLabel(text, from, to)) {
                return Optional.empty();
            }
            from = to + 1;
        }
        return Optional.of(text.toLowerCase(Locale.ROOT));
    }

    /// As [#parse], of a name that may be written absolute, with a dot at its end.
    static Optional<String> parseAbsolute(String text) {
        return parse(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean isLabel(String text, int from, int to) {
        if (from == to || to - from > MAX_LABEL || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /// Whether the name, in lower case, is one of the domains with at least one label added on the left.
    static boolean isBelow(String name, Set<String> domains) {
        if (domains.isEmpty()) {
            return false;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (domains.contains(name.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }
}
