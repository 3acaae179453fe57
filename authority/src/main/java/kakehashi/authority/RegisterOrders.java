package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.EraseBody;
import kakehashi.contract.Id;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.Outcome;
import kakehashi.contract.PolicyBody;
import kakehashi.contract.ProfileBody;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileReading;
import kakehashi.x509.Bytes;

/// Decides about profiles, relying-party policies, standing authorisations and what is to be erased.
public final class RegisterOrders {
    private final AuthorityState state;

    RegisterOrders(AuthorityState state) {
        this.state = state;
    }

    Verdict profile(ProfileBody body) {
        return switch (body) {
            case ProfileBody.Put(Id id, Bytes bytes) -> putProfile(id, bytes);
            case ProfileBody.End(Digest digest) ->
                state.profile(digest)
                        .filter(known -> known.inForce() == Effect.InForce.YES)
                        .<Verdict>map(
                                known -> Verdict.Effects.of(new Effect.Profile(known.id(), digest, Effect.InForce.NO)))
                        .orElseGet(() -> Verdict.Refused.of(OrderRule.NO_SUCH_PROFILE));
        };
    }

    private static Verdict putProfile(Id id, Bytes bytes) {
        return switch (CertificateProfile.read(bytes)) {
            case ProfileReading.Faulty faulty -> Verdict.Refused.of(OrderRule.PROFILE_FAULTY);
            case ProfileReading.Read(CertificateProfile profile) ->
                profile.id().equals(id)
                        ? new Verdict.Effects(
                                List.of(new Effect.Profile(id, Digest.of(bytes), Effect.InForce.YES)),
                                List.of(bytes),
                                List.of(Digest.of(bytes)))
                        : Verdict.Refused.of(OrderRule.PROFILE_FAULTY);
        };
    }

    Verdict policy(PolicyBody body) {
        return switch (body) {
            case PolicyBody.Put(Id id, Bytes bytes) ->
                new Verdict.Effects(
                        List.of(new Effect.Policy(id, Digest.of(bytes), Effect.InForce.YES)),
                        List.of(bytes),
                        List.of(Digest.of(bytes)));
            case PolicyBody.End(Id id) ->
                Optional.ofNullable(state.policies().get(id))
                        .filter(known -> known.inForce() == Effect.InForce.YES)
                        .<Verdict>map(
                                known -> Verdict.Effects.of(new Effect.Policy(id, known.digest(), Effect.InForce.NO)))
                        .orElseGet(() -> Verdict.Refused.of(OrderRule.NO_SUCH_PROFILE));
        };
    }

    Verdict authorisation(AuthorisationBody body, Instant now) {
        return switch (body) {
            case AuthorisationBody.Grant(Authorisation granted) -> grant(granted, now);
            case AuthorisationBody.Stop(Id id) ->
                state.authorisations()
                        .find(id)
                        .filter(known -> !known.isStopped())
                        .<Verdict>map(known -> Verdict.Effects.of(new Effect.AuthorisationStopped(id)))
                        .orElseGet(() -> Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORISATION));
        };
    }

    private Verdict grant(Authorisation granted, Instant now) {
        if (state.authorisations().find(granted.authorisation()).isPresent()
                || !now.isBefore(granted.notAfter())
                || granted.names().isEmpty() && !granted.isOfService()
                || !granted.notBefore().isBefore(granted.notAfter())) {
            return Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORISATION);
        }
        if (state.find(granted.authority()).filter(Issuer::isInForce).isEmpty()) {
            return Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORITY);
        }
        Optional<AuthorityState.KnownProfile> known =
                state.profile(granted.profile()).filter(profile -> profile.inForce() == Effect.InForce.YES);
        if (known.isEmpty()) {
            return Verdict.Refused.of(OrderRule.NO_SUCH_PROFILE);
        }
        return Planner.isOfCas(known.get())
                ? Verdict.Refused.of(OrderRule.PROFILE_OF_CAS)
                : Verdict.Effects.of(new Effect.Authorisation(granted));
    }

    /// Evidence may be erased when it is what its digest says, no order needs it any more, and it is of a kind that
    /// tells of persons (record 4, Erasing). Filings, proofs and approvals lie in their order's folder and go with
    /// it.
    Verdict erase(EraseBody body, Lookup lookup) {
        List<Effect> effects = new ArrayList<>();
        List<Outcome.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < body.digests().size(); i++) {
            Effect erased = new Effect.Erased(body.digests().get(i));
            if (!effects.contains(erased) && mayBeErased(body.digests().get(i), lookup)) {
                effects.add(erased);
            } else {
                refusals.add(new Outcome.Refusal(OrderRule.EVIDENCE_FAULTY.id(), i));
            }
        }
        return refusals.isEmpty() ? new Verdict.Effects(effects, List.of(), List.of()) : new Verdict.Refused(refusals);
    }

    private boolean mayBeErased(Digest digest, Lookup lookup) {
        return !state.orders().isBegun(digest)
                && !state.erased().contains(digest)
                && lookup.holdsEvidence(digest, this::tellsOfPersons);
    }

    /// "Evidence of issue, revocation and hold orders … and of ended officers." All else is what the vault's
    /// authority rests on.
    private boolean tellsOfPersons(Order order) {
        return switch (order.kind()) {
            case ISSUE, REVOKE, SUSPEND, RESUME -> true;
            case OFFICER ->
                order.parseBody().toOptional().orElseThrow() instanceof OfficerBody.Put put
                        && state.officers().isEnded(put.officer().officer());
            case CRL, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, RULES, KEYS, ERASE -> false;
        };
    }
}
