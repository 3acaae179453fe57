package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.once;
import static kakehashi.profiles.LintTest.that;

import java.util.function.Predicate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;

/// Alternative names (RFC 5280 §4.2.1.6, §4.2.1.7, with RFC 9549 and RFC 9598).
enum AltNameLint implements TermedRule<LintedCertificate> {
    /// "the name MUST be in the 'preferred name syntax'".
    DNS_SYNTAX(
            "RFC 5280 §4.2.1.6",
            ERROR,
            c -> true,
            each(c -> c.dnsNames, s -> InternetText.isDomain(InternetText.withoutWildcard(s)))),
    /// Labels with hyphens in third and fourth place are A-labels or nothing (RFC 5890 §2.3.1).
    DNS_A_LABEL("RFC 9549 §7.2", ERROR, c -> true, each(c -> c.dnsNames, InternetText::hasOnlyTrueALabels)),
    /// "the format of an rfc822Name is a 'Mailbox'".
    MAILBOX_SYNTAX(
            "RFC 5280 §4.2.1.6",
            ERROR,
            c -> true,
            each(
                    c -> c.altNames,
                    n -> !(n instanceof GeneralName.Rfc822Name(String mailbox)) || InternetText.isMailbox(mailbox))),
    /// "SmtpUTF8Mailbox […] MUST only be used when the local-part of the email address contains non-ASCII
    /// characters".
    UTF8_MAILBOX_NEEDED(
            "RFC 9598 §3",
            ERROR,
            c -> true,
            each(
                    c -> c.altNames,
                    n -> n.smtpUtf8Mailbox()
                            .map(AltNameLint::hasNonAsciiLocalPart)
                            .orElse(true))),
    /// "The name MUST NOT be a relative URI".
    URI_SYNTAX(
            "RFC 5280 §4.2.1.6",
            ERROR,
            c -> true,
            each(c -> LintedCertificate.uris(c.altNames), InternetText::isAbsoluteUri)),
    /// "URIs that include an authority MUST include a fully qualified domain name or IP address as the host".
    URI_HOST(
            "RFC 5280 §4.2.1.6",
            ERROR,
            c -> true,
            each(c -> LintedCertificate.uris(c.altNames), InternetText::hasGoodHost)),
    /// "CAs […] MUST NOT issue certificates with subjectAltNames containing empty GeneralName fields".
    ALT_NAME_NOT_EMPTY("RFC 5280 §4.2.1.6", ERROR, c -> true, each(c -> c.altNames, n -> !isEmpty(n))),
    ALT_NAME_ONCE("RFC 5280 §4.2.1.6", WARNING, c -> true, once(c -> c.altNames)),
    /// "conforming CAs SHOULD mark the subjectAltName extension as non-critical" beside a subject.
    ALT_NAME_NOT_CRITICAL(
            "RFC 5280 §4.2.1.6",
            WARNING,
            c -> !c.subject.isEmpty(),
            that(c -> !c.isCritical(KnownExtension.SUBJECT_ALT_NAME))),
    /// "Where present, conforming CAs SHOULD mark this extension as non-critical".
    ISSUER_ALT_NAME_NOT_CRITICAL(
            "RFC 5280 §4.2.1.7", WARNING, c -> true, that(c -> !c.isCritical(KnownExtension.ISSUER_ALT_NAME)));

    private final LintTerms<LintedCertificate> terms;

    AltNameLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static boolean hasNonAsciiLocalPart(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at > 0 && mailbox.substring(0, at).chars().anyMatch(c -> c >= 0x80);
    }

    private static boolean isEmpty(GeneralName name) {
        return switch (name) {
            case GeneralName.Rfc822Name(String mailbox) -> mailbox.isBlank();
            case GeneralName.DnsName(String domain) -> domain.isBlank();
            case GeneralName.UniformResourceIdentifier(String uri) -> uri.isBlank();
            case GeneralName.DirectoryName(Name directory) -> directory.isEmpty();
            case GeneralName.OtherName _,
                    GeneralName.X400Address _,
                    GeneralName.EdiPartyName _,
                    GeneralName.IpAddress _,
                    GeneralName.RegisteredId _ -> false;
        };
    }
}
