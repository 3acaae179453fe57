package kakehashi.path;

import java.util.List;
import java.util.Locale;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;

/// The rules of the Web PKI for server certificates (CA/Browser Forum Baseline Requirements §7.1, version 2.x).
final class WebRules {
    private WebRules() {}

    /// What the rules have against a CA certificate.
    static void judgeIssuer(Certificate certificate, List<Finding> findings) {
        if (!certificate.extensions().isCritical(KnownExtension.BASIC_CONSTRAINTS)) {
            findings.add(finding("basicConstraints of a CA is not critical"));
        }
        if (!certificate.extensions().has(KnownExtension.KEY_USAGE)) {
            findings.add(finding("keyUsage of a CA is missing"));
        }
        if (!certificate.extensions().has(KnownExtension.AUTHORITY_KEY_IDENTIFIER) && !certificate.isSelfIssued()) {
            findings.add(finding("authorityKeyIdentifier is missing"));
        }
        if (certificate.extensions().has(KnownExtension.NAME_CONSTRAINTS)
                && !certificate.extensions().isCritical(KnownExtension.NAME_CONSTRAINTS)) {
            findings.add(finding("nameConstraints is not critical"));
        }
        judgeAny(certificate, findings);
    }

    /// What the rules have against the server's certificate.
    static void judgeTarget(Certificate target, List<Finding> findings) {
        if (!target.extensions().has(KnownExtension.SUBJECT_ALT_NAME)) {
            findings.add(finding("subjectAltName is missing"));
        }
        if (target.subject().isEmpty() != target.extensions().isCritical(KnownExtension.SUBJECT_ALT_NAME)) {
            findings.add(finding("subjectAltName is critical exactly when the subject is empty"));
        }
        if (target.extendedKeyUsage()
                .filter(usage -> usage.lists(ExtendedKeyUsage.SERVER_AUTH) && !usage.lists(ExtendedKeyUsage.ANY))
                .isEmpty()) {
            findings.add(finding("extendedKeyUsage does not list serverAuth, or lists anyExtendedKeyUsage"));
        }
        if (target.basicConstraints().filter(BasicConstraints::ca).isPresent()) {
            findings.add(finding("a CA's certificate is used as a server's"));
        }
        for (GeneralName name : target.subjectAltNames()) {
            if (name instanceof GeneralName.DnsName(String domain) && !isHostName(domain)) {
                findings.add(finding("dNSName that is no host name: " + domain));
            }
        }
        judgeAny(target, findings);
    }

    private static void judgeAny(Certificate certificate, List<Finding> findings) {
        if (!certificate.serialNumber().conforms()) {
            findings.add(finding("serial number that is not positive or has more than 20 octets"));
        }
        if (certificate.extensions().isCritical(KnownExtension.AUTHORITY_INFO_ACCESS)) {
            findings.add(finding("authorityInfoAccess is critical"));
        }
    }

    private static boolean isHostName(String domain) {
        String host = domain.startsWith("*.") ? domain.substring(2) : domain;
        return host.toLowerCase(Locale.ROOT)
                .matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    }

    private static Finding finding(String rule) {
        return Finding.of(Check.WEB_PROFILE, rule);
    }
}
