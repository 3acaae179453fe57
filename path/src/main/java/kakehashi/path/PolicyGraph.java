package kakehashi.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// The valid_policy_graph of RFC 9618 §4, as it stands after a number of certificates.
///
/// Immutable: each step answers a new graph, which shares every earlier depth with the one it came from. Only the
/// nodes of the greatest depth are held here; each knows its parents. A node that is left without children is no
/// longer reachable from the greatest depth, so that the deletions of RFC 9618 §5.3 (d)(3) need no work at all.
///
/// A certificate adds at most one node for each policy that it asserts, maps or passes on, and one edge for each
/// policy that is expected above it: the exponential growth of the tree of RFC 5280 cannot occur.
///
/// Policy qualifiers are not kept: they do not take part in any decision.
final class PolicyGraph {
    /// Whether `anyPolicy` in a certificate counts: when inhibit_anyPolicy is greater than 0, or the certificate is
    /// self-issued and not the last one (RFC 5280 §6.1.3 (d)(2)).
    enum AnyPolicy {
        ALLOWED,
        INHIBITED
    }

    /// Whether policies may be mapped: when policy_mapping is greater than 0 (RFC 5280 §6.1.4 (b)).
    enum Mapping {
        ALLOWED,
        INHIBITED
    }

    private static final Oid ANY_POLICY = PolicyInformation.ANY_POLICY;

    /// The greatest number of policies of the anchor's domain that are followed for one node in [#covers].
    private static final int MAX_ORIGINS = 64;

    private static final PolicyGraph NULL = new PolicyGraph(Map.of());

    private final Map<Oid, Node> nodes;
    private volatile Map<Oid, List<Node>> expecting;
    private volatile Map<Oid, Origins> origins;

    private PolicyGraph(Map<Oid, Node> nodes) {
        this.nodes = nodes;
    }

    /// A node of the graph.
    ///
    /// @param policy its valid_policy
    /// @param expected its expected_policy_set, never empty
    /// @param parents the nodes above it; empty at depth 0 only
    /// @param origins the policies of the anchor's domain that it stands for
    private record Node(Oid policy, Set<Oid> expected, List<Node> parents, Origins origins) {
        static Node of(Oid policy, List<Node> parents) {
            return new Node(policy, Set.of(policy), parents, Origins.of(policy, parents));
        }

        /// "set the expected_policy_set to the set of subjectDomainPolicy values"
        Node expecting(Set<Oid> policies) {
            return new Node(policy, policies, parents, origins);
        }

        boolean isAny() {
            return policy.equals(ANY_POLICY);
        }

        /// Whether the policy was first asserted here: its parent is the `anyPolicy` node above.
        boolean isOrigin() {
            return parents.isEmpty() || isAny() || parents.getFirst().isAny();
        }
    }

    /// Policies of the anchor's domain, or too many of them to follow.
    private record Origins(Set<Oid> policies, Extent extent) {
        enum Extent {
            KNOWN,
            TOO_MANY
        }

        static final Origins TOO_MANY = new Origins(Set.of(), Extent.TOO_MANY);

        static Origins of(Oid policy, List<Node> parents) {
            if (parents.isEmpty() || parents.getFirst().isAny()) {
                return new Origins(Set.of(policy), Extent.KNOWN);
            }
            return union(parents);
        }

        static Origins union(List<Node> parents) {
            Origins first = parents.getFirst().origins;
            if (parents.size() == 1) {
                return first;
            }
            Set<Oid> all = new HashSet<>();
            for (Node parent : parents) {
                all.addAll(parent.origins.policies);
                if (parent.origins.extent == Extent.TOO_MANY || all.size() > MAX_ORIGINS) {
                    return TOO_MANY;
                }
            }
            return all.size() == first.policies.size() ? first : new Origins(Set.copyOf(all), Extent.KNOWN);
        }

        boolean containsAll(Origins other) {
            return extent == Extent.KNOWN
                    && other.extent == Extent.KNOWN
                    && (policies == other.policies || policies.containsAll(other.policies));
        }
    }

    /// The graph before the first certificate (RFC 5280 §6.1.2 (a)): a single node, `anyPolicy`.
    static PolicyGraph initial() {
        return new PolicyGraph(Map.of(ANY_POLICY, Node.of(ANY_POLICY, List.of())));
    }

    /// Whether the valid_policy_graph is NULL. It stays so whatever follows.
    boolean isNull() {
        return nodes.isEmpty();
    }

    private static PolicyGraph ofNodes(Map<Oid, Node> nodes) {
        return nodes.isEmpty() ? NULL : new PolicyGraph(nodes);
    }

    /// The graph after a certificate's policies (RFC 5280 §6.1.3 (d) and (e) as of RFC 9618 §5.3).
    ///
    /// @param policies the certificate's policies; empty when the extension is absent
    PolicyGraph process(List<PolicyInformation> policies, AnyPolicy anyPolicy) {
        // "(e) If the certificate policies extension is not present, set the valid_policy_graph to NULL."
        if (isNull() || policies.isEmpty()) {
            return NULL;
        }
        Map<Oid, List<Node>> above = expecting();
        Node anyAbove = nodes.get(ANY_POLICY);
        Map<Oid, Node> next = new LinkedHashMap<>();
        boolean assertsAny = false;
        for (PolicyInformation information : policies) {
            Oid policy = information.policyIdentifier();
            List<Node> parents = above.get(policy);
            if (policy.equals(ANY_POLICY)) {
                assertsAny = true;
            } else if (parents != null) {
                // "(i) Let parent_nodes be the nodes at depth i-1 where P-OID is in the expected_policy_set."
                next.put(policy, Node.of(policy, parents));
            } else if (anyAbove != null) {
                // "(ii) If there was no match in step (i) and [there is] a node of depth i-1 with the valid_policy
                // anyPolicy, generate a child node"
                next.put(policy, Node.of(policy, List.of(anyAbove)));
            }
        }
        if (assertsAny && anyPolicy == AnyPolicy.ALLOWED) {
            // "(2) For each policy P-OID (including anyPolicy) that appears in the expected_policy_set of some node
            // [...] at depth i-1, if P-OID does not appear as the valid_policy of any node at depth i, create"
            above.forEach((policy, parents) -> next.computeIfAbsent(policy, p -> Node.of(p, parents)));
        }
        return ofNodes(next);
    }

    /// The nodes of the greatest depth by the policies that they expect.
    private Map<Oid, List<Node>> expecting() {
        Map<Oid, List<Node>> index = expecting;
        if (index == null) {
            Map<Oid, List<Node>> made = new LinkedHashMap<>();
            nodes.values()
                    .forEach(node ->
                            node.expected.forEach(policy -> made.computeIfAbsent(policy, p -> new ArrayList<>(1))
                                    .add(node)));
            index = made;
            expecting = index;
        }
        return index;
    }

    /// Whether a pair maps from or to `anyPolicy`, which refuses the certificate (RFC 5280 §6.1.4 (a)).
    static boolean mapsAnyPolicy(List<PolicyMapping> mappings) {
        return mappings.stream().anyMatch(PolicyGraph::mapsAnyPolicy);
    }

    private static boolean mapsAnyPolicy(PolicyMapping pair) {
        return pair.issuerDomainPolicy().equals(ANY_POLICY)
                || pair.subjectDomainPolicy().equals(ANY_POLICY);
    }

    /// The graph after the policy mappings of a CA's certificate (RFC 5280 §6.1.4 (b) as of RFC 9618 §5.4), to be
    /// called at most once after each [#process]. Pairs with `anyPolicy`, which refuse the certificate, are passed
    /// over.
    PolicyGraph map(List<PolicyMapping> mappings, Mapping rule) {
        if (isNull() || mappings.isEmpty()) {
            return this;
        }
        Map<Oid, Set<Oid>> subjectPolicies = new LinkedHashMap<>();
        for (PolicyMapping pair : mappings) {
            if (!mapsAnyPolicy(pair)) {
                subjectPolicies
                        .computeIfAbsent(pair.issuerDomainPolicy(), p -> new LinkedHashSet<>(2))
                        .add(pair.subjectDomainPolicy());
            }
        }
        Map<Oid, Node> mapped = new LinkedHashMap<>(nodes);
        switch (rule) {
            case ALLOWED -> subjectPolicies.forEach((issuerPolicy, expected) -> map(mapped, issuerPolicy, expected));
            // "(2) [...] If the policy_mapping variable is equal to 0: (i) Delete the node, if any, of depth i in
            // the valid_policy_graph where ID-P is the valid_policy."
            case INHIBITED -> mapped.keySet().removeAll(subjectPolicies.keySet());
        }
        return ofNodes(mapped);
    }

    private static void map(Map<Oid, Node> nodes, Oid issuerPolicy, Set<Oid> expected) {
        Node node = nodes.get(issuerPolicy);
        Node any = nodes.get(ANY_POLICY);
        if (node != null) {
            // "(1) If there is a node in the valid_policy_graph of depth i where ID-P is the valid_policy, set the
            // expected_policy_set to the set of subjectDomainPolicy values"
            nodes.put(issuerPolicy, node.expecting(expected));
        } else if (any != null) {
            // "If no node of depth i [...] has a valid_policy of ID-P, but there is a node of depth i with a
            // valid_policy of anyPolicy, then generate a child node of the node of depth i-1 that has a
            // valid_policy of anyPolicy"
            nodes.put(issuerPolicy, Node.of(issuerPolicy, any.parents).expecting(expected));
        }
    }

    /// The authority-constrained policy set (RFC 5280 §6.1.5 (g) as of RFC 9618 §5.5), in the anchor's domain:
    /// contains `anyPolicy` when no certificate of the path restricts the policies; empty when the graph is NULL.
    Set<Oid> authorityConstrained() {
        // "the set of policy nodes whose valid_policy is not anyPolicy and whose parent list is a single node with
        // valid_policy of anyPolicy", and the node "of depth n with the valid_policy anyPolicy"
        Set<Oid> policies = new LinkedHashSet<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Node> open = new ArrayList<>(nodes.values());
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            if (!seen.add(node)) {
                continue;
            }
            if (node.isOrigin()) {
                policies.add(node.policy);
            } else {
                open.addAll(node.parents);
            }
        }
        return Collections.unmodifiableSet(policies);
    }

    /// The user-constrained policy set (RFC 5280 §6.1.5 (g) as of RFC 9618 §5.5), in the anchor's domain.
    ///
    /// @param userInitialPolicySet the policies that the relying party accepts; any, when `anyPolicy` is among them
    Set<Oid> userConstrained(Set<Oid> userInitialPolicySet) {
        Set<Oid> authority = authorityConstrained();
        if (userInitialPolicySet.contains(ANY_POLICY)) {
            return authority;
        }
        // "If anyPolicy is in the authority_constrained_policy_set [...], for each P-OID in the
        // user-initial-policy-set that does not appear in the user_constrained_policy_set, add P-OID"
        Set<Oid> policies = new LinkedHashSet<>(userInitialPolicySet);
        if (!authority.contains(ANY_POLICY)) {
            // "Remove any elements [...] that do not appear in the user-initial-policy-set."
            policies.retainAll(authority);
        }
        return Collections.unmodifiableSet(policies);
    }

    /// Whether the user-constrained policy set is empty.
    boolean isUserConstrainedEmpty(Set<Oid> userInitialPolicySet) {
        return isNull()
                || (!userInitialPolicySet.contains(ANY_POLICY)
                        && userConstrained(userInitialPolicySet).isEmpty());
    }

    /// Whether this graph is at least as good as the other for every continuation: whatever certificates and
    /// mappings follow, and whatever the relying party accepts, the user-constrained policy set that comes of this
    /// graph contains the one that comes of the other. Both graphs are at the same stage: both after [#process], or
    /// both prepared for the next certificate.
    ///
    /// A "no" may be too cautious; a "yes" never errs.
    boolean covers(PolicyGraph other) {
        if (this == other || other.isNull()) {
            return true;
        }
        if (other.nodes.containsKey(ANY_POLICY) && !nodes.containsKey(ANY_POLICY)) {
            return false;
        }
        Map<Oid, Origins> mine = origins();
        Map<Oid, Origins> theirs = other.origins();
        for (Map.Entry<Oid, Origins> entry : theirs.entrySet()) {
            Origins origins = mine.get(entry.getKey());
            if (origins == null || !origins.containsAll(entry.getValue())) {
                return false;
            }
        }
        return !other.nodes.containsKey(ANY_POLICY) || keepsNewOrigins(mine, theirs.keySet());
    }

    /// Where the other graph takes a policy for one of the anchor's domain, because only its `anyPolicy` matches,
    /// this one must reach that policy too: a node that expects it hides our `anyPolicy`.
    private static boolean keepsNewOrigins(Map<Oid, Origins> mine, Set<Oid> theirs) {
        return mine.entrySet().stream()
                .allMatch(entry -> theirs.contains(entry.getKey())
                        || entry.getValue().policies.contains(entry.getKey()));
    }

    /// For each policy that is expected, the policies of the anchor's domain that it stands for.
    private Map<Oid, Origins> origins() {
        Map<Oid, Origins> index = origins;
        if (index == null) {
            Map<Oid, Origins> made = new HashMap<>();
            expecting().forEach((policy, parents) -> made.put(policy, Origins.union(parents)));
            index = made;
            origins = index;
        }
        return index;
    }

    /// The policies of the greatest depth and what each expects.
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        nodes.values().forEach(node -> lines.add(node.policy + "→" + node.expected));
        return lines.toString();
    }
}
