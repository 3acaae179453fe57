package kakehashi.profiles;

import java.net.IDN;
import java.util.Locale;

/// The syntax of domain names, mailboxes and URIs, octet by octet.
final class InternetText {
    private InternetText() {}

    /// "Preferred name syntax" (RFC 1034 §3.5 as modified by RFC 1123 §2.1): labels of letters, digits and hyphens.
    static boolean isDomain(String name) {
        int length = name.length();
        if (length == 0 || length > 253) {
            return false;
        }
        int from = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || name.charAt(i) == '.') {
                if (!isLabel(name, from, i)) {
                    return false;
                }
                from = i + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String name, int from, int to) {
        if (to == from || to - from > 63 || name.charAt(from) == '-' || name.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            boolean good = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    // Judged by a rule of its own.
                    || c == '_';
            if (!good) {
                return false;
            }
        }
        return true;
    }

    /// The name without the asterisk label in front.
    static String withoutWildcard(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }

    /// Whether each label with hyphens in third and fourth place is an A-label that is the one encoding of its
    /// text.
    static boolean hasOnlyTrueALabels(String name) {
        if (!name.contains("--")) {
            return true;
        }
        for (String label : name.split("\\.")) {
            boolean reserved = label.length() > 3 && label.startsWith("--", 2);
            if (reserved && !isALabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isALabel(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("xn--")) {
            return false;
        }
        String unicode = IDN.toUnicode(lower);
        try {
            return !unicode.equals(lower) && IDN.toASCII(unicode).equalsIgnoreCase(lower);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// `Local-part "@" Domain` of RFC 5321 §4.1.2, nothing around it.
    static boolean isMailbox(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || !isDomain(text.substring(at + 1))) {
            return false;
        }
        boolean quoted = text.charAt(0) == '"' && at > 2 && text.charAt(at - 1) == '"';
        for (int i = 0; i < at && !quoted; i++) {
            char c = text.charAt(i);
            boolean dot = c == '.' && i > 0 && i < at - 1 && text.charAt(i - 1) != '.';
            if (c <= ' ' || c >= 0x7f || "()<>[]:;@\\,\"".indexOf(c) >= 0 || (c == '.' && !dot)) {
                return false;
            }
        }
        return true;
    }

    /// "The name MUST NOT be a relative URI, and it MUST follow the URI syntax and encoding rules" (RFC 3986).
    static boolean isAbsoluteUri(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 1 || colon == uri.length() - 1 || !isLetter(uri.charAt(0))) {
            return false;
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean plain = isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!plain && (i < colon || isForbidden(c))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isForbidden(char c) {
        return c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// "URIs that include an authority MUST include a fully qualified domain name or IP address as the host". An
    /// LDAP URI without a host asks the reader's own directory (RFC 4516 §2) and is let pass.
    static boolean hasGoodHost(String uri) {
        int from = uri.indexOf("://");
        if (from < 0 || uri.regionMatches(true, 0, "ldap:///", 0, 8)) {
            return true;
        }
        int to = from + 3;
        while (to < uri.length() && "/?#".indexOf(uri.charAt(to)) < 0) {
            to++;
        }
        String authority =
                uri.substring(uri.lastIndexOf('@', to - 1) > from ? uri.lastIndexOf('@', to - 1) + 1 : from + 3, to);
        int port = authority.lastIndexOf(':');
        if (authority.startsWith("[")) {
            return authority.indexOf(']') > 2;
        }
        String host = port < 0 ? authority : authority.substring(0, port);
        return isDomain(host) && host.indexOf('.') > 0;
    }

    static boolean hasScheme(String uri, String... schemes) {
        for (String scheme : schemes) {
            if (uri.regionMatches(true, 0, scheme + ":", 0, scheme.length() + 1)) {
                return true;
            }
        }
        return false;
    }
}
