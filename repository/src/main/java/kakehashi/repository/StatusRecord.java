package kakehashi.repository;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.contract.Change;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.x509.CrlReason;

/// All that a node keeps of a serial number.
///
/// @param state how it stands
/// @param reason why it is revoked; [CrlReason#UNSPECIFIED] otherwise
/// @param notAfter the certificate's last moment
/// @param at since when it is in that state; of one that is good, the beginning of 1970
/// @param invalidity since when the key may be in other hands
record StatusRecord(State state, CrlReason reason, Instant notAfter, Instant at, Optional<Instant> invalidity) {
    private static final Set<CrlReason> COMPROMISE = EnumSet.of(CrlReason.KEY_COMPROMISE, CrlReason.CA_COMPROMISE);

    /// How a serial number stands.
    enum State {
        ISSUED,
        HELD,
        REVOKED,
        BURNT
    }

    private static StatusRecord issued(Instant notAfter) {
        return new StatusRecord(State.ISSUED, CrlReason.UNSPECIFIED, notAfter, Instant.EPOCH, Optional.empty());
    }

    private StatusRecord become(State next, CrlReason why, Instant since, Optional<Instant> invalid) {
        return new StatusRecord(next, why, notAfter, since, invalid);
    }

    /// What becomes of a serial number; empty when the change contradicts what is known of it.
    static Optional<StatusRecord> after(Optional<StatusRecord> before, Change change) {
        return switch (change) {
            case Change.Issued issued -> before.isPresent() ? Optional.empty() : Optional.of(issued(issued.notAfter()));
            case Change.Burnt(Instant at, Instant notAfter) ->
                before.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                issued(notAfter).become(State.BURNT, CrlReason.UNSPECIFIED, at, Optional.empty()));
            case Change.Held(Instant at) ->
                before.filter(r -> r.state == State.ISSUED)
                        .map(r -> r.become(State.HELD, CrlReason.UNSPECIFIED, at, Optional.empty()));
            case Change.Released released ->
                before.filter(r -> r.state == State.HELD).map(r -> issued(r.notAfter));
            case Change.Revoked revoked -> before.flatMap(r -> r.revoke(revoked));
        };
    }

    private Optional<StatusRecord> revoke(Change.Revoked change) {
        return switch (state) {
            case ISSUED, HELD -> Optional.of(become(State.REVOKED, change.reason(), change.at(), change.invalidity()));
            case REVOKED -> amend(change);
            // Record 6: "`revoked` and `burnt` are final in a node".
            case BURNT -> Optional.empty();
        };
    }

    /// The vault lets a revocation become graver: a compromise instead of another reason, or one that began
    /// earlier. The time of the revocation stays.
    private Optional<StatusRecord> amend(Change.Revoked change) {
        boolean compromise = COMPROMISE.contains(change.reason());
        boolean worse = compromise && !COMPROMISE.contains(reason);
        boolean earlier = compromise
                && change.invalidity().isPresent()
                && invalidity.map(change.invalidity().get()::isBefore).orElse(true);
        if (!worse && !earlier) {
            return Optional.empty();
        }
        Optional<Instant> since =
                Stream.concat(invalidity.stream(), change.invalidity().stream()).min(Instant::compareTo);
        return Optional.of(become(State.REVOKED, worse ? change.reason() : reason, at, since));
    }

    /// Whether it is never good again.
    boolean isFinal() {
        return state == State.REVOKED || state == State.BURNT;
    }

    /// As it is told to those who ask.
    SerialStatus told() {
        return switch (state) {
            case ISSUED -> new SerialStatus.Issued(notAfter);
            case HELD -> new SerialStatus.Held(at);
            case REVOKED -> new SerialStatus.Revoked(at, reason, invalidity);
            case BURNT -> new SerialStatus.Burnt(at);
        };
    }
}
