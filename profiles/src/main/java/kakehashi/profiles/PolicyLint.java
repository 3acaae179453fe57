package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.NOTICE;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.once;
import static kakehashi.profiles.LintTest.that;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.Tag;

/// Policies and the constraints on what follows (RFC 5280 §4.2.1.4, .5, .10, .11, .14).
enum PolicyLint implements TermedRule<LintedCertificate> {
    /// "When qualifiers are used with the special policy anyPolicy, they MUST be limited to the qualifiers
    /// identified in this section".
    ANY_POLICY_QUALIFIERS(
            "RFC 5280 §4.2.1.4",
            ERROR,
            c -> c.policies.stream().anyMatch(PolicyLint::isAny),
            each(c -> qualifiers(c, true), q -> q.isCps() || q.isNotice())),
    /// "this profile RECOMMENDS that policy information terms consist of only an OID".
    POLICY_QUALIFIERS("RFC 5280 §4.2.1.4", NOTICE, c -> true, each(c -> qualifiers(c, false), q -> false)),
    CPS_URI("RFC 5280 §4.2.1.4", ERROR, c -> true, each(c -> qualifiers(c, false), q -> !q.isCps() || q.isGoodCps())),
    /// "the explicitText string […] up to 200 characters".
    NOTICE_LENGTH(
            "RFC 5280 §4.2.1.4",
            ERROR,
            c -> true,
            each(c -> qualifiers(c, false), q -> !q.isNotice() || q.textLength() <= 200)),
    /// "Conforming CAs SHOULD use the UTF8String encoding for explicitText. VisibleString or BMPString are
    /// acceptable but less preferred alternatives. Conforming CAs MUST NOT encode explicitText as IA5String".
    NOTICE_STRING_TYPE(
            "RFC 6818 §3",
            ERROR,
            c -> true,
            each(c -> qualifiers(c, false), q -> !q.isNotice() || q.textTag() != Tag.IA5_STRING)),
    NOTICE_UTF8(
            "RFC 6818 §3",
            WARNING,
            c -> true,
            each(
                    c -> qualifiers(c, false),
                    q -> !q.isNotice() || (q.textTag() != Tag.VISIBLE_STRING && q.textTag() != Tag.BMP_STRING))),
    /// "Conforming CAs SHOULD NOT use the noticeRef option".
    NOTICE_REFERENCE(
            "RFC 5280 §4.2.1.4",
            WARNING,
            c -> true,
            each(c -> qualifiers(c, false), q -> !q.isNotice() || !q.hasReference())),
    /// "This extension is used in CA certificates".
    MAPPINGS_IN_CA("RFC 5280 §4.2.1.5", ERROR, c -> !c.mappings.isEmpty(), that(c -> c.ca)),
    /// "Policies MUST NOT be mapped either to or from the special value anyPolicy".
    MAPPINGS_NOT_ANY(
            "RFC 5280 §4.2.1.5",
            ERROR,
            c -> true,
            each(
                    c -> c.mappings,
                    m -> !m.issuerDomainPolicy().equals(PolicyInformation.ANY_POLICY)
                            && !m.subjectDomainPolicy().equals(PolicyInformation.ANY_POLICY))),
    /// "conforming CAs SHOULD mark this extension as critical".
    MAPPINGS_CRITICAL(
            "RFC 5280 §4.2.1.5",
            WARNING,
            c -> !c.mappings.isEmpty(),
            that(c -> c.isCritical(KnownExtension.POLICY_MAPPINGS))),
    /// "Each issuerDomainPolicy named in the policy mappings extension SHOULD also be asserted in a certificate
    /// policies extension in the same certificate".
    MAPPINGS_OF_OWN_POLICIES(
            "RFC 5280 §4.2.1.5",
            WARNING,
            c -> true,
            each(
                    c -> c.mappings.stream()
                            .map(PolicyMapping::issuerDomainPolicy)
                            .filter(p -> !p.equals(PolicyInformation.ANY_POLICY) && !asserts(c, p))
                            .toList(),
                    p -> false)),
    MAPPINGS_ONCE("RFC 5280 §4.2.1.5", ERROR, c -> !c.mappings.isEmpty(), once(c -> c.mappings)),
    /// "The policy constraints extension can be used in certificates issued to CAs".
    POLICY_CONSTRAINTS_IN_CA(
            "RFC 5280 §4.2.1.11", ERROR, c -> c.has(KnownExtension.POLICY_CONSTRAINTS), that(c -> c.ca)),
    /// "Conforming CAs MUST mark this extension as critical".
    POLICY_CONSTRAINTS_CRITICAL(
            "RFC 5280 §4.2.1.11",
            ERROR,
            c -> c.has(KnownExtension.POLICY_CONSTRAINTS),
            that(c -> c.isCritical(KnownExtension.POLICY_CONSTRAINTS))),
    /// "The inhibit anyPolicy extension can be used in certificates issued to CAs".
    INHIBIT_ANY_POLICY_IN_CA(
            "RFC 5280 §4.2.1.14", ERROR, c -> c.has(KnownExtension.INHIBIT_ANY_POLICY), that(c -> c.ca)),
    /// "Conforming CAs MUST mark this extension as critical".
    INHIBIT_ANY_POLICY_CRITICAL(
            "RFC 5280 §4.2.1.14",
            ERROR,
            c -> c.has(KnownExtension.INHIBIT_ANY_POLICY),
            that(c -> c.isCritical(KnownExtension.INHIBIT_ANY_POLICY))),
    /// "MUST be used only in a CA certificate".
    NAME_CONSTRAINTS_IN_CA("RFC 5280 §4.2.1.10", ERROR, c -> c.has(KnownExtension.NAME_CONSTRAINTS), that(c -> c.ca)),
    /// "Conforming CAs MUST mark this extension as critical".
    NAME_CONSTRAINTS_CRITICAL(
            "RFC 5280 §4.2.1.10",
            ERROR,
            c -> c.has(KnownExtension.NAME_CONSTRAINTS),
            that(c -> c.isCritical(KnownExtension.NAME_CONSTRAINTS))),
    /// "SHOULD NOT impose name constraints on the x400Address, ediPartyName, or registeredID name forms".
    NAME_CONSTRAINTS_FORMS(
            "RFC 5280 §4.2.1.10",
            WARNING,
            c -> c.has(KnownExtension.NAME_CONSTRAINTS),
            each(
                    PolicyLint::subtrees,
                    n -> !(n instanceof GeneralName.X400Address
                            || n instanceof GeneralName.EdiPartyName
                            || n instanceof GeneralName.RegisteredId))),
    /// A domain name, not one with a period in front, which the clause gives a meaning for URIs only.
    NAME_CONSTRAINTS_DNS(
            "RFC 5280 §4.2.1.10",
            ERROR,
            c -> c.has(KnownExtension.NAME_CONSTRAINTS),
            each(
                    PolicyLint::subtrees,
                    n -> !(n instanceof GeneralName.DnsName(String d)) || d.isEmpty() || InternetText.isDomain(d))),
    /// "encoded in the style of RFC 4632 (CIDR)": ones, then zeros.
    NAME_CONSTRAINTS_MASK(
            "RFC 5280 §4.2.1.10",
            ERROR,
            c -> c.has(KnownExtension.NAME_CONSTRAINTS),
            each(
                    PolicyLint::subtrees,
                    n -> !(n instanceof GeneralName.IpAddress(Bytes octets)) || isPrefixMask(octets)));

    private final LintTerms<LintedCertificate> terms;

    PolicyLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static boolean isAny(PolicyInformation policy) {
        return policy.policyIdentifier().equals(PolicyInformation.ANY_POLICY);
    }

    static boolean asserts(LintedCertificate c, Oid policy) {
        for (PolicyInformation own : c.policies) {
            if (own.policyIdentifier().equals(policy)) {
                return true;
            }
        }
        return false;
    }

    private static List<LintedQualifier> qualifiers(LintedCertificate c, boolean onlyOfAny) {
        List<LintedQualifier> all = new ArrayList<>(0);
        for (PolicyInformation policy : c.policies) {
            if (!onlyOfAny || isAny(policy)) {
                policy.qualifiers().forEach(q -> all.add(LintedQualifier.of(q)));
            }
        }
        return all;
    }

    private static List<GeneralName> subtrees(LintedCertificate c) {
        NameConstraints constraints = c.certificate.nameConstraints().orElseThrow();
        return Stream.concat(constraints.permittedSubtrees().stream(), constraints.excludedSubtrees().stream())
                .toList();
    }

    private static boolean isPrefixMask(Bytes addressAndMask) {
        BigInteger mask = new BigInteger(
                1,
                addressAndMask
                        .slice(addressAndMask.length() / 2, addressAndMask.length())
                        .toArray());
        int bits = 4 * addressAndMask.length();
        return mask.signum() == 0 || mask.bitLength() == bits && mask.bitCount() == bits - mask.getLowestSetBit();
    }
}
