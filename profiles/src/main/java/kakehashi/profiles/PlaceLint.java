package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.NOTICE;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.that;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;

/// Where CRLs, certificates and services are found (RFC 5280 §4.2.1.13, .15, §4.2.2).
enum PlaceLint implements TermedRule<LintedCertificate> {
    /// "conforming CAs […] SHOULD include a cRLDistributionPoints extension"; a CRL must be found by somebody.
    CRL_PLACE_PRESENT(
            "RFC 5280 §4.2.1.13",
            WARNING,
            c -> !c.isSelfSigned() && !c.has(KnownExtension.OCSP_NO_CHECK),
            that(c -> !c.points.isEmpty())),
    /// "The extension SHOULD be non-critical".
    CRL_PLACE_NOT_CRITICAL(
            "RFC 5280 §4.2.1.13", WARNING, c -> true, that(c -> !c.isCritical(KnownExtension.CRL_DISTRIBUTION_POINTS))),
    /// "a DistributionPoint MUST NOT consist of only the reasons field".
    CRL_PLACE_NOT_REASONS_ONLY(
            "RFC 5280 §4.2.1.13",
            ERROR,
            c -> true,
            each(
                    c -> c.points,
                    p -> p.distributionPoint().isPresent() || !p.crlIssuer().isEmpty())),
    /// "it MUST include at least one DistributionPoint that points to a CRL that covers the certificate for all
    /// reasons".
    CRL_PLACE_ALL_REASONS(
            "RFC 5280 §4.2.1.13",
            ERROR,
            c -> !c.points.isEmpty(),
            that(c -> c.points.stream().anyMatch(p -> p.reasons().isEmpty()))),
    /// "Conforming CAs SHOULD NOT use nameRelativeToCRLIssuer to specify distribution point names".
    CRL_PLACE_FULL_NAME(
            "RFC 5280 §4.2.1.13",
            WARNING,
            c -> true,
            each(
                    c -> c.points,
                    p -> !(p.distributionPoint().orElse(null)
                            instanceof DistributionPointName.NameRelativeToCrlIssuer))),
    /// "If the certificate issuer is also the CRL issuer, then conforming CAs MUST omit the cRLIssuer field".
    CRL_PLACE_NO_OWN_ISSUER(
            "RFC 5280 §4.2.1.13", ERROR, c -> true, that(c -> c.points.isEmpty() || !namesOwnIssuer(c))),
    CRL_PLACE_URI("RFC 5280 §4.2.1.13", ERROR, c -> true, each(c -> c.pointUris, PlaceLint::isGood)),
    /// "When present, DistributionPointName SHOULD include at least one LDAP or HTTP URI".
    CRL_PLACE_FETCHABLE(
            "RFC 5280 §4.2.1.13",
            NOTICE,
            c -> !c.points.isEmpty(),
            that(c -> c.pointUris.stream().anyMatch(u -> InternetText.hasScheme(u, "http", "ldap")))),
    /// "CAs SHOULD NOT include URIs that specify https, ldaps, or similar schemes in extensions": they may never
    /// end.
    NO_TLS_LOOP(
            "RFC 5280 §8",
            WARNING,
            c -> true,
            each(PlaceLint::allUris, u -> !InternetText.hasScheme(u, "https", "ldaps"))),
    /// "The extension MUST be marked as non-critical by conforming CAs".
    FRESHEST_CRL_NOT_CRITICAL(
            "RFC 5280 §4.2.1.15", ERROR, c -> true, that(c -> !c.isCritical(KnownExtension.FRESHEST_CRL))),
    /// "Conforming CAs MUST mark this extension as non-critical".
    AUTHORITY_ACCESS_NOT_CRITICAL(
            "RFC 5280 §4.2.2.1", ERROR, c -> true, that(c -> !c.isCritical(KnownExtension.AUTHORITY_INFO_ACCESS))),
    SUBJECT_ACCESS_NOT_CRITICAL(
            "RFC 5280 §4.2.2.2", ERROR, c -> true, that(c -> !c.isCritical(KnownExtension.SUBJECT_INFO_ACCESS))),
    /// "the location of the OCSP responder" by URI.
    OCSP_PLACE(
            "RFC 6960 §3.1",
            ERROR,
            c -> true,
            each(
                    c -> c.services.stream()
                            .filter(s -> s.accessMethod().equals(AccessDescription.OCSP))
                            .toList(),
                    s -> s.accessLocation() instanceof GeneralName.UniformResourceIdentifier(String uri)
                            && InternetText.hasScheme(uri, "http", "https")
                            && isGood(uri))),
    ISSUERS_PLACE(
            "RFC 5280 §4.2.2.1",
            ERROR,
            c -> true,
            each(c -> LintedCertificate.uris(c.services, AccessDescription.CA_ISSUERS), PlaceLint::isGood)),
    /// "id-ad-ocsp" and "id-ad-caIssuers" are the access methods of this extension.
    ACCESS_METHOD_KNOWN(
            "RFC 5280 §4.2.2.1",
            NOTICE,
            c -> true,
            each(
                    c -> c.services,
                    s -> s.accessMethod().equals(AccessDescription.OCSP)
                            || s.accessMethod().equals(AccessDescription.CA_ISSUERS))),
    /// "Conforming CAs MUST mark this extension as non-critical" (§4.2.1.8).
    DIRECTORY_ATTRIBUTES_NOT_CRITICAL(
            "RFC 5280 §4.2.1.8",
            ERROR,
            c -> true,
            that(c -> !c.isCritical(KnownExtension.SUBJECT_DIRECTORY_ATTRIBUTES)));

    private final LintTerms<LintedCertificate> terms;

    PlaceLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static boolean isGood(String uri) {
        return InternetText.isAbsoluteUri(uri) && InternetText.hasGoodHost(uri);
    }

    private static boolean namesOwnIssuer(LintedCertificate c) {
        for (DistributionPoint point : c.points) {
            if (!point.crlIssuer().isEmpty()
                    && LintedCertificate.directoryName(point.crlIssuer())
                            .filter(c.certificate.issuer()::equals)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static List<String> allUris(LintedCertificate c) {
        List<String> uris = new ArrayList<>(c.pointUris);
        uris.addAll(LintedCertificate.uris(
                c.services.stream().map(AccessDescription::accessLocation).toList()));
        return uris;
    }
}
