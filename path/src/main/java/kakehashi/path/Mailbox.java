package kakehashi.path;

import java.util.Optional;

/// An Internet mail address (RFC 5321 §4.1.2) whose host is a domain name.
///
/// @param localPart what stands before the at sign, without quotes; its case counts
/// @param host the domain, in lower case
record Mailbox(String localPart, String host) {
    /// Which characters a local part may have.
    enum Characters {
        /// ASCII, as in an rfc822Name.
        ASCII,
        /// Any, as in a SmtpUTF8Mailbox (RFC 9598).
        UNICODE
    }

    private static final String SPECIAL_ATEXT = "!#$%&'*+-/=?^_`{|}~";

    /// Reads a mailbox; nothing when it is malformed or its host is an address.
    static Optional<Mailbox> parse(String text, Characters characters) {
        return text.startsWith("\"") ? parseQuoted(text, characters) : parseAtoms(text, characters);
    }

    private static Optional<Mailbox> parseAtoms(String text, Characters characters) {
        int at = text.indexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        boolean dotsMisplaced = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        if (dotsMisplaced || !local.codePoints().allMatch(c -> c == '.' || isAtext(c, characters))) {
            return Optional.empty();
        }
        return DomainName.parse(text.substring(at + 1)).map(host -> new Mailbox(local, host));
    }

    private static boolean isAtext(int c, Characters characters) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x80 ? SPECIAL_ATEXT.indexOf(c) >= 0 : isBeyondAscii(c, characters));
    }

    private static boolean isBeyondAscii(int c, Characters characters) {
        return characters == Characters.UNICODE && c >= 0xa0;
    }

    private static Optional<Mailbox> parseQuoted(String text, Characters characters) {
        StringBuilder local = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\') {
                i++;
            }
            if (i == text.length() || !isQuotable(text.charAt(i), characters)) {
                return Optional.empty();
            }
            local.append(text.charAt(i));
            i++;
        }
        if (!text.startsWith("\"@", i)) {
            return Optional.empty();
        }
        return DomainName.parse(text.substring(i + 2)).map(host -> new Mailbox(local.toString(), host));
    }

    private static boolean isQuotable(char c, Characters characters) {
        return (c >= ' ' && c < 0x7f) || isBeyondAscii(c, characters);
    }
}
