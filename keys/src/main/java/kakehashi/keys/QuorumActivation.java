package kakehashi.keys;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The activation of a software token by custodians who come one after another, each with his own passphrase.
///
/// A wrong passphrase costs that try only: shares that were taken stay until the quorum is there. Each try is
/// counted in the token's file of attempts before it is made; a right one takes back its own count and no other, so
/// that no custodian clears the way for guessing at another's share. Closing wipes the shares.
public final class QuorumActivation implements AutoCloseable {
    private final Unlocking unlocking;
    private final SealedToken sealed;
    private final StoredLock.ByQuorum lock;
    private final Map<String, SecretSharing.Share> shares = new LinkedHashMap<>();
    private Optional<Activation<SoftwareToken>> ended = Optional.empty();

    QuorumActivation(Unlocking unlocking, SealedToken sealed, StoredLock.ByQuorum lock) {
        this.unlocking = unlocking;
        this.sealed = sealed;
        this.lock = lock;
    }

    /// What comes of beginning.
    public sealed interface Start {
        /// Custodians may come.
        record Begun(QuorumActivation activation) implements Start {}

        /// The token stays as it is.
        record Refused(ActivationRefusal reason) implements Start {}
    }

    /// Begins with the token of a file.
    ///
    /// @throws TokenUnavailable when the file cannot be read
    public static Start begin(Path file, TokenRules rules) {
        return new Unlocking(file, rules).beginQuorum();
    }

    /// How many custodians are still needed.
    public synchronized int missing() {
        return ended.isPresent() ? 0 : lock.threshold() - shares.size();
    }

    /// Takes one custodian's share. The caller wipes the passphrase.
    ///
    /// @throws IllegalStateException when the activation has ended or was closed
    public synchronized ShareAnswer enter(Custodian custodian) {
        if (ended.isPresent()) {
            throw new IllegalStateException("the activation has ended");
        }
        Optional<StoredLock.SealedShare> share = lock.shareOf(custodian.name());
        if (share.isEmpty() || shares.containsKey(custodian.name())) {
            return new ShareAnswer.Refused(ActivationRefusal.NOT_A_CUSTODIAN);
        }
        PinAttempts attempts = unlocking.attempts();
        if (attempts.isLocked()) {
            return new ShareAnswer.Refused(ActivationRefusal.PIN_LOCKED);
        }
        attempts.count();
        Optional<SecretSharing.Share> opened = share.get().open(custodian.passphrase(), lock.threshold());
        if (opened.isEmpty()) {
            return new ShareAnswer.Refused(ActivationRefusal.WRONG_PIN);
        }
        attempts.takeBack();
        shares.put(custodian.name(), opened.get());
        return shares.size() < lock.threshold() ? new ShareAnswer.Missing(missing()) : complete(attempts);
    }

    private ShareAnswer complete(PinAttempts attempts) {
        Secret masterKey = SecretSharing.combine(List.copyOf(shares.values()));
        wipe();
        Activation<SoftwareToken> outcome = unlocking.load(sealed, masterKey);
        ended = Optional.of(outcome);
        return switch (outcome) {
            case Activation.Active<SoftwareToken> active -> {
                attempts.clear();
                yield new ShareAnswer.Complete();
            }
            case Activation.Refused<SoftwareToken>(ActivationRefusal reason) -> new ShareAnswer.Refused(reason);
        };
    }

    /// How the activation has ended; empty while custodians may come.
    public synchronized Optional<Activation<SoftwareToken>> outcome() {
        return ended;
    }

    private void wipe() {
        shares.values().forEach(SecretSharing.Share::close);
        shares.clear();
    }

    /// Ends the activation, if it has not ended, for want of custodians. An activated token stays so.
    @Override
    public synchronized void close() {
        wipe();
        if (ended.isEmpty()) {
            ended = Optional.of(new Activation.Refused<>(ActivationRefusal.NOT_ENOUGH_CUSTODIANS));
        }
    }
}
