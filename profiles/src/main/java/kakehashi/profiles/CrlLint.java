package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.NOTICE;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.that;

import java.util.function.Predicate;
import kakehashi.x509.Certificate;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.SerialNumber;

/// CRLs (RFC 5280 §5).
enum CrlLint implements TermedRule<LintedCrl> {
    /// "conforming CRL issuers […] version […] MUST be v2".
    CRL_VERSION_2("RFC 5280 §5.1.2.1", ERROR, c -> true, that(c -> c.crl.version() == 2)),
    CRL_ALGORITHMS_EQUAL("RFC 5280 §5.1.1.2", ERROR, c -> true, that(c -> c.crl.signatureAlgorithmsAgree())),
    CRL_ALGORITHM_KNOWN(
            "RFC 5280 §5.1.1.2",
            ERROR,
            c -> true,
            that(c -> c.crl.signatureAlgorithm().algorithm(), c -> c.algorithm().isPresent())),
    CRL_DIGEST_STRONG(
            "RFC 6194 §4",
            ERROR,
            c -> c.algorithm().isPresent(),
            that(
                    c -> c.algorithm().get().label(),
                    c -> !FieldLint.isBroken(c.algorithm().get()))),
    /// "The issuer field MUST contain a non-empty X.500 distinguished name".
    CRL_ISSUER_NOT_EMPTY(
            "RFC 5280 §5.1.2.3", ERROR, c -> true, that(c -> !c.crl.issuer().isEmpty())),
    CRL_ISSUER_BYTES(
            "RFC 5280 §5.1.2.3",
            ERROR,
            c -> c.issuer.isPresent(),
            that(
                    c -> c.crl.issuer(),
                    c -> c.crl.issuer().der().equals(c.issuer.get().subject().der()))),
    /// "CRL issuers conforming to this profile MUST issue CRLs with the nextUpdate field".
    CRL_NEXT_UPDATE(
            "RFC 5280 §5.1.2.5", ERROR, c -> true, that(c -> c.crl.nextUpdate().isPresent())),
    CRL_UPDATE_ORDER(
            "RFC 5280 §5.1.2.5",
            ERROR,
            c -> c.crl.nextUpdate().isPresent(),
            that(c -> c.crl.nextUpdate().get(), c -> c.crl.nextUpdate().get().isAfter(c.crl.thisUpdate()))),
    /// "MUST encode thisUpdate as UTCTime for dates through the year 2049".
    CRL_TIME_TYPE("RFC 5280 §5.1.2.4", ERROR, c -> true, that(c -> c.timesOfRightType)),
    /// "Conforming CRL issuers MUST use the key identifier method, and MUST include this extension in all CRLs
    /// issued".
    CRL_AKI_PRESENT(
            "RFC 5280 §5.2.1",
            ERROR,
            c -> true,
            that(c -> c.crl.authorityKeyIdentifier()
                    .flatMap(a -> a.keyIdentifier())
                    .isPresent())),
    CRL_AKI_NOT_CRITICAL(
            "RFC 5280 §5.2.1",
            ERROR,
            c -> true,
            that(c -> !c.crl.extensions().isCritical(KnownExtension.AUTHORITY_KEY_IDENTIFIER))),
    CRL_AKI_OF_ISSUER(
            "RFC 5280 §5.2.1",
            ERROR,
            c -> c.issuer.flatMap(Certificate::subjectKeyIdentifier).isPresent()
                    && c.crl.authorityKeyIdentifier()
                            .flatMap(a -> a.keyIdentifier())
                            .isPresent(),
            that(c -> c.crl.authorityKeyIdentifier()
                    .flatMap(a -> a.keyIdentifier())
                    .equals(c.issuer.get().subjectKeyIdentifier()))),
    /// "CRL issuers conforming to this profile MUST include this extension in all CRLs".
    CRL_NUMBER_PRESENT(
            "RFC 5280 §5.2.3", ERROR, c -> true, that(c -> c.crl.crlNumber().isPresent())),
    /// "MUST mark this extension as non-critical".
    CRL_NUMBER_NOT_CRITICAL(
            "RFC 5280 §5.2.3", ERROR, c -> true, that(c -> !c.crl.extensions().isCritical(KnownExtension.CRL_NUMBER))),
    /// "Conforming CRL issuers MUST NOT use CRLNumber values longer than 20 octets".
    CRL_NUMBER_LENGTH(
            "RFC 5280 §5.2.3",
            ERROR,
            c -> c.crl.crlNumber().isPresent(),
            that(c -> c.crl.crlNumber().get().toByteArray().length <= SerialNumber.MAX_OCTETS)),
    /// "The issuing distribution point is a critical CRL extension".
    CRL_SCOPE_CRITICAL(
            "RFC 5280 §5.2.5",
            ERROR,
            c -> c.crl.issuingDistributionPoint().isPresent(),
            that(c -> c.crl.extensions().isCritical(KnownExtension.ISSUING_DISTRIBUTION_POINT))),
    /// "no onlySomeReasons, no indirectCRL" in this government's PKI.
    CRL_SCOPE_PLAIN(
            "FBCA Profile, Worksheet 12",
            WARNING,
            c -> c.crl.issuingDistributionPoint().isPresent(),
            that(c -> c.crl.issuingDistributionPoint()
                    .filter(p -> p.onlySomeReasons().isEmpty() && !p.indirectCrl())
                    .isPresent())),
    /// "The delta CRL indicator is a critical CRL extension".
    CRL_DELTA_CRITICAL(
            "RFC 5280 §5.2.4",
            ERROR,
            c -> c.crl.baseCrlNumber().isPresent(),
            that(c -> c.crl.extensions().isCritical(KnownExtension.DELTA_CRL_INDICATOR))),
    /// "MUST be marked as non-critical", "MUST NOT appear in delta CRLs".
    CRL_FRESHEST(
            "RFC 5280 §5.2.6",
            ERROR,
            c -> c.crl.extensions().has(KnownExtension.FRESHEST_CRL),
            that(c -> !c.crl.extensions().isCritical(KnownExtension.FRESHEST_CRL)
                    && c.crl.baseCrlNumber().isEmpty())),
    CRL_ENTRY_ONCE("RFC 5280 §5.1.2.6", ERROR, c -> true, each(c -> c.entries.twice(), s -> false)),
    /// Readers that search by halves; no standard asks for it.
    CRL_ENTRY_ORDER("Kakehashi", NOTICE, c -> true, each(c -> c.entries.outOfOrder(), s -> false)),
    /// "the date on which the certificate was revoked" lies not in the future.
    CRL_ENTRY_TIME("RFC 5280 §5.1.2.6", WARNING, c -> true, each(c -> c.entries.future(), s -> false)),
    CRL_ENTRY_SERIAL("RFC 5280 §4.1.2.2", ERROR, c -> true, each(c -> c.entries.badSerial(), s -> false)),
    /// "the reason code CRL entry extension SHOULD be absent instead of using the unspecified (0) reasonCode
    /// value".
    CRL_ENTRY_REASON("RFC 5280 §5.3.1", WARNING, c -> true, each(c -> c.entries.unspecified(), s -> false)),
    /// "The removeFromCRL (8) reasonCode value may only appear in delta CRLs".
    CRL_ENTRY_REMOVED(
            "RFC 5280 §5.3.1", ERROR, c -> c.crl.baseCrlNumber().isEmpty(), each(c -> c.entries.removed(), s -> false)),
    /// Of the entry extensions only certificateIssuer is critical, and it must be.
    CRL_ENTRY_CRITICAL("RFC 5280 §5.3", ERROR, c -> true, each(c -> c.entries.wronglyCritical(), s -> false));

    private final LintTerms<LintedCrl> terms;

    CrlLint(String clause, Severity severity, Predicate<LintedCrl> applies, LintTest<LintedCrl> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCrl> terms() {
        return terms;
    }
}
