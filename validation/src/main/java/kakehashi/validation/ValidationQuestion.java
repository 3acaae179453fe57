package kakehashi.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// One question about one certificate, behind whatever door it came in.
///
/// @param target the certificate
/// @param at the time at which it should be valid; absent means now
/// @param depth how far the question goes
/// @param policy under which policy
/// @param overrides what the client sets otherwise
/// @param uses what the client demands of the target's uses
/// @param names the target must be for one of these; none means any
/// @param supplied what the request brought along
public record ValidationQuestion(
        Certificate target,
        Optional<Instant> at,
        Depth depth,
        RelyingPartyPolicy policy,
        PolicyOverrides overrides,
        UseDemands uses,
        List<GeneralName> names,
        Supplied supplied) {
    public ValidationQuestion {
        names = List.copyOf(names);
    }

    /// Whether the certificate is valid now, as the policy has it.
    public static ValidationQuestion of(Certificate target, RelyingPartyPolicy policy) {
        return new ValidationQuestion(
                target,
                Optional.empty(),
                Depth.AS_THE_POLICY_SAYS,
                policy,
                PolicyOverrides.NONE,
                UseDemands.NONE,
                List.of(),
                Supplied.NOTHING);
    }

    /// The same question about another certificate.
    public ValidationQuestion about(Certificate other) {
        return new ValidationQuestion(other, at, depth, policy, overrides, uses, names, supplied);
    }

    /// The same question for another time.
    public ValidationQuestion at(Instant time) {
        return new ValidationQuestion(target, Optional.of(time), depth, policy, overrides, uses, names, supplied);
    }

    /// The same question, going as far.
    public ValidationQuestion to(Depth other) {
        return new ValidationQuestion(target, at, other, policy, overrides, uses, names, supplied);
    }

    /// The same question with material of its own.
    public ValidationQuestion with(Supplied other) {
        return new ValidationQuestion(target, at, depth, policy, overrides, uses, names, other);
    }
}
