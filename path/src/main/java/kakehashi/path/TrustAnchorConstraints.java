package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;

/// The limits of the trust in an anchor (RFC 5914 `CertPathControls`) and how they tighten the inputs (RFC 5937
/// §3).
///
/// @param policies what the trust says about certificate policies
/// @param nameConstraints the subtrees in which names must, or must not, lie
/// @param pathLenConstraint how many certificates that are not self-issued may stand between anchor and target
/// @param validity when the anchor may be used
/// @param standing what speaks against the anchor itself, whatever the path
/// @param extendedKeyUsage the purposes that the anchor is limited to
public record TrustAnchorConstraints(
        PolicyLimits policies,
        Optional<NameConstraints> nameConstraints,
        OptionalInt pathLenConstraint,
        Period validity,
        List<Finding> standing,
        Optional<ExtendedKeyUsage> extendedKeyUsage) {
    /// No limits.
    public static final TrustAnchorConstraints NONE = new TrustAnchorConstraints(
            new PolicyLimits.None(), Optional.empty(), OptionalInt.empty(), Period.ALWAYS, List.of(), Optional.empty());

    /// What the trust in an anchor says about certificate policies.
    public sealed interface PolicyLimits {
        /// Nothing.
        record None() implements PolicyLimits {}

        /// The fields of `CertPathControls` (RFC 5914 §2.6).
        ///
        /// @param policySet the policies that paths may be valid for
        /// @param flags the policy inputs that the anchor switches on
        record Controls(Set<Oid> policySet, Set<PolicyFlag> flags) implements PolicyLimits {}

        /// What the certificate of the anchor says, as if it were the first of the path.
        record OfCertificate(Certificate certificate) implements PolicyLimits {}
    }

    /// The policy inputs that an anchor can switch on (RFC 5914 §2.6 `CertPolicyFlags`).
    public enum PolicyFlag {
        INHIBIT_POLICY_MAPPING,
        REQUIRE_EXPLICIT_POLICY,
        INHIBIT_ANY_POLICY
    }

    /// The limits that a certificate's extensions and validity set, were it a trust anchor.
    public static TrustAnchorConstraints of(Certificate certificate) {
        return new TrustAnchorConstraints(
                new PolicyLimits.OfCertificate(certificate),
                certificate.nameConstraints(),
                certificate
                        .basicConstraints()
                        .map(BasicConstraints::pathLenConstraint)
                        .orElse(OptionalInt.empty()),
                validity(certificate),
                standing(certificate),
                certificate.extendedKeyUsage());
    }

    /// The limit that a certificate's validity sets, and no other. A certificate without an issuer's name is none.
    public static TrustAnchorConstraints validityOf(Certificate certificate) {
        return new TrustAnchorConstraints(
                NONE.policies,
                NONE.nameConstraints,
                NONE.pathLenConstraint,
                validity(certificate),
                namelessness(certificate),
                NONE.extendedKeyUsage);
    }

    private static List<Finding> namelessness(Certificate certificate) {
        return certificate.issuer().isEmpty() ? List.of(Finding.of(Check.EMPTY_ISSUER_NAME)) : List.of();
    }

    private static Period validity(Certificate certificate) {
        return new Period(certificate.notBefore(), certificate.notAfter());
    }

    private static List<Finding> standing(Certificate certificate) {
        List<Finding> findings = new ArrayList<>(namelessness(certificate));
        if (certificate.version() == 3
                && certificate.basicConstraints().filter(BasicConstraints::ca).isEmpty()) {
            findings.add(Finding.of(Check.NOT_A_CA));
        }
        NextPreparation.judgeKeyAndExtensions(certificate, findings);
        return List.copyOf(findings);
    }

    /// What speaks against the anchor at a time and for a purpose.
    List<Finding> judge(Instant at, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(standing);
        if (at.isBefore(validity.from())) {
            findings.add(Finding.of(Check.ANCHOR_NOT_YET_VALID, validity.from()));
        }
        if (at.isAfter(validity.until())) {
            findings.add(Finding.of(Check.ANCHOR_EXPIRED, validity.until()));
        }
        PurposeRules.judgeIssuer(extendedKeyUsage, purpose).ifPresent(findings::add);
        return findings;
    }

    /// The inputs about policies, tightened by the anchor (RFC 5937 §3.2).
    PolicyInputs tighten(PolicyInputs inputs) {
        if (!(policies instanceof PolicyLimits.Controls(Set<Oid> policySet, Set<PolicyFlag> flags))) {
            return inputs;
        }
        PolicyInputs tightened = inputs.accepting(intersect(inputs.userInitialPolicySet(), policySet));
        for (PolicyFlag flag : flags) {
            tightened = switch (flag) {
                case INHIBIT_POLICY_MAPPING -> tightened.inhibitingPolicyMapping();
                case REQUIRE_EXPLICIT_POLICY -> tightened.requiringExplicitPolicy();
                case INHIBIT_ANY_POLICY -> tightened.inhibitingAnyPolicy();
            };
        }
        return tightened;
    }

    /// The state of the policies before the first certificate.
    PolicyState initialPolicies(PolicyInputs inputs) {
        PolicyState initial = PolicyState.initial(tighten(inputs));
        return switch (policies) {
            case PolicyLimits.None none -> initial;
            case PolicyLimits.Controls controls -> initial;
            case PolicyLimits.OfCertificate(Certificate certificate) -> {
                // A root without policies was issued under its own, whatever they are: it limits nothing.
                PolicyState processed = certificate.certificatePolicies().isEmpty()
                        ? initial
                        : initial.process(certificate, Position.INTERMEDIATE);
                yield processed.map(certificate).count(certificate);
            }
        };
    }

    private static Set<Oid> intersect(Set<Oid> accepted, Set<Oid> ofAnchor) {
        if (accepted.contains(PolicyInformation.ANY_POLICY)) {
            return ofAnchor;
        }
        Set<Oid> both = new HashSet<>(accepted);
        both.retainAll(ofAnchor);
        return both;
    }
}
