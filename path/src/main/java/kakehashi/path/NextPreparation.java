package kakehashi.path;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;

/// Preparation for certificate i+1 (RFC 5280 §6.1.4).
final class NextPreparation {
    /// The extensions that path processing takes into account; others must not be critical.
    static final Set<KnownExtension> PROCESSED_EXTENSIONS = EnumSet.of(
            KnownExtension.KEY_USAGE,
            KnownExtension.SUBJECT_ALT_NAME,
            KnownExtension.BASIC_CONSTRAINTS,
            KnownExtension.NAME_CONSTRAINTS,
            KnownExtension.CRL_DISTRIBUTION_POINTS,
            KnownExtension.CERTIFICATE_POLICIES,
            KnownExtension.POLICY_MAPPINGS,
            KnownExtension.POLICY_CONSTRAINTS,
            KnownExtension.EXTENDED_KEY_USAGE,
            KnownExtension.INHIBIT_ANY_POLICY);

    private NextPreparation() {}

    /// (a) to (o) for a certificate whose basic processing has given these policies.
    static PathState prepare(PathState state, PolicyState processed, Certificate certificate, List<Finding> findings) {
        // (a) "verify that the special value anyPolicy does not appear as an issuerDomainPolicy or
        // subjectDomainPolicy"
        if (PolicyGraph.mapsAnyPolicy(certificate.policyMappings())) {
            findings.add(Finding.of(Check.ANY_POLICY_MAPPED));
        }

        // (b), (h), (i), (j)
        PolicyState policy = processed.map(certificate).count(certificate);

        // (c), (d), (e), (f)
        WorkingKey working = state.working().next(certificate);

        // (g) "If a name constraints extension is included in the certificate, modify the permitted_subtrees and
        // excluded_subtrees state variables"
        NameConstraintSet names =
                certificate.nameConstraints().map(c -> state.names().and(c)).orElse(state.names());

        judgeAuthority(certificate, findings);
        int maxPathLength = pathLength(state, certificate, findings);
        Period validity = new Period(certificate.notBefore(), certificate.notAfter());
        return new PathState(
                policy, names, working, maxPathLength, state.period().intersect(validity));
    }

    private static void judgeAuthority(Certificate certificate, List<Finding> findings) {
        // (k) "If certificate i is a version 3 certificate, verify that the basicConstraints extension is present
        // and that cA is set to TRUE." Lower versions are not accepted at all, as the clause allows.
        if (certificate.version() != 3) {
            findings.add(Finding.of(Check.NOT_VERSION_3));
        } else if (certificate.basicConstraints().filter(BasicConstraints::ca).isEmpty()) {
            findings.add(Finding.of(Check.NOT_A_CA));
        }
        judgeKeyAndExtensions(certificate, findings);
    }

    /// What is asked of every certificate of a CA, be it on a path or the anchor's.
    static void judgeKeyAndExtensions(Certificate certificate, List<Finding> findings) {
        // (n) "If a key usage extension is present, verify that the keyCertSign bit is set."
        if (certificate
                .keyUsage()
                .filter(u -> !u.allows(KeyUsage.Bit.KEY_CERT_SIGN))
                .isPresent()) {
            findings.add(Finding.of(Check.KEY_MAY_NOT_SIGN_CERTIFICATES));
        }

        // (o) "Recognize and process any other critical extension present in the certificate."
        certificate
                .extensions()
                .criticalOtherThan(PROCESSED_EXTENSIONS)
                .forEach(id -> findings.add(Finding.of(Check.UNKNOWN_CRITICAL_EXTENSION, id)));
    }

    private static int pathLength(PathState state, Certificate certificate, List<Finding> findings) {
        int length = state.maxPathLength();
        // (l) "If the certificate was not self-issued, verify that max_path_length is greater than zero and
        // decrement max_path_length by 1."
        if (!certificate.isSelfIssued()) {
            if (length == 0) {
                findings.add(Finding.of(Check.PATH_TOO_LONG));
            } else if (length != PolicyState.NEVER) {
                length--;
            }
        }
        // (m) "If pathLenConstraint is present in the certificate and is less than max_path_length, set
        // max_path_length to the value of pathLenConstraint."
        OptionalInt constraint = certificate
                .basicConstraints()
                .filter(BasicConstraints::ca)
                .map(BasicConstraints::pathLenConstraint)
                .orElse(OptionalInt.empty());
        return Math.min(length, constraint.orElse(PolicyState.NEVER));
    }
}
