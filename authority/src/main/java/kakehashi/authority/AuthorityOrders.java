package kakehashi.authority;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.VerificationKey;

/// Decides about CAs and their cross-certification.
public final class AuthorityOrders {
    private final AuthorityState state;

    AuthorityOrders(AuthorityState state) {
        this.state = state;
    }

    Verdict ca(Grounds.Planned planned, CaBody body) {
        Id own = planned.grounds().order().authority().orElseThrow();
        return switch (body) {
            case CaBody.Create create -> IssueOrders.judge(planned.items(), List.of());
            case CaBody.Certify certify -> IssueOrders.judge(planned.items(), List.of());
            case CaBody.Rollover rollover -> IssueOrders.judge(planned.items(), List.of());
            case CaBody.Key(Id id, String parameters) -> key(own, id, parameters);
            case CaBody.End end -> end(own);
        };
    }

    private Verdict key(Id own, Id id, String parameters) {
        if (!own.equals(id)) {
            return Verdict.Refused.of(OrderRule.TEMPLATE_DIFFERS);
        }
        return switch (AuthoritySettings.read(text(parameters))) {
            case AuthoritySettings.Reading.Faulty faulty -> Verdict.Refused.of(OrderRule.SETTINGS_FAULTY);
            case AuthoritySettings.Reading.Read(AuthoritySettings settings) ->
                keepsShards(id, settings)
                        ? keepsSigning(id, settings)
                                ? new Verdict.MakeKey()
                                : Verdict.Refused.of(OrderRule.SIGNING_CHANGES)
                        : Verdict.Refused.of(OrderRule.SHARDS_CHANGE);
        };
    }

    /// The settings count at once, the new key when it is certified: until then the key in force must sign as they
    /// say. A CA goes over to another algorithm or token by a new CA beside it.
    private boolean keepsSigning(Id id, AuthoritySettings settings) {
        return state.find(id)
                .filter(issuer -> issuer.certificate().isPresent())
                .map(Issuer::settings)
                .map(now ->
                        now.algorithm() == settings.algorithm() && now.token().equals(settings.token()))
                .orElse(true);
    }

    /// Certificates name their shard's list by its place. With another number a revoked one would be on no list
    /// that its relying parties look at.
    private boolean keepsShards(Id id, AuthoritySettings settings) {
        return state.find(id)
                .filter(issuer -> issuer.certificate().isPresent())
                .map(issuer -> issuer.settings().shards() == settings.shards())
                .orElse(true);
    }

    /// The octets of a CA's settings, by which they are known.
    public static Bytes text(String parameters) {
        return Bytes.wrap(parameters.getBytes(StandardCharsets.UTF_8));
    }

    private Verdict end(Id own) {
        Optional<Issuer> issuer = state.find(own).filter(Issuer::isInForce);
        return issuer.flatMap(Issuer::certificate)
                .<Verdict>map(certificate ->
                        Verdict.Effects.of(new Effect.Authority(own, Digest.of(certificate.der()), Effect.InForce.NO)))
                .orElseGet(() -> Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORITY));
    }

    Verdict cross(Grounds.Planned planned, CrossBody body, Instant now) {
        Id own = planned.grounds().order().authority().orElseThrow();
        return switch (body) {
            case CrossBody.Certify certify -> IssueOrders.judge(planned.items(), List.of());
            case CrossBody.Publish(Id caseId, Bytes pair) -> publish(own, caseId, pair);
            case CrossBody.Withdraw withdraw -> withdraw(own, withdraw, planned, now);
        };
    }

    /// A pair is published whole: the half that we issued was issued here, the other is for our key and name.
    private Verdict publish(Id own, Id caseId, Bytes der) {
        Optional<CrossCertificatePair> pair = CrossCertificatePair.parse(der).toOptional();
        Optional<Certificate> ca = state.find(own).filter(Issuer::isInForce).flatMap(Issuer::certificate);
        boolean sound = pair.isPresent() && ca.isPresent() && isOurs(pair.get(), ca.get());
        return sound
                ? new Verdict.Effects(
                        List.of(new Effect.Pair(caseId, Digest.of(der), Effect.InForce.YES)),
                        List.of(der),
                        List.of(Digest.of(der)))
                : Verdict.Refused.of(OrderRule.PAIR_FAULTY);
    }

    private static boolean isOurs(CrossCertificatePair pair, Certificate ca) {
        Optional<Certificate> byUs = pair.issuedByThisCa();
        Optional<Certificate> toUs = pair.issuedToThisCa();
        if (byUs.isEmpty() || toUs.isEmpty()) {
            return false;
        }
        boolean issuedByUs = VerificationKey.of(ca.subjectPublicKeyInfo())
                .map(byUs.get()::isSignedBy)
                .orElse(false);
        boolean issuedToUs = toUs.get().subject().der().equals(ca.subject().der())
                && toUs.get().subjectPublicKeyInfo().equals(ca.subjectPublicKeyInfo());
        boolean signedByPartner = VerificationKey.of(byUs.get().subjectPublicKeyInfo())
                .map(toUs.get()::isSignedBy)
                .orElse(false);
        return issuedByUs && issuedToUs && signedByPartner;
    }

    private Verdict withdraw(Id own, CrossBody.Withdraw withdraw, Grounds.Planned planned, Instant now) {
        Optional<AuthorityState.KnownPair> pair = Optional.ofNullable(
                        state.pairs().get(withdraw.caseId()))
                .filter(known -> known.digest().equals(withdraw.pair()) && known.inForce() == Effect.InForce.YES);
        Optional<Certificate> certificate =
                planned.certificates().stream().flatMap(Optional::stream).findFirst();
        if (certificate.isEmpty() || state.find(own).isEmpty()) {
            return Verdict.Refused.of(OrderRule.NOT_ISSUED_HERE);
        }
        CrlReason reason = withdraw.reason();
        Effect.Revoked revoked = RevocationOrders.revoked(own, certificate.get(), now, reason, Optional.empty());
        if (state.find(own).get().refuses(state.find(own).get().change(revoked))) {
            return Verdict.Refused.of(OrderRule.REVOCATION_REFUSED);
        }
        List<Effect> effects = new ArrayList<>(List.of(revoked));
        pair.ifPresent(known -> effects.add(new Effect.Pair(withdraw.caseId(), withdraw.pair(), Effect.InForce.NO)));
        return new Verdict.Effects(effects, List.of(), List.of());
    }

    /// Whether an order's certificates are of CAs: such an order is not taken again after a crash (record 7).
    public static boolean isOfCas(OrderBody body) {
        return body instanceof CaBody || body instanceof CrossBody;
    }
}
