package kakehashi.path;

import java.util.List;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;

/// The wrap-up procedure for the target (RFC 5280 §6.1.5), and what the caller asks of the target beyond it.
final class WrapUp {
    private WrapUp() {}

    /// (a) to (g).
    ///
    /// @return the user-constrained-policy-set
    static Set<Oid> finish(
            PolicyState processed, Certificate target, PolicyInputs inputs, Purpose purpose, List<Finding> findings) {
        // (a), (b)
        PolicyState policy = processed.wrapUp(target);

        // (f) "Recognize and process any other critical extension present in the certificate n."
        target.extensions()
                .criticalOtherThan(NextPreparation.PROCESSED_EXTENSIONS)
                .forEach(id -> findings.add(Finding.of(Check.UNKNOWN_CRITICAL_EXTENSION, id)));

        judgeSubject(target, findings);

        // (g) and its closing words: "If either (1) the value of explicit_policy variable is greater than zero or
        // (2) the user-constrained-policy-set is not empty, then path processing has succeeded."
        Set<Oid> policies = policy.userConstrained(inputs);
        boolean reportedBefore = !processed.isAcceptable();
        if (policy.explicitPolicy() == 0 && policies.isEmpty() && !reportedBefore) {
            findings.add(Finding.of(Check.NO_VALID_POLICY));
        }
        findings.addAll(PurposeRules.judgeTarget(target, purpose));
        return policies;
    }

    /// §4.1.2.6 "If subject naming information is present only in the subjectAltName extension, then the subject
    /// name MUST be an empty sequence and the subjectAltName extension MUST be critical": otherwise software that
    /// does not know the extension would take the certificate for nobody's.
    private static void judgeSubject(Certificate target, List<Finding> findings) {
        if (target.subject().isEmpty()) {
            if (!target.extensions().has(KnownExtension.SUBJECT_ALT_NAME)) {
                findings.add(Finding.of(Check.SUBJECT_MISSING));
            } else if (!target.extensions().isCritical(KnownExtension.SUBJECT_ALT_NAME)) {
                findings.add(ConformanceRules.about(Check.EXTENSION_MUST_BE_CRITICAL, KnownExtension.SUBJECT_ALT_NAME));
            }
        }
    }
}
