package kakehashi.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A policy under which a certificate was issued (RFC 5280 §4.2.1.4).
///
/// @param policyIdentifier the policy
/// @param qualifiers what the issuer says of it; usually empty
public record PolicyInformation(Oid policyIdentifier, List<Qualifier> qualifiers) {
    /// The special policy that stands for every policy.
    public static final Oid ANY_POLICY = Oid.of("2.5.29.32.0");

    /// The qualifier that points to a certification practice statement.
    public static final Oid CPS = Oid.of("1.3.6.1.5.5.7.2.1");

    /// The qualifier that is a notice for relying parties.
    public static final Oid USER_NOTICE = Oid.of("1.3.6.1.5.5.7.2.2");

    /// A policy qualifier.
    ///
    /// @param qualifierId its kind
    /// @param value the DER of the qualifier
    public record Qualifier(Oid qualifierId, Bytes value) {}

    /// A policy without qualifiers.
    public static PolicyInformation of(Oid policy) {
        return new PolicyInformation(policy, List.of());
    }

    /// Reads `certificatePolicies`: one policy at least, none twice.
    public static List<PolicyInformation> readAll(DerReader reader) {
        int outer = reader.enterSequence();
        List<PolicyInformation> policies = new ArrayList<>(2);
        do {
            policies.add(read(reader));
        } while (reader.hasNext());
        reader.leave(outer);
        return List.copyOf(policies);
    }

    private static PolicyInformation read(DerReader reader) {
        int outer = reader.enterSequence();
        Oid policy = reader.oid();
        List<Qualifier> qualifiers = new ArrayList<>(0);
        if (reader.hasNext()) {
            int list = reader.enterSequence();
            do {
                int qualifier = reader.enterSequence();
                qualifiers.add(new Qualifier(reader.oid(), reader.any()));
                reader.leave(qualifier);
            } while (reader.hasNext());
            reader.leave(list);
        }
        reader.leave(outer);
        return new PolicyInformation(policy, List.copyOf(qualifiers));
    }

    /// Checks `certificatePolicies`: "a certificate policy OID MUST NOT appear more than once".
    static void checkAll(DerReader reader) {
        List<PolicyInformation> policies = readAll(reader);
        if (policies.size() == 1) {
            return;
        }
        Set<Oid> seen = new HashSet<>();
        for (PolicyInformation policy : policies) {
            if (!seen.add(policy.policyIdentifier)) {
                throw reader.malformed("policy " + policy.policyIdentifier + " twice");
            }
        }
    }

    /// Writes `certificatePolicies`.
    public static void writeAll(DerWriter writer, List<PolicyInformation> policies) {
        writer.sequenceOf(
                Tag.SEQUENCE,
                policies,
                (w, p) -> w.sequence(s -> {
                    s.oid(p.policyIdentifier);
                    if (!p.qualifiers.isEmpty()) {
                        s.sequenceOf(
                                Tag.SEQUENCE,
                                p.qualifiers,
                                (list, q) -> list.sequence(
                                        one -> one.oid(q.qualifierId).raw(q.value)));
                    }
                }));
    }
}
