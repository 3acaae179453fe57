package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Certificate;

/// What the profile of a purpose asks of certificates beyond path validation.
final class ProfileRules {
    private ProfileRules() {}

    /// What the profile has against the certificate that carried a trust anchor.
    static List<Finding> judgeAnchor(TrustAnchor anchor, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(0);
        anchor.certificate().ifPresent(certificate -> {
            judgeConformance(certificate, purpose, findings);
            if (purpose.profile().includes(Purpose.Profile.WEB)) {
                WebRules.judgeRoot(certificate, findings);
            }
        });
        return findings;
    }

    /// What the profile has against a CA certificate.
    static void judgeIssuer(Certificate certificate, Purpose purpose, List<Finding> findings) {
        PurposeRules.judgeIssuer(certificate.extendedKeyUsage(), purpose).ifPresent(findings::add);
        judgeConformance(certificate, purpose, findings);
        if (purpose.profile().includes(Purpose.Profile.WEB)) {
            WebRules.judgeAny(certificate, findings);
        }
    }

    /// What the profile has against the target.
    static void judgeTarget(Certificate target, Purpose purpose, List<Finding> findings) {
        judgeConformance(target, purpose, findings);
        if (purpose.profile().includes(Purpose.Profile.WEB)) {
            WebRules.judgeTarget(target, findings);
        }
    }

    private static void judgeConformance(Certificate certificate, Purpose purpose, List<Finding> findings) {
        switch (purpose.conformance()) {
            case NOT_ASKED -> {}
            case ASKED -> ConformanceRules.judge(certificate, purpose.profile(), findings);
        }
    }
}
