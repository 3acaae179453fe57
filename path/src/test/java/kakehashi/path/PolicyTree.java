package kakehashi.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kakehashi.path.PolicyGraph.AnyPolicy;
import kakehashi.path.PolicyGraph.Mapping;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// The valid_policy_tree as RFC 5280 §6.1 had it before RFC 9618, word for word and as slow as that: what the graph
/// is compared with. It changes in place.
final class PolicyTree {
    private static final Oid ANY = PolicyInformation.ANY_POLICY;

    private Node root = new Node(ANY, null);
    private int depth;

    private static final class Node {
        final Oid policy;
        final Node parent;
        final List<Node> children = new ArrayList<>();
        Set<Oid> expected;

        Node(Oid policy, Node parent) {
            this.policy = policy;
            this.parent = parent;
            this.expected = Set.of(policy);
            if (parent != null) {
                parent.children.add(this);
            }
        }
    }

    boolean isNull() {
        return root == null;
    }

    private List<Node> atDepth(int wanted) {
        List<Node> level = root == null ? List.of() : List.of(root);
        for (int i = 0; i < wanted; i++) {
            level = level.stream().flatMap(node -> node.children.stream()).toList();
        }
        return level;
    }

    /// "If there is a node in the valid_policy_tree of depth i-1 or less without any child nodes, delete that node.
    /// Repeat this step until there are no nodes of depth i-1 or less without children."
    private void prune(int childlessUpTo) {
        for (int level = childlessUpTo; level >= 0; level--) {
            for (Node node : atDepth(level)) {
                if (node.children.isEmpty()) {
                    delete(node);
                }
            }
        }
    }

    private void delete(Node node) {
        if (node.parent == null) {
            root = null;
        } else {
            node.parent.children.remove(node);
        }
    }

    /// §6.1.3 (d) and (e).
    void process(List<PolicyInformation> policies, AnyPolicy anyPolicy) {
        depth++;
        if (root == null || policies.isEmpty()) {
            root = null;
            return;
        }
        List<Node> above = atDepth(depth - 1);
        boolean assertsAny = false;
        for (PolicyInformation information : policies) {
            Oid policy = information.policyIdentifier();
            if (policy.equals(ANY)) {
                assertsAny = true;
                continue;
            }
            List<Node> matching =
                    above.stream().filter(n -> n.expected.contains(policy)).toList();
            matching.forEach(n -> new Node(policy, n));
            if (matching.isEmpty()) {
                above.stream().filter(n -> n.policy.equals(ANY)).forEach(n -> new Node(policy, n));
            }
        }
        if (assertsAny && anyPolicy == AnyPolicy.ALLOWED) {
            above.forEach(PolicyTree::growUnmatched);
        }
        prune(depth - 1);
    }

    /// §6.1.3 (d)(2): a child for each expected policy that no child has yet.
    private static void growUnmatched(Node node) {
        for (Oid expected : node.expected) {
            if (node.children.stream().noneMatch(c -> c.policy.equals(expected))) {
                new Node(expected, node);
            }
        }
    }

    /// §6.1.4 (b).
    void map(List<PolicyMapping> mappings, Mapping rule) {
        if (root == null) {
            return;
        }
        Map<Oid, Set<Oid>> bySubject = new TreeMap<>();
        mappings.forEach(m -> bySubject
                .computeIfAbsent(m.issuerDomainPolicy(), p -> new TreeSet<>())
                .add(m.subjectDomainPolicy()));
        bySubject.forEach((policy, expected) -> {
            List<Node> named =
                    atDepth(depth).stream().filter(n -> n.policy.equals(policy)).toList();
            if (rule == Mapping.INHIBITED) {
                named.forEach(this::delete);
                return;
            }
            named.forEach(n -> n.expected = expected);
            if (named.isEmpty()) {
                atDepth(depth).stream()
                        .filter(n -> n.policy.equals(ANY))
                        .forEach(n -> new Node(policy, n.parent).expected = expected);
            }
        });
        prune(depth - 1);
    }

    /// §6.1.5 (g): the policies of the valid_policy_node_set, after the user's policies cut the tree.
    Set<Oid> userConstrained(Set<Oid> initial) {
        Set<Oid> policies = new HashSet<>();
        for (int level = 1; level <= depth; level++) {
            for (Node node : atDepth(level)) {
                if (node.parent.policy.equals(ANY) && !(node.policy.equals(ANY) && level < depth)) {
                    policies.add(node.policy);
                }
            }
        }
        if (depth == 0) {
            policies.add(ANY);
        }
        if (initial.contains(ANY)) {
            return policies;
        }
        if (policies.remove(ANY)) {
            policies.addAll(initial);
        }
        policies.retainAll(initial);
        return policies;
    }

    Set<Oid> authorityConstrained() {
        return userConstrained(Set.of(ANY));
    }
}
