package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.once;
import static kakehashi.profiles.LintTest.that;

import java.util.function.Predicate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.Tag;

/// Distinguished names (RFC 5280 §4.1.2.4, §4.1.2.6, appendix A), of the subject and where it is ours to choose.
enum NameLint implements TermedRule<LintedCertificate> {
    /// "If the subject is a CA […] then the subject field MUST be populated with a non-empty distinguished name".
    SUBJECT_OF_CA("RFC 5280 §4.1.2.6", ERROR, c -> c.ca, that(c -> !c.subject.isEmpty())),
    /// "If subject naming information is present only in the subjectAltName extension […] then the subject name
    /// MUST be an empty sequence and the subjectAltName extension MUST be critical".
    EMPTY_SUBJECT_ALT_NAME(
            "RFC 5280 §4.1.2.6",
            ERROR,
            c -> c.subject.isEmpty() && !c.ca,
            that(c -> c.isCritical(KnownExtension.SUBJECT_ALT_NAME))),
    /// "CAs […] MUST encode attribute values as either PrintableString or UTF8String".
    STRING_TYPE(
            "RFC 5280 §4.1.2.4",
            ERROR,
            c -> true,
            each(c -> c.subject, p -> isIa5(p) || p.tag() == Tag.UTF8_STRING || p.tag() == Tag.PRINTABLE_STRING)),
    /// "X520countryName ::= PrintableString", and so the serial number and the qualifier.
    PRINTABLE_TYPE(
            "RFC 5280 A.1",
            ERROR,
            c -> true,
            each(
                    c -> c.subject,
                    p -> !(p.is(NamePart.C) || p.is(NamePart.SERIAL_NUMBER) || p.is(NamePart.DN_QUALIFIER))
                            || p.tag() == Tag.PRINTABLE_STRING)),
    /// "EmailAddress ::= IA5String", "DomainComponent ::= IA5String".
    IA5_TYPE("RFC 5280 A.1", ERROR, c -> true, each(c -> c.subject, p -> !isIa5(p) || p.tag() == Tag.IA5_STRING)),
    /// Letters, digits, space and `'()+,-./:=?` (X.680 §41.4).
    PRINTABLE_CHARACTERS(
            "X.680 §41.4", ERROR, c -> true, each(c -> c.subject, p -> !p.isPrintable() || isPrintable(p.text()))),
    COUNTRY_CODE(
            "RFC 5280 A.1",
            ERROR,
            c -> true,
            each(c -> c.textsOf(NamePart.C), s -> s.length() == 2 && isUpper(s.charAt(0)) && isUpper(s.charAt(1)))),
    /// countryName is a "SINGLE VALUE" attribute (X.520 §6.3.1).
    COUNTRY_ONCE(
            "X.520 §6.3.1", ERROR, c -> true, that(c -> c.textsOf(NamePart.C).size() <= 1)),
    /// The upper bounds ub-common-name and its like.
    ATTRIBUTE_LENGTH(
            "RFC 5280 A.1",
            ERROR,
            c -> true,
            each(c -> c.subject, p -> p.text().codePointCount(0, p.text().length()) <= bound(p.type()))),
    /// "SIZE (1..MAX)".
    ATTRIBUTE_NOT_BLANK(
            "RFC 5280 A.1",
            ERROR,
            c -> true,
            each(c -> c.subject, p -> !p.text().isBlank())),
    /// Leading, trailing and doubled spaces do not count in comparisons and mislead people.
    ATTRIBUTE_SPACES(
            "RFC 5280 §7.1",
            WARNING,
            c -> true,
            each(
                    c -> c.subject,
                    p -> p.text().isBlank()
                            || (p.text().strip().equals(p.text()) && !p.text().contains("  ")))),
    /// Characters of control and of direction show a person another name than the octets say.
    ATTRIBUTE_CONTROLS("RFC 4518 §2.2", ERROR, c -> true, each(c -> c.subject, p -> !hasControls(p.text()))),
    /// "MUST use the rfc822Name in the subject alternative name extension".
    EMAIL_IN_ALT_NAME(
            "RFC 5280 §4.1.2.6",
            ERROR,
            c -> true,
            each(
                    c -> c.textsOf(NamePart.EMAIL).stream()
                            .filter(s -> !c.altNames.contains(new GeneralName.Rfc822Name(s)))
                            .toList(),
                    s -> false)),
    ATTRIBUTE_REPEATED(
            "RFC 5280 §4.1.2.4",
            WARNING,
            c -> true,
            once(c -> c.subject.stream().filter(p -> !p.is(NamePart.DC)).toList()));

    private final LintTerms<LintedCertificate> terms;

    NameLint(String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static boolean isIa5(NamePart part) {
        return part.is(NamePart.EMAIL) || part.is(NamePart.DC);
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean good =
                    isUpper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || " '()+,-./:=?".indexOf(c) >= 0;
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean direction =
                    (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
            if (Character.isISOControl(c) || direction) {
                return true;
            }
        }
        return false;
    }

    private static int bound(Oid type) {
        if (type.equals(NamePart.C)) {
            return 2;
        }
        if (type.equals(NamePart.L) || type.equals(NamePart.ST) || type.equals(NamePart.PSEUDONYM)) {
            return 128;
        }
        if (type.equals(NamePart.EMAIL)) {
            return 255;
        }
        boolean short64 = type.equals(NamePart.CN)
                || type.equals(NamePart.O)
                || type.equals(NamePart.OU)
                || type.equals(NamePart.TITLE)
                || type.equals(NamePart.SERIAL_NUMBER);
        return short64 ? 64 : 32_768;
    }
}
