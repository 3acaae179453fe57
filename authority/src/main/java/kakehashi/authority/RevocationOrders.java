package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import kakehashi.contract.Effect;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.revocation.Revocation;
import kakehashi.revocation.RevocationChange;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;

/// Decides about orders that change the status of certificates.
public final class RevocationOrders {
    private final AuthorityState state;
    private final Lookup lookup;

    RevocationOrders(AuthorityState state, Lookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    Verdict revoke(Grounds.Planned planned, RevokeBody body, Instant now) {
        List<SerialNumber> serials =
                body.items().stream().map(RevokeBody.Item::serial).toList();
        return change(planned, serials, (i, found) -> {
            RevokeBody.Item item = body.items().get(i);
            return revoked(planned.grounds(), found, now, item.reason(), item.invalidity());
        });
    }

    private static Effect.Revoked revoked(
            Grounds grounds, Certificate found, Instant now, CrlReason reason, Optional<Instant> invalidity) {
        return revoked(grounds.order().authority().orElseThrow(), found, now, reason, invalidity);
    }

    static Effect.Revoked revoked(
            Id authority, Certificate found, Instant now, CrlReason reason, Optional<Instant> invalidity) {
        return new Effect.Revoked(
                authority, found.serialNumber(), found.notAfter(), holder(found), now, reason, invalidity);
    }

    Verdict hold(Grounds.Planned planned, HoldBody body, Instant now) {
        Id authority = planned.grounds().order().authority().orElseThrow();
        boolean suspend = planned.grounds().order().kind() == OrderKind.SUSPEND;
        return change(
                planned,
                body.serials(),
                (i, found) -> suspend
                        ? new Effect.Held(authority, found.serialNumber(), found.notAfter(), holder(found), now)
                        : new Effect.Released(authority, found.serialNumber(), now));
    }

    Verdict crl(Grounds.Planned planned) {
        Optional<Issuer> issuer = planned.grounds().order().authority().flatMap(state::find);
        return issuer.flatMap(Issuer::certificate).isPresent()
                ? new Verdict.MakeCrl()
                : Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORITY);
    }

    /// On which kind of CRL a certificate is listed: a CA's, or anybody else's.
    public static Effect.Holder holder(Certificate certificate) {
        return certificate.basicConstraints().map(BasicConstraints::ca).orElse(false)
                ? Effect.Holder.AUTHORITY
                : Effect.Holder.END_ENTITY;
    }

    private Verdict change(
            Grounds.Planned planned, List<SerialNumber> serials, BiFunction<Integer, Certificate, Effect> effect) {
        Optional<Issuer> issuer = planned.grounds().order().authority().flatMap(state::find);
        if (issuer.isEmpty()) {
            return Verdict.Refused.of(OrderRule.NO_SUCH_AUTHORITY);
        }
        List<Effect> effects = new ArrayList<>();
        List<Outcome.Refusal> refusals = new ArrayList<>();
        Set<SerialNumber> named = new HashSet<>();
        for (int i = 0; i < serials.size(); i++) {
            Optional<Certificate> found = planned.certificates().get(i);
            if (found.isEmpty() && isUnclear(issuer.get(), serials.get(i))) {
                return new Verdict.NotYet(OrderRule.RECORD_MISSING);
            }
            if (found.isEmpty()) {
                refusals.add(new Outcome.Refusal(OrderRule.NOT_ISSUED_HERE.id(), i));
                continue;
            }
            Effect change = effect.apply(i, found.get());
            // Each item is judged by what was before the order; so none may follow another.
            if (!named.add(found.get().serialNumber())) {
                refusals.add(new Outcome.Refusal(OrderRule.NAMED_TWICE.id(), i));
            } else if (isRefused(issuer.get(), change)) {
                refusals.add(new Outcome.Refusal(OrderRule.REVOCATION_REFUSED.id(), i));
            }
            effects.add(change);
        }
        return refusals.isEmpty() ? new Verdict.Effects(effects, List.of(), List.of()) : new Verdict.Refused(refusals);
    }

    /// Whether a certificate may have been issued under a number for which no row is there. A number that was never
    /// intended was not, nor one that was burnt; for others all rows must be compared with the chain first, or
    /// whoever deletes a row would have its revocation settled as "not issued here".
    boolean isUnclear(Issuer issuer, SerialNumber serial) {
        boolean intended = state.numbers().maybe(issuer.id(), serial);
        boolean burnt = issuer.revocations()
                .status(serial)
                .filter(status -> status.state() == Revocation.State.BURNT)
                .isPresent();
        return intended && !burnt && (state.isOpen(issuer.id(), serial) || !lookup.isProvenAbsent(issuer.id(), serial));
    }

    private static boolean isRefused(Issuer issuer, Effect change) {
        return switch (change) {
            case Effect.Revoked revoked -> issuer.refuses(issuer.change(revoked));
            case Effect.Held held -> issuer.refuses(issuer.change(held));
            case Effect.Released released ->
                issuer.refuses(new RevocationChange.Release(released.serial(), released.at()));
            case Effect other -> true;
        };
    }

    /// An order that ends as refused leaves no certificate: those of its items that were issued are revoked, unless
    /// they are already.
    public static List<Effect> ofIssued(
            AuthorityState state, Order order, Collection<Certificate> issued, Instant now) {
        Id authority = order.authority().orElseThrow();
        Issuer issuer = state.find(authority).orElseThrow();
        return issued.stream()
                .map(certificate -> (Effect)
                        revoked(authority, certificate, now, CrlReason.CESSATION_OF_OPERATION, Optional.empty()))
                .filter(change -> !isRefused(issuer, change))
                .toList();
    }
}
