package kakehashi.revocation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.revocation.Revocation.State;
import kakehashi.revocation.RevocationOutcome.Listed;
import kakehashi.revocation.RevocationOutcome.Refused;
import kakehashi.revocation.RevocationOutcome.Released;
import kakehashi.x509.CrlReason;

/// The transitions of a certificate's revocation state, each one pure function.
final class RevocationRules {
    private static final Instant END = CrlPlan.NO_NEXT_UPDATE;
    private static final Set<CrlReason> COMPROMISE = EnumSet.of(CrlReason.KEY_COMPROMISE, CrlReason.CA_COMPROMISE);

    private RevocationRules() {}

    /// What becomes of the change, given what is listed before it.
    static RevocationOutcome judge(Optional<Revocation> before, RevocationChange change) {
        if (!change.serial().conforms()) {
            return new Refused(RevocationRefusal.NO_SERIAL_OF_OURS);
        }
        if (!times(change).allMatch(t -> t.getEpochSecond() >= 0 && !t.isAfter(END))) {
            return new Refused(RevocationRefusal.TIME_OUT_OF_RANGE);
        }
        return switch (change) {
            case RevocationChange.Hold hold -> hold(before, hold);
            case RevocationChange.Release release -> release(before);
            case RevocationChange.Revoke revoke -> revoke(before, revoke);
            case RevocationChange.Burn burn -> burn(before, burn);
        };
    }

    private static Stream<Instant> times(RevocationChange change) {
        return switch (change) {
            case RevocationChange.Hold(RevocableCertificate c, Instant at) -> Stream.of(at, c.notAfter());
            case RevocationChange.Release release -> Stream.of(release.at());
            case RevocationChange.Revoke(RevocableCertificate c, Instant at, CrlReason r, Optional<Instant> since) ->
                Stream.of(at, c.notAfter(), since.orElse(at));
            case RevocationChange.Burn(RevocableCertificate c, Instant at) -> Stream.of(at, c.notAfter());
        };
    }

    private static RevocationOutcome hold(Optional<Revocation> before, RevocationChange.Hold change) {
        if (before.isPresent()) {
            return switch (before.get().state()) {
                case HELD -> new Refused(RevocationRefusal.ALREADY_HELD);
                case REVOKED -> new Refused(RevocationRefusal.ALREADY_REVOKED);
                case BURNT -> new Refused(RevocationRefusal.BURNT);
            };
        }
        return change.at().isAfter(change.certificate().notAfter())
                ? new Refused(RevocationRefusal.EXPIRED)
                : new Listed(new Revocation(
                        change.certificate(), State.HELD, change.at(), CrlReason.CERTIFICATE_HOLD, Optional.empty()));
    }

    private static RevocationOutcome release(Optional<Revocation> before) {
        return before.filter(r -> r.state() == State.HELD)
                .<RevocationOutcome>map(Released::new)
                .orElse(new Refused(RevocationRefusal.NOT_HELD));
    }

    private static RevocationOutcome revoke(Optional<Revocation> before, RevocationChange.Revoke change) {
        if (!fits(change)) {
            return new Refused(RevocationRefusal.REASON_DOES_NOT_FIT);
        }
        if (change.invalidity().isPresent() && change.invalidity().get().isAfter(change.at())) {
            return new Refused(RevocationRefusal.INVALIDITY_IN_THE_FUTURE);
        }
        if (before.isEmpty()) {
            return change.at().isAfter(change.certificate().notAfter())
                    ? new Refused(RevocationRefusal.EXPIRED)
                    : new Listed(new Revocation(
                            change.certificate(), State.REVOKED, change.at(), change.reason(), change.invalidity()));
        }
        Revocation now = before.get();
        return switch (now.state()) {
            // "The revocation date shall be the date the certificate was placed on hold."
            case HELD ->
                new Listed(new Revocation(
                        now.certificate(), State.REVOKED, now.at(), change.reason(), change.invalidity()));
            case REVOKED -> amend(now, change);
            case BURNT -> new Refused(RevocationRefusal.BURNT);
        };
    }

    private static boolean fits(RevocationChange.Revoke change) {
        return switch (change.reason()) {
            case UNSPECIFIED,
                    KEY_COMPROMISE,
                    AFFILIATION_CHANGED,
                    SUPERSEDED,
                    CESSATION_OF_OPERATION,
                    PRIVILEGE_WITHDRAWN -> true;
            case CA_COMPROMISE -> change.certificate().kind() == RevocableCertificate.Kind.AUTHORITY;
            case CERTIFICATE_HOLD, REMOVE_FROM_CRL, AA_COMPROMISE -> false;
        };
    }

    private static RevocationOutcome amend(Revocation now, RevocationChange.Revoke change) {
        boolean worse = COMPROMISE.contains(change.reason()) && !COMPROMISE.contains(now.reason());
        boolean earlier = COMPROMISE.contains(change.reason())
                && change.invalidity().isPresent()
                && now.invalidity().map(change.invalidity().get()::isBefore).orElse(true);
        if (!worse && !earlier) {
            return new Refused(RevocationRefusal.ALREADY_REVOKED);
        }
        Optional<Instant> since = Stream.concat(now.invalidity().stream(), change.invalidity().stream())
                .min(Instant::compareTo);
        CrlReason reason = worse ? change.reason() : now.reason();
        return new Listed(new Revocation(now.certificate(), State.REVOKED, now.at(), reason, since));
    }

    private static RevocationOutcome burn(Optional<Revocation> before, RevocationChange.Burn change) {
        return before.isPresent()
                ? new Refused(RevocationRefusal.ALREADY_LISTED)
                : new Listed(new Revocation(
                        change.certificate(),
                        State.BURNT,
                        change.at(),
                        CrlReason.UNSPECIFIED,
                        Optional.of(change.at())));
    }
}
