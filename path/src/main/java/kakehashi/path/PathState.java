package kakehashi.path;

import java.util.OptionalInt;

/// The state of path processing after some certificates (RFC 5280 §6.1.2), immutable, so that paths which begin
/// alike share it.
///
/// @param policy (a), (d), (e), (f): what is known about policies
/// @param names (b), (c): the permitted and excluded subtrees
/// @param working (g) to (j): who must have signed the next certificate
/// @param maxPathLength (k): how many certificates that are not self-issued may still come before the target
/// @param period when every certificate and all evidence so far hold
record PathState(PolicyState policy, NameConstraintSet names, WorkingKey working, int maxPathLength, Period period) {
    /// The state before the first certificate, the inputs tightened by the anchor's limits (RFC 5937 §3).
    static PathState initial(TrustAnchor anchor, ValidationInputs inputs) {
        TrustAnchorConstraints limits = anchor.constraints();
        NameConstraintSet names =
                limits.nameConstraints().map(c -> inputs.names().and(c)).orElse(inputs.names());
        return new PathState(
                limits.initialPolicies(inputs.policies()),
                names,
                WorkingKey.of(anchor),
                Math.min(orNever(inputs.maxIntermediates()), orNever(limits.pathLenConstraint())),
                limits.validity());
    }

    private static int orNever(OptionalInt limit) {
        return limit.orElse(PolicyState.NEVER);
    }

    /// The same state, holding only within the period as well.
    PathState within(Period other) {
        return new PathState(policy, names, working, maxPathLength, period.intersect(other));
    }

    /// Whether this state covers whatever state any certificate to this name and key leads to from the other. A
    /// "no" may be too cautious; a "yes" never errs: limits only get tighter along a path, and a graph of policies
    /// that is NULL stays so.
    boolean coversAllAfter(PathState before) {
        return maxPathLength >= before.maxPathLength
                && policy.coversAllAfter(before.policy)
                && names.covers(before.names);
    }

    /// Whether every continuation that the other state lets pass is let pass by this one too. Both stand at the
    /// same name and key.
    boolean covers(PathState other) {
        return maxPathLength >= other.maxPathLength && policy.covers(other.policy) && names.covers(other.names);
    }
}
