package kakehashi.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.PolicyInputs;
import kakehashi.path.TrustAnchor;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;

/// What a client sets otherwise than the policy that it names. What is absent is as the policy has it.
///
/// @param userPolicySet the acceptable certificate policies; empty when absent
/// @param inhibitPolicyMapping whether mappings are ignored
/// @param requireExplicitPolicy whether an acceptable policy is demanded
/// @param inhibitAnyPolicy whether `anyPolicy` is ignored
/// @param anchors the certificates of the anchors; empty when absent
public record PolicyOverrides(
        Set<Oid> userPolicySet,
        Optional<Boolean> inhibitPolicyMapping,
        Optional<Boolean> requireExplicitPolicy,
        Optional<Boolean> inhibitAnyPolicy,
        List<Certificate> anchors) {
    /// Nothing is set otherwise.
    public static final PolicyOverrides NONE =
            new PolicyOverrides(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public PolicyOverrides {
        userPolicySet = Set.copyOf(userPolicySet);
        anchors = List.copyOf(anchors);
    }

    /// The inputs that come of it.
    ValidationInputs over(ValidationInputs inputs) {
        PolicyInputs own = inputs.policies();
        return inputs.with(new PolicyInputs(
                userPolicySet.isEmpty() ? own.userInitialPolicySet() : userPolicySet,
                inhibitPolicyMapping.orElse(own.initialPolicyMappingInhibit()),
                requireExplicitPolicy.orElse(own.initialExplicitPolicy()),
                inhibitAnyPolicy.orElse(own.initialAnyPolicyInhibit())));
    }

    /// The anchors that come of it.
    List<TrustAnchor> anchorsOver(RelyingPartyPolicy policy) {
        return anchors.isEmpty()
                ? policy.anchors()
                : anchors.stream().map(policy.rules().anchorTrust()::anchor).toList();
    }

    /// Whether anything comes out otherwise than the policy has it.
    boolean changes(RelyingPartyPolicy policy) {
        return !over(policy.inputs()).equals(policy.inputs()) || !anchors.isEmpty();
    }
}
