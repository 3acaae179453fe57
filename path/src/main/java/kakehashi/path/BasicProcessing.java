package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.VerificationKey;

/// Basic certificate processing (RFC 5280 §6.1.3). What costs little comes first: the signature (a)(1) and the
/// revocation status (a)(3) are asked for last, and apart.
final class BasicProcessing {
    private BasicProcessing() {}

    /// (a)(2), (a)(4), (b), (c), and what the relying party's algorithm policy says.
    static List<Finding> judge(PathState state, Certificate certificate, Position position, PathContext context) {
        List<Finding> findings = new ArrayList<>(context.inputs().algorithms().judgeSignature(certificate));
        context.inputs().algorithms().judgeKey(state.working().info()).ifPresent(findings::add);

        // (a)(2) "The certificate validity period includes the current time."
        if (context.at().isBefore(certificate.notBefore())) {
            findings.add(Finding.of(Check.NOT_YET_VALID, certificate.notBefore()));
        } else if (!certificate.isValidAt(context.at())) {
            findings.add(Finding.of(Check.EXPIRED, certificate.notAfter()));
        }

        // (a)(4) "The certificate issuer name is the working_issuer_name."
        if (!certificate.issuer().equals(state.working().issuerName())) {
            findings.add(Finding.of(
                    Check.ISSUER_NAME_MISMATCH,
                    certificate.issuer(),
                    state.working().issuerName()));
        }

        // §4.1.2.4 "The issuer field MUST contain a non-empty distinguished name": an empty one identifies nobody.
        if (certificate.issuer().isEmpty()) {
            findings.add(Finding.of(Check.EMPTY_ISSUER_NAME));
        }

        // (b), (c) "If certificate i is self-issued and it is not the final certificate in the path, skip this
        // step."
        boolean skipNames = position == Position.INTERMEDIATE && certificate.isSelfIssued();
        if (!skipNames && !state.names().isUnconstrained()) {
            findings.addAll(state.names().judge(certificate, context.meter()));
        }
        return findings;
    }

    /// (d), (e), (f): the next state of the policies and whether it is acceptable.
    static PolicyState processPolicies(
            PathState state, Certificate certificate, Position position, List<Finding> findings) {
        PolicyState next = state.policy().process(certificate, position);
        if (!next.isAcceptable()) {
            findings.add(Finding.of(Check.NO_VALID_POLICY));
        }
        return next;
    }

    /// (a)(1) "The signature on the certificate can be verified using working_public_key_algorithm, the
    /// working_public_key, and the working_public_key_parameters."
    ///
    /// CA certificates come again, so their signatures are remembered; the target's is not.
    static Optional<Finding> verifySignature(
            PathState state, Certificate certificate, Position position, PathContext context) {
        Optional<VerificationKey> key = state.working().key();
        if (key.isEmpty()) {
            return Optional.of(Finding.of(Check.KEY_UNUSABLE));
        }
        boolean verifies = switch (position) {
            case INTERMEDIATE -> context.signatures().verifies(certificate, key.get(), context.meter());
            case TARGET -> context.meter().signature() && certificate.isSignedBy(key.get());
        };
        return verifies ? Optional.empty() : Optional.of(unverified(context));
    }

    private static Finding unverified(PathContext context) {
        return context.meter()
                .exhausted()
                .map(limit -> Finding.of(Check.BUDGET_EXHAUSTED, limit))
                .orElseGet(() -> Finding.of(Check.SIGNATURE_INVALID));
    }
}
