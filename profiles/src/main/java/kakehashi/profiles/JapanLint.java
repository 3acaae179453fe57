package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.that;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Tag;

/// Names and periods in the manner of the Japanese Government PKI.
enum JapanLint implements TermedRule<LintedCertificate> {
    /// c=JP, o=Japanese Government, ou…, cn: the most general first.
    JAPAN_ORDER(
            "GPKI profile, subject",
            ERROR,
            JapanLint::isJapanese,
            that(c -> c.certificate.subject(), c -> isOrdered(c.subject))),
    JAPAN_COUNTRY(
            "GPKI profile, subject",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(c -> c.textsOf(NamePart.C).equals(List.of("JP")))),
    JAPAN_ORGANISATION(
            "GPKI profile, subject",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(c -> c.textsOf(NamePart.O), c -> c.textsOf(NamePart.O).equals(List.of(JapanLint.GOVERNMENT_EN)))),
    /// English in the subject, Japanese in subjectAltName.
    JAPAN_SUBJECT_ASCII("GPKI profile, subject", ERROR, JapanLint::isJapanese, each(c -> c.subject, NamePart::isAscii)),
    /// One string type for everything that may be either, as each CA has chosen.
    JAPAN_ONE_STRING_TYPE(
            "GPKI profile, subject",
            WARNING,
            JapanLint::isJapanese,
            that(c -> c.subject.stream()
                            .filter(p -> !p.is(NamePart.C) && !p.is(NamePart.SERIAL_NUMBER))
                            .map(NamePart::tag)
                            .distinct()
                            .count()
                    <= 1)),
    /// "a post, not a person".
    JAPAN_POST_NOT_PERSON(
            "GPKI profile, 官職証明書",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            each(c -> c.subject, p -> !isOfPerson(p))),
    JAPAN_POST_NAME(
            "GPKI profile, 官職証明書",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(c -> c.textsOf(NamePart.CN).size() == 1)),
    /// The ministry at least.
    JAPAN_POST_OFFICE(
            "GPKI profile, 官職証明書",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(c -> !c.textsOf(NamePart.OU).isEmpty())),
    /// The Japanese name of the same entity.
    JAPAN_ALT_NAME(
            "GPKI profile, subjectAltName",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST || (c.ca && isJapanese(c)),
            that(c -> altName(c).stream().anyMatch(p -> !p.isAscii()))),
    JAPAN_ALT_NAME_STRING_TYPES(
            "GPKI profile, subjectAltName",
            ERROR,
            JapanLint::isJapanese,
            each(JapanLint::altName, p -> p.is(NamePart.C) ? p.isPrintable() : p.tag() == Tag.UTF8_STRING)),
    JAPAN_ALT_NAME_ORGANISATION(
            "GPKI profile, subjectAltName",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST && !altName(c).isEmpty(),
            that(
                    c -> LintedCertificate.textsOf(altName(c), NamePart.O),
                    c -> LintedCertificate.textsOf(altName(c), NamePart.O).equals(List.of(JapanLint.GOVERNMENT_JA)))),
    /// Attribute for attribute the name in the subject.
    JAPAN_ALT_NAME_MIRRORS(
            "GPKI profile, subjectAltName",
            WARNING,
            c -> isJapanese(c) && !altName(c).isEmpty(),
            that(c -> altName(c).stream()
                    .map(NamePart::type)
                    .toList()
                    .equals(c.subject.stream().map(NamePart::type).toList()))),
    /// What the issuing CA calls itself in its own subjectAltName.
    JAPAN_ISSUER_ALT_NAME(
            "GPKI profile, issuerAltName",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(JapanLint::namesIssuerInJapanese)),
    JAPAN_POLICIES_CRITICAL(
            "GPKI profile, 官職証明書",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST,
            that(c -> c.isCritical(KnownExtension.CERTIFICATE_POLICIES))),
    JAPAN_KEY_USAGE(
            "GPKI profile, 官職証明書",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST && !c.ca,
            that(c -> c.allows(KeyUsage.Bit.DIGITAL_SIGNATURE) && c.allows(KeyUsage.Bit.NON_REPUDIATION))),
    /// Readers that know the directory only.
    JAPAN_CRL_DIRECTORY_NAME(
            "GPKI profile, 官職証明書",
            WARNING,
            c -> c.purpose == LintPurpose.OFFICIAL_POST && !c.points.isEmpty(),
            that(c -> LintedCertificate.directoryName(c.pointNames).isPresent())),
    /// From 00:00:00 Japanese time to 23:59:59 or 24:00:00.
    JAPAN_MIDNIGHT(
            "GPKI profile, validity",
            WARNING,
            JapanLint::isJapanese,
            that(
                    c -> c.certificate.notBefore() + "/" + c.certificate.notAfter(),
                    c -> secondsAfterMidnight(c.certificate.notBefore()) == 0
                            && (secondsAfterMidnight(c.certificate.notAfter()) + 1) % LintedCertificate.DAY <= 1)),
    /// "≤ 5 y" for signatures of officials and of accredited services.
    JAPAN_FIVE_YEARS(
            "電子署名法施行規則 §6",
            ERROR,
            c -> c.purpose == LintPurpose.OFFICIAL_POST
                    || c.purpose == LintPurpose.USER
                    || c.purpose == LintPurpose.LRA_OPERATOR,
            that(
                    c -> c.seconds() / LintedCertificate.DAY + " d",
                    c -> c.seconds() <= (5 * 365 + 2) * LintedCertificate.DAY + 1));

    private final LintTerms<LintedCertificate> terms;

    JapanLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static final String GOVERNMENT_EN = "Japanese Government";
    private static final String GOVERNMENT_JA = "日本国政府";
    private static final long JAPAN_OFFSET = 9 * 3_600;
    private static final List<Oid> ORDER =
            List.of(NamePart.C, NamePart.O, NamePart.OU, NamePart.CN, NamePart.SERIAL_NUMBER);
    private static final Set<Oid> PERSONAL = Set.of(
            NamePart.SURNAME,
            NamePart.GIVEN_NAME,
            NamePart.INITIALS,
            NamePart.GENERATION,
            NamePart.PSEUDONYM,
            NamePart.SERIAL_NUMBER,
            NamePart.EMAIL);

    static boolean isJapanese(LintedCertificate c) {
        return c.purpose == LintPurpose.OFFICIAL_POST || c.textsOf(NamePart.O).contains(GOVERNMENT_EN);
    }

    private static boolean isOrdered(List<NamePart> name) {
        int last = -1;
        for (NamePart part : name) {
            int at = ORDER.indexOf(part.type());
            if (at >= 0 && at < last) {
                return false;
            }
            last = Math.max(last, at);
        }
        return true;
    }

    private static boolean isOfPerson(NamePart part) {
        return PERSONAL.contains(part.type());
    }

    private static List<NamePart> altName(LintedCertificate c) {
        return LintedCertificate.directoryName(c.altNames).map(NamePart::of).orElse(List.of());
    }

    private static boolean namesIssuerInJapanese(LintedCertificate c) {
        Optional<Name> named = LintedCertificate.directoryName(c.certificate.issuerAltNames());
        Optional<Name> own = c.above.flatMap(ca -> LintedCertificate.directoryName(ca.subjectAltNames()));
        return named.isPresent() && (own.isEmpty() || own.equals(named));
    }

    private static long secondsAfterMidnight(Instant time) {
        return Math.floorMod(time.getEpochSecond() + JAPAN_OFFSET, LintedCertificate.DAY);
    }
}
