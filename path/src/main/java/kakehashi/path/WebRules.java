package kakehashi.path;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Certificate;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.PublicKeyAlgorithm;

/// The rules of the Web PKI for server certificates beyond RFC 5280 §4 (CA/Browser Forum Baseline Requirements,
/// version 2). What a dedicated target and a conforming certificate are is asked elsewhere.
final class WebRules {
    private static final Set<PublicKeyAlgorithm> KEYS = EnumSet.of(
            PublicKeyAlgorithm.RSA, PublicKeyAlgorithm.P256, PublicKeyAlgorithm.P384, PublicKeyAlgorithm.P521);

    private WebRules() {}

    /// What the rules have against a root's certificate.
    static void judgeRoot(Certificate root, List<Finding> findings) {
        judgeAny(root, findings);
        // BR §7.1.2.1.2 "extKeyUsage MUST NOT" be present
        if (root.extensions().has(KnownExtension.EXTENDED_KEY_USAGE)) {
            findings.add(ConformanceRules.about(Check.EXTENSION_NOT_ALLOWED, KnownExtension.EXTENDED_KEY_USAGE));
        }
        // BR §7.1.2.1.3 "keyIdentifier MUST be present. MUST be identical to the subjectKeyIdentifier field."
        // "authorityCertIssuer MUST NOT be present, authorityCertSerialNumber MUST NOT be present"
        Optional<AuthorityKeyIdentifier> authority = root.authorityKeyIdentifier();
        boolean agrees = authority
                .filter(a -> a.keyIdentifier().equals(root.subjectKeyIdentifier()) && saysNothingElse(a))
                .isPresent();
        if (authority.isPresent() && root.isSelfIssued() && !agrees) {
            findings.add(ConformanceRules.about(Check.EXTENSION_CONTENT, KnownExtension.AUTHORITY_KEY_IDENTIFIER));
        }
    }

    /// What the rules have against a server's certificate.
    static void judgeTarget(Certificate target, List<Finding> findings) {
        judgeAny(target, findings);
        // BR §7.1.2.7.6: subjectAltName MUST be present, critical exactly when the subject is empty; extKeyUsage
        // MUST NOT be critical
        if (!target.extensions().has(KnownExtension.SUBJECT_ALT_NAME)) {
            findings.add(ConformanceRules.about(Check.EXTENSION_MISSING, KnownExtension.SUBJECT_ALT_NAME));
        } else if (!target.subject().isEmpty() && target.extensions().isCritical(KnownExtension.SUBJECT_ALT_NAME)) {
            findings.add(ConformanceRules.about(Check.EXTENSION_MUST_NOT_BE_CRITICAL, KnownExtension.SUBJECT_ALT_NAME));
        }
        if (target.extensions().isCritical(KnownExtension.EXTENDED_KEY_USAGE)) {
            findings.add(
                    ConformanceRules.about(Check.EXTENSION_MUST_NOT_BE_CRITICAL, KnownExtension.EXTENDED_KEY_USAGE));
        }
    }

    /// What the rules have against any certificate.
    static void judgeAny(Certificate certificate, List<Finding> findings) {
        // BR §6.1.5, §7.1.3.1: RSA, P-256, P-384 or P-521
        if (!KEYS.contains(certificate.subjectPublicKeyInfo().kind())) {
            findings.add(Finding.of(Check.KEY_NOT_ALLOWED, certificate.subjectPublicKeyInfo()));
        }
        // BR §7.1.2: authorityKeyIdentifier, where present, names the key and nothing else
        boolean more = certificate
                .authorityKeyIdentifier()
                .filter(a -> a.keyIdentifier().isEmpty() || !saysNothingElse(a))
                .isPresent();
        if (more && !certificate.isSelfIssued()) {
            findings.add(ConformanceRules.about(Check.EXTENSION_CONTENT, KnownExtension.AUTHORITY_KEY_IDENTIFIER));
        }
    }

    private static boolean saysNothingElse(AuthorityKeyIdentifier identifier) {
        return identifier.authorityCertIssuer().isEmpty()
                && identifier.authorityCertSerialNumber().isEmpty();
    }
}
