package kakehashi.path;

import java.util.Set;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;

/// The inputs about certificate policies (RFC 5280 §6.1.1 (c), (e), (f) and (g)).
///
/// @param userInitialPolicySet the policies acceptable to the relying party; `anyPolicy` alone means every policy
/// @param initialPolicyMappingInhibit whether policy mapping is forbidden from the start
/// @param initialExplicitPolicy whether the path must be valid for one of the acceptable policies
/// @param initialAnyPolicyInhibit whether `anyPolicy` in certificates does not count from the start
public record PolicyInputs(
        Set<Oid> userInitialPolicySet,
        boolean initialPolicyMappingInhibit,
        boolean initialExplicitPolicy,
        boolean initialAnyPolicyInhibit) {
    /// Every policy is acceptable, none is demanded.
    public static final PolicyInputs ANY = new PolicyInputs(Set.of(PolicyInformation.ANY_POLICY), false, false, false);

    /// Inputs with a copy of the set.
    public PolicyInputs {
        userInitialPolicySet = Set.copyOf(userInitialPolicySet);
    }

    /// The same with other acceptable policies.
    public PolicyInputs accepting(Set<Oid> policies) {
        return new PolicyInputs(policies, initialPolicyMappingInhibit, initialExplicitPolicy, initialAnyPolicyInhibit);
    }

    /// The same, mapping forbidden.
    public PolicyInputs inhibitingPolicyMapping() {
        return new PolicyInputs(userInitialPolicySet, true, initialExplicitPolicy, initialAnyPolicyInhibit);
    }

    /// The same, an acceptable policy demanded.
    public PolicyInputs requiringExplicitPolicy() {
        return new PolicyInputs(userInitialPolicySet, initialPolicyMappingInhibit, true, initialAnyPolicyInhibit);
    }

    /// The same, `anyPolicy` not counting.
    public PolicyInputs inhibitingAnyPolicy() {
        return new PolicyInputs(userInitialPolicySet, initialPolicyMappingInhibit, initialExplicitPolicy, true);
    }
}
