package kakehashi.path;

import java.util.OptionalInt;

/// Everything that decides about a path besides the certificates, the evidence and the time (RFC 5280 §6.1.1).
///
/// Two equal inputs share the state of the paths that were judged under them.
///
/// @param policies the inputs about certificate policies, (c), (e), (f), (g)
/// @param names the initial permitted and excluded subtrees, (h) and (i)
/// @param algorithms which signature algorithms and key sizes may be used
/// @param purpose what the target is to be used for
/// @param revocation how much revocation evidence is needed
/// @param maxIntermediates how many certificates that are not self-issued may stand between anchor and target
public record ValidationInputs(
        PolicyInputs policies,
        NameConstraintSet names,
        AlgorithmPolicy algorithms,
        Purpose purpose,
        RevocationPolicy revocation,
        OptionalInt maxIntermediates) {
    /// Any policy, any name, any use, strong algorithms, evidence where present.
    public static final ValidationInputs DEFAULT = new ValidationInputs(
            PolicyInputs.ANY,
            NameConstraintSet.none(),
            AlgorithmPolicy.STRONG,
            Purpose.ANY,
            RevocationPolicy.IF_PRESENT,
            OptionalInt.empty());

    /// The same with other inputs about policies.
    public ValidationInputs with(PolicyInputs other) {
        return new ValidationInputs(other, names, algorithms, purpose, revocation, maxIntermediates);
    }

    /// The same with other initial subtrees.
    public ValidationInputs with(NameConstraintSet other) {
        return new ValidationInputs(policies, other, algorithms, purpose, revocation, maxIntermediates);
    }

    /// The same with other algorithms.
    public ValidationInputs with(AlgorithmPolicy other) {
        return new ValidationInputs(policies, names, other, purpose, revocation, maxIntermediates);
    }

    /// The same for another use.
    public ValidationInputs with(Purpose other) {
        return new ValidationInputs(policies, names, algorithms, other, revocation, maxIntermediates);
    }

    /// The same with other needs of evidence.
    public ValidationInputs with(RevocationPolicy other) {
        return new ValidationInputs(policies, names, algorithms, purpose, other, maxIntermediates);
    }

    /// The same with a limit on the certificates between anchor and target.
    public ValidationInputs withMaxIntermediates(int count) {
        return new ValidationInputs(policies, names, algorithms, purpose, revocation, OptionalInt.of(count));
    }

    /// The inputs under which the issuer of a CRL is judged: any policy and any use. RFC 5280 §6.3.3 (f) asks for
    /// the same trust anchor and says nothing of the other inputs.
    ValidationInputs forCrlIssuers() {
        return new ValidationInputs(PolicyInputs.ANY, names, algorithms, Purpose.ANY, revocation, OptionalInt.empty());
    }
}
