package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintTest.that;

import java.util.List;
import java.util.function.Predicate;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;

/// What the profile promises of every certificate under it.
enum PromiseLint implements TermedRule<LintedCertificate> {
    PROMISED_KEY_USAGE(
            "Profile",
            ERROR,
            c -> c.context.promises().isPresent(),
            that(
                    c -> c.usage.map(u -> u.asSet().toString()).orElse("-"),
                    c -> c.usage.equals(c.context.promises().get().keyUsage()))),
    PROMISED_PURPOSES(
            "Profile",
            ERROR,
            c -> c.context.promises().isPresent(),
            that(
                    c -> c.purposes,
                    c -> areSame(c.purposes, c.context.promises().get().purposes()))),
    PROMISED_POLICIES(
            "Profile",
            ERROR,
            c -> c.context.promises().isPresent(),
            that(
                    PromiseLint::policies,
                    c -> areSame(policies(c), c.context.promises().get().policies()))),
    PROMISED_SUBJECT(
            "Profile",
            ERROR,
            c -> c.context.promises().isPresent(),
            that(c -> c.certificate.subject(), c -> c.context.promises().get().allows(c.certificate.subject()))),
    PROMISED_LIFETIME(
            "Profile",
            ERROR,
            c -> c.context.promises().isPresent(),
            that(
                    c -> c.seconds() + " s",
                    c -> !c.certificate
                            .notAfter()
                            .isAfter(c.context.promises().get().latestEnd(c.certificate))));

    private final LintTerms<LintedCertificate> terms;

    PromiseLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static List<Oid> policies(LintedCertificate c) {
        return c.policies.stream().map(PolicyInformation::policyIdentifier).toList();
    }

    private static boolean areSame(List<Oid> some, List<Oid> others) {
        return some.size() == others.size() && some.containsAll(others) && others.containsAll(some);
    }
}
