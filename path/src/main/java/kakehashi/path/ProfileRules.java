package kakehashi.path;

import java.util.List;
import kakehashi.x509.Certificate;

/// What a purpose's profile asks beyond RFC 5280 §6.
final class ProfileRules {
    private ProfileRules() {}

    /// What the profile has against a CA certificate.
    static void judgeIssuer(Certificate certificate, Purpose purpose, List<Finding> findings) {
        PurposeRules.judgeIssuer(certificate.extendedKeyUsage(), purpose).ifPresent(findings::add);
        switch (purpose.profile()) {
            case RFC5280, NESTED_PURPOSES -> {}
            case WEB -> WebRules.judgeIssuer(certificate, findings);
        }
    }

    /// What the profile has against the target.
    static void judgeTarget(Certificate target, Purpose purpose, List<Finding> findings) {
        switch (purpose.profile()) {
            case RFC5280, NESTED_PURPOSES -> {}
            case WEB -> WebRules.judgeTarget(target, findings);
        }
    }
}
