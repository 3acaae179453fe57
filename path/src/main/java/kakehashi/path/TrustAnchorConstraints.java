package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;

/// The limits of the trust in an anchor (RFC 5914 `CertPathControls`) and how they tighten the inputs (RFC 5937
/// §3).
///
/// @param policySet the policies that paths from the anchor may be valid for; absent means every policy
/// @param policyFlags which policy inputs the anchor switches on
/// @param nameConstraints the subtrees in which names must, or must not, lie
/// @param pathLenConstraint how many certificates that are not self-issued may stand between anchor and target
/// @param validity when the anchor may be used
/// @param standing what speaks against the anchor itself, whatever the path
/// @param extendedKeyUsage the purposes that the anchor is limited to
public record TrustAnchorConstraints(
        Optional<Set<Oid>> policySet,
        Set<PolicyFlag> policyFlags,
        Optional<NameConstraints> nameConstraints,
        OptionalInt pathLenConstraint,
        Period validity,
        List<Finding> standing,
        Optional<ExtendedKeyUsage> extendedKeyUsage) {
    /// The policy inputs that an anchor can switch on (RFC 5914 §2.6 `CertPolicyFlags`).
    public enum PolicyFlag {
        INHIBIT_POLICY_MAPPING,
        REQUIRE_EXPLICIT_POLICY,
        INHIBIT_ANY_POLICY
    }

    /// No limits.
    public static final TrustAnchorConstraints NONE = new TrustAnchorConstraints(
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            OptionalInt.empty(),
            Period.ALWAYS,
            List.of(),
            Optional.empty());

    /// The limits that a certificate's extensions and validity set, were it a trust anchor.
    public static TrustAnchorConstraints of(Certificate certificate) {
        Set<Oid> policies = certificate.certificatePolicies().stream()
                .map(PolicyInformation::policyIdentifier)
                .collect(Collectors.toUnmodifiableSet());
        boolean everyPolicy = policies.isEmpty() || policies.contains(PolicyInformation.ANY_POLICY);
        return new TrustAnchorConstraints(
                everyPolicy ? Optional.empty() : Optional.of(policies),
                flags(certificate),
                certificate.nameConstraints(),
                certificate
                        .basicConstraints()
                        .map(BasicConstraints::pathLenConstraint)
                        .orElse(OptionalInt.empty()),
                new Period(certificate.notBefore(), certificate.notAfter()),
                standing(certificate),
                certificate.extendedKeyUsage());
    }

    private static Set<PolicyFlag> flags(Certificate certificate) {
        Set<PolicyFlag> flags = new HashSet<>();
        Optional<PolicyConstraints> constraints = certificate.policyConstraints();
        if (constraints.isPresent() && isZero(constraints.get().requireExplicitPolicy())) {
            flags.add(PolicyFlag.REQUIRE_EXPLICIT_POLICY);
        }
        if (constraints.isPresent() && isZero(constraints.get().inhibitPolicyMapping())) {
            flags.add(PolicyFlag.INHIBIT_POLICY_MAPPING);
        }
        if (isZero(certificate.inhibitAnyPolicy())) {
            flags.add(PolicyFlag.INHIBIT_ANY_POLICY);
        }
        return Set.copyOf(flags);
    }

    private static boolean isZero(OptionalInt skipCerts) {
        return skipCerts.isPresent() && skipCerts.getAsInt() == 0;
    }

    private static List<Finding> standing(Certificate certificate) {
        List<Finding> findings = new ArrayList<>(0);
        if (certificate.version() == 3
                && certificate.basicConstraints().filter(BasicConstraints::ca).isEmpty()) {
            findings.add(Finding.of(Check.NOT_A_CA));
        }
        if (certificate
                .keyUsage()
                .filter(u -> !u.allows(KeyUsage.Bit.KEY_CERT_SIGN))
                .isPresent()) {
            findings.add(Finding.of(Check.KEY_MAY_NOT_SIGN_CERTIFICATES));
        }
        certificate
                .extensions()
                .criticalOtherThan(NextPreparation.PROCESSED_EXTENSIONS)
                .forEach(id -> findings.add(Finding.of(Check.UNKNOWN_CRITICAL_EXTENSION, id)));
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
        PolicyInputs tightened = inputs;
        if (policySet.isPresent()) {
            tightened = tightened.accepting(intersect(inputs.userInitialPolicySet(), policySet.get()));
        }
        for (PolicyFlag flag : policyFlags) {
            tightened = switch (flag) {
                case INHIBIT_POLICY_MAPPING -> tightened.inhibitingPolicyMapping();
                case REQUIRE_EXPLICIT_POLICY -> tightened.requiringExplicitPolicy();
                case INHIBIT_ANY_POLICY -> tightened.inhibitingAnyPolicy();
            };
        }
        return tightened;
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
