package kakehashi.web;

import java.util.regex.Pattern;

/// Where a link may lead.
final class Address {
    /// RFC 3986 §4.2: an absolute path, a query or a fragment; browsers take a backslash for a slash.
    private static final Pattern OF_THIS_SERVER = Pattern.compile("(/(?![/\\\\])|[?#])[\\x21-\\x5b\\x5d-\\x7e]*|/");

    private static final Pattern ELSEWHERE = Pattern.compile("(https?://|mailto:)[\\x21-\\x5b\\x5d-\\x7e]+");

    private Address() {}

    static boolean isOfThisServer(String address) {
        return OF_THIS_SERVER.matcher(address).matches();
    }

    /// Whether a page may hold the address. Anything but ASCII must be percent-encoded.
    static boolean mayLead(boolean onlyHere, String address) {
        return isOfThisServer(address)
                || !onlyHere && ELSEWHERE.matcher(address).matches();
    }
}
