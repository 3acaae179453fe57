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
    /// The sealed state names every CA (record 5), and so do a ceremony's statement and its floors.
    static final int MOST_AUTHORITIES = 255;

    private final AuthorityState state;
    private final Lookup lookup;

    AuthorityOrders(AuthorityState state, Lookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    Verdict ca(Grounds.Planned planned, CaBody body, Instant now) {
        Id own = planned.grounds().order().authority().orElseThrow();
        return switch (body) {
            case CaBody.Create create -> new IssueOrders(state, lookup).judge(planned, List.of());
            case CaBody.Certify certify -> new IssueOrders(state, lookup).judge(planned, List.of());
            case CaBody.Rollover rollover -> new IssueOrders(state, lookup).judge(planned, List.of());
            case CaBody.Key(Id id, String parameters) -> key(own, id, parameters);
            case CaBody.End end -> end(own);
            case CaBody.Receive receive -> receive(own, receive, now);
        };
    }

    private Verdict receive(Id own, CaBody.Receive receive, Instant now) {
        Optional<Issuer> issuer = state.find(own);
        if (issuer.isEmpty()) {
            return Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORITY);
        }
        boolean ended = issuer.get().certificate().isPresent() && !issuer.get().isInForce();
        return ended
                ? Verdict.Refused.of(OrderRule.AUTHORITY_ENDED)
                : new ReceivedCertificate(issuer.get(), now).judge(receive);
    }

    private Verdict key(Id own, Id id, String parameters) {
        if (!own.equals(id)) {
            return Verdict.Refused.of(OrderRule.TEMPLATE_DIFFERS);
        }
        return switch (AuthoritySettings.read(text(parameters))) {
            case AuthoritySettings.Reading.Faulty faulty -> Verdict.Refused.of(OrderRule.SETTINGS_FAULTY);
            case AuthoritySettings.Reading.Read(AuthoritySettings settings) ->
                faultOfKey(id, settings).<Verdict>map(Verdict.Refused::of).orElseGet(Verdict.MakeKey::new);
        };
    }

    private Optional<OrderRule> faultOfKey(Id id, AuthoritySettings settings) {
        Optional<Issuer> known = state.find(id);
        if (known.isEmpty() && state.issuers().size() >= MOST_AUTHORITIES) {
            return Optional.of(OrderRule.TOO_MANY_AUTHORITIES);
        }
        if (!keepsShards(id, settings)) {
            return Optional.of(OrderRule.SHARDS_CHANGE);
        }
        if (!keepsSigning(id, settings)) {
            return Optional.of(OrderRule.SIGNING_CHANGES);
        }
        // Lists come under every key that the CA has signed with, and this one more.
        long keys = 1
                + known.map(Issuer::certificates).orElse(List.of()).stream()
                        .map(Certificate::subjectPublicKeyInfo)
                        .distinct()
                        .count();
        return keys * settings.listsOfKey() > AuthoritySettings.MOST_LISTS
                ? Optional.of(OrderRule.TOO_MANY_LISTS)
                : Optional.empty();
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
            case CrossBody.Certify certify -> new IssueOrders(state, lookup).judge(planned, List.of());
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
        Optional<Issuer> issuer = state.find(own);
        if (certificate.isEmpty()
                && issuer.filter(ca -> new RevocationOrders(state, lookup).isUnclear(ca, withdraw.serial()))
                        .isPresent()) {
            return new Verdict.NotYet(OrderRule.RECORD_MISSING);
        }
        if (certificate.isEmpty() || issuer.isEmpty()) {
            return Verdict.Refused.of(OrderRule.NOT_ISSUED_HERE);
        }
        CrlReason reason = withdraw.reason();
        Effect.Revoked revoked = RevocationOrders.revoked(own, certificate.get(), now, reason, Optional.empty());
        if (issuer.get().refuses(issuer.get().change(revoked))) {
            return Verdict.Refused.of(OrderRule.REVOCATION_REFUSED);
        }
        List<Effect> effects = new ArrayList<>(List.of(revoked));
        pair.ifPresent(known -> effects.add(new Effect.Pair(withdraw.caseId(), withdraw.pair(), Effect.InForce.NO)));
        return new Verdict.Effects(effects, List.of(), List.of());
    }

    /// Which CAs come into force by the certificates of an order.
    ///
    /// @param key digest of the first certificate's subject's key
    /// @param made the certificates' digests, the first one first
    public static List<Effect> comeIntoForce(AuthorityState state, Grounds grounds, Digest key, List<Digest> made) {
        Optional<Id> own = grounds.order().authority();
        return switch (grounds.body()) {
            case CaBody.Create create -> List.of(inForce(own.orElseThrow(), made));
            case CaBody.Rollover rollover -> List.of(inForce(own.orElseThrow(), made));
            // A subordinate whose key is in our own token is one of our CAs from now on.
            case CaBody.Certify certify ->
                state.issuers().stream()
                        .filter(issuer ->
                                issuer.key().equals(key) && issuer.certificate().isEmpty())
                        .map(issuer -> inForce(issuer.id(), made))
                        .toList();
            case OrderBody other -> List.of();
        };
    }

    private static Effect inForce(Id authority, List<Digest> made) {
        return new Effect.Authority(authority, made.getFirst(), Effect.InForce.YES);
    }

    /// Whether an order's certificates are of CAs: such an order is not taken again after a crash (record 7).
    public static boolean isOfCas(OrderBody body) {
        return body instanceof CaBody || body instanceof CrossBody;
    }
}
