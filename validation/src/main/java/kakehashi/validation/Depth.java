package kakehashi.validation;

/// How far a question goes; each includes the one before it.
public enum Depth {
    /// A path to an anchor is found; it need not hold (delegated path discovery).
    BUILT,
    /// The path holds, revocation left aside.
    VALIDATED,
    /// The path holds, and none of its certificates is revoked, by as much evidence as the policy demands; where
    /// the policy looks at none, evidence is demanded all the same.
    STATUS_CHECKED,
    /// As the policy has it.
    AS_THE_POLICY_SAYS
}
