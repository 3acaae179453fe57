package kakehashi.x509;

import java.util.Optional;

/// The name of a validation policy (RFC 5055 §3.2.4.1).
///
/// @param valPolId the policy
/// @param valPolParams the DER of its parameters
public record ValidationPolRef(Oid valPolId, Optional<Bytes> valPolParams) {
    /// The server's default policy, which takes no parameters.
    public static final Oid DEFAULT_VAL_POLICY = Oid.of("1.3.6.1.5.5.7.19.1");

    /// The policy without parameters.
    public static ValidationPolRef of(Oid policy) {
        return new ValidationPolRef(policy, Optional.empty());
    }

    /// The server's default policy.
    public static ValidationPolRef defaultValPolicy() {
        return of(DEFAULT_VAL_POLICY);
    }

    static ValidationPolRef read(DerReader reader) {
        int outer = reader.enterSequence();
        Oid policy = reader.oid();
        Optional<Bytes> parameters = reader.hasNext() ? Optional.of(reader.any()) : Optional.empty();
        ValidationPolRef reference = new ValidationPolRef(policy, parameters);
        // "If the default validation policy is used, the valPolParams item MUST be absent."
        if (policy.equals(DEFAULT_VAL_POLICY) && reference.hasParameters()) {
            throw reader.malformed("default validation policy with parameters");
        }
        reader.leave(outer);
        return policy.equals(DEFAULT_VAL_POLICY) ? defaultValPolicy() : reference;
    }

    /// Whether there are parameters that say something. For a policy that takes none, NULL is as good as nothing:
    /// so can "MUST be null" of the US Treasury's SCVP profile be read.
    public boolean hasParameters() {
        return valPolParams
                .filter(some -> !some.equals(AlgorithmIdentifier.NULL))
                .isPresent();
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            s.oid(valPolId);
            valPolParams.ifPresent(s::raw);
        });
    }
}
