package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.NOTICE;
import static kakehashi.profiles.LintTest.that;

import java.util.function.Predicate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.KnownExtension;

/// Certification requests (RFC 2986).
enum RequestLint implements TermedRule<CertificationRequest> {
    /// "proof of possession" of the private key.
    REQUEST_PROOF("RFC 2986 §4", ERROR, r -> true, that(r -> r.verifiesItself())),
    /// A password that everybody who handles the request can read.
    REQUEST_PASSWORD("RFC 2985 §5.4.1", NOTICE, r -> true, that(r -> !r.hasChallengePassword())),
    /// What the profile decides is not for the applicant to ask for.
    REQUEST_NOT_CA(
            "RFC 5280 §4.2.1.9",
            NOTICE,
            r -> true,
            that(r -> !r.requestedExtensions().has(KnownExtension.BASIC_CONSTRAINTS)));

    private final LintTerms<CertificationRequest> terms;

    RequestLint(
            String clause,
            Severity severity,
            Predicate<CertificationRequest> applies,
            LintTest<CertificationRequest> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<CertificationRequest> terms() {
        return terms;
    }
}
