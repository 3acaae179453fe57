package kakehashi.path;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyMapping;

/// The state variables about certificate policies (RFC 5280 §6.1.2 (a), (d), (e) and (f), with the graph of RFC
/// 9618).
///
/// The counters say after how many more certificates a rule sets in. Where the RFC starts a counter with n+1, which
/// no path of n certificates can count down, it starts with [#NEVER] here: the state does not depend on the path's
/// length.
///
/// @param graph the valid_policy_graph
/// @param explicitPolicy certificates before a valid policy is required
/// @param policyMapping certificates before mapping is forbidden
/// @param inhibitAnyPolicy certificates before `anyPolicy` no longer counts
record PolicyState(PolicyGraph graph, int explicitPolicy, int policyMapping, int inhibitAnyPolicy) {
    static final int NEVER = Integer.MAX_VALUE;

    /// §6.1.2 (a), (d), (e), (f).
    static PolicyState initial(PolicyInputs inputs) {
        return new PolicyState(
                PolicyGraph.initial(),
                inputs.initialExplicitPolicy() ? 0 : NEVER,
                inputs.initialPolicyMappingInhibit() ? 0 : NEVER,
                inputs.initialAnyPolicyInhibit() ? 0 : NEVER);
    }

    /// §6.1.3 (d) and (e).
    PolicyState process(Certificate certificate, Position position) {
        // (d)(2) "inhibit_anyPolicy is greater than 0 or i<n and the certificate is self-issued"
        boolean anyPolicyCounts =
                inhibitAnyPolicy > 0 || (position == Position.INTERMEDIATE && certificate.isSelfIssued());
        PolicyGraph next = graph.isNull()
                ? graph
                : graph.process(
                        certificate.certificatePolicies(),
                        anyPolicyCounts ? PolicyGraph.AnyPolicy.ALLOWED : PolicyGraph.AnyPolicy.INHIBITED);
        return new PolicyState(next, explicitPolicy, policyMapping, inhibitAnyPolicy);
    }

    /// §6.1.3 (f): "explicit_policy is greater than 0 or the valid_policy_graph is not equal to NULL".
    boolean isAcceptable() {
        return explicitPolicy > 0 || !graph.isNull();
    }

    /// §6.1.4 (b).
    PolicyState map(Certificate certificate) {
        List<PolicyMapping> mappings = certificate.policyMappings();
        if (mappings.isEmpty() || graph.isNull()) {
            return this;
        }
        PolicyGraph mapped =
                graph.map(mappings, policyMapping > 0 ? PolicyGraph.Mapping.ALLOWED : PolicyGraph.Mapping.INHIBITED);
        return new PolicyState(mapped, explicitPolicy, policyMapping, inhibitAnyPolicy);
    }

    /// §6.1.4 (h), (i) and (j).
    PolicyState count(Certificate certificate) {
        int explicit = explicitPolicy;
        int mapping = policyMapping;
        int any = inhibitAnyPolicy;
        // (h) "If certificate i is not self-issued: if explicit_policy is not 0, decrement explicit_policy by 1", …
        if (!certificate.isSelfIssued()) {
            explicit = decremented(explicit);
            mapping = decremented(mapping);
            any = decremented(any);
        }
        // (i) "If requireExplicitPolicy is present and is less than explicit_policy, set explicit_policy to it", …
        if (certificate.policyConstraints().isPresent()) {
            PolicyConstraints constraints = certificate.policyConstraints().get();
            explicit = lowered(explicit, constraints.requireExplicitPolicy());
            mapping = lowered(mapping, constraints.inhibitPolicyMapping());
        }
        // (j) "If inhibitAnyPolicy is present and is less than inhibit_anyPolicy, set inhibit_anyPolicy to it"
        any = lowered(any, certificate.inhibitAnyPolicy());
        return new PolicyState(graph, explicit, mapping, any);
    }

    /// §6.1.5 (a) and (b).
    PolicyState wrapUp(Certificate certificate) {
        // (a) "If explicit_policy is not 0, decrement explicit_policy by 1."
        int explicit = decremented(explicitPolicy);
        // (b) "If a policy constraints extension is present with requireExplicitPolicy 0, set explicit_policy to
        // 0."
        boolean demanded = certificate
                .policyConstraints()
                .filter(c -> c.requireExplicitPolicy().orElse(1) == 0)
                .isPresent();
        return new PolicyState(graph, demanded ? 0 : explicit, policyMapping, inhibitAnyPolicy);
    }

    /// §6.1.5 (g): the user-constrained-policy-set.
    Set<Oid> userConstrained(PolicyInputs inputs) {
        return graph.isNull() ? Set.of() : graph.userConstrained(inputs.userInitialPolicySet());
    }

    private static int decremented(int counter) {
        return counter == 0 || counter == NEVER ? counter : counter - 1;
    }

    private static int lowered(int counter, OptionalInt limit) {
        return Math.min(counter, limit.orElse(NEVER));
    }

    /// Whether this state covers every state that can follow the other; "no" where that is not plain to see.
    boolean coversAllAfter(PolicyState before) {
        return before.graph.isNull()
                && explicitPolicy >= before.explicitPolicy
                && policyMapping >= before.policyMapping
                && inhibitAnyPolicy >= before.inhibitAnyPolicy;
    }

    /// Whether whatever the other state lets pass, this one lets pass too.
    boolean covers(PolicyState other) {
        return explicitPolicy >= other.explicitPolicy
                && policyMapping >= other.policyMapping
                && inhibitAnyPolicy >= other.inhibitAnyPolicy
                && graph.covers(other.graph);
    }
}
