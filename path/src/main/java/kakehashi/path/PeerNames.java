package kakehashi.path;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// Whether a certificate is for a name (RFC 9525 §6): subjectAltName alone counts, never the common name.
final class PeerNames {
    private PeerNames() {}

    /// What speaks against the certificate being for the name.
    static Optional<Finding> judge(Certificate certificate, GeneralName wanted) {
        List<GeneralName> names = certificate.subjectAltNames();
        boolean found = names.stream().anyMatch(presented -> matches(presented, wanted));
        return found ? Optional.empty() : Optional.of(Finding.of(Check.PEER_NAME_MISMATCH, NameForm.text(wanted)));
    }

    private static boolean matches(GeneralName presented, GeneralName wanted) {
        if (presented instanceof GeneralName.DnsName(String pattern)
                && wanted instanceof GeneralName.DnsName(String d)) {
            return matchesDomain(lower(pattern), lower(d));
        }
        if (presented instanceof GeneralName.Rfc822Name(String a)
                && wanted instanceof GeneralName.Rfc822Name(String b)) {
            return sameMailbox(a, b);
        }
        return presented.equals(wanted);
    }

    /// "The wildcard character must be the whole left-most label, and matches one label" (RFC 9525 §6.3).
    private static boolean matchesDomain(String pattern, String domain) {
        if (pattern.equals(domain)) {
            return !pattern.contains("*");
        }
        int firstDot = domain.indexOf('.');
        return pattern.startsWith("*.")
                && pattern.indexOf('*', 1) < 0
                && firstDot > 0
                && pattern.indexOf('.', 2) > 0
                && pattern.substring(1).equals(domain.substring(firstDot));
    }

    private static boolean sameMailbox(String a, String b) {
        int at = a.lastIndexOf('@');
        return at > 0
                && at == b.lastIndexOf('@')
                && a.substring(0, at).equals(b.substring(0, at))
                && lower(a.substring(at)).equals(lower(b.substring(at)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
