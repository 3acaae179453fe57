package kakehashi.collection;

import java.time.Instant;
import java.util.Locale;

/// Something that changed, or failed, while collecting.
///
/// @param domain the domain
/// @param what what
/// @param subject a URL, or a subject's name
/// @param detail a fingerprint, a failure's label, or nothing
public record CollectEvent(Instant at, String domain, What what, String subject, String detail) {
    private static final int MAX_CHARACTERS = 1000;

    /// Subjects come from outside: control characters are replaced, and what is too long is cut.
    public CollectEvent {
        subject = fit(subject);
        detail = fit(detail);
    }

    static String fit(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "\ufffd");
        return clean.length() > MAX_CHARACTERS ? clean.substring(0, MAX_CHARACTERS) : clean;
    }

    /// What can happen.
    public enum What {
        /// A certificate was not there before.
        CERTIFICATE_ADDED,
        /// A certificate is no longer offered.
        CERTIFICATE_GONE,
        /// A CRL was not there before.
        CRL_ADDED,
        /// Something was offered and not taken.
        REFUSED,
        /// A place fails that did not.
        SOURCE_FAILED,
        /// A place answers again.
        SOURCE_RECOVERED;

        /// The stable word, such as `crl-added`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
