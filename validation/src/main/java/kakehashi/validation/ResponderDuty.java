package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One signing credential in use for one issuer, replaced by itself: after two thirds of the certificate's life its
/// successor is asked for, once a minute, and taken when it fits. Safe for many threads.
public final class ResponderDuty {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);

    private final OcspIssuer issuer;
    private final CredentialSupplier supplier;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile ResponderCredential current;
    private volatile Instant askFrom;

    /// @param issuer for whose certificates the credential answers
    /// @param first the credential to begin with
    /// @param supplier where the next ones come from
    /// @param now the present
    /// @throws IllegalArgumentException when no client would ever believe the first credential
    public ResponderDuty(OcspIssuer issuer, ResponderCredential first, CredentialSupplier supplier, Instant now) {
        // An expired one does not keep a server from starting: its successor may be in the feed, and until it comes
        // nothing is signed.
        Instant end = first.certificate().notAfter();
        first.refusalFor(issuer, now.isAfter(end) ? end : now).ifPresent(reason -> {
            throw new IllegalArgumentException("not a responder for " + issuer.name() + ": " + reason);
        });
        this.issuer = issuer;
        this.supplier = supplier;
        this.current = first;
        this.askFrom = renewalOf(first);
    }

    private static Instant renewalOf(ResponderCredential credential) {
        Instant from = credential.certificate().notBefore();
        Duration life = Duration.between(from, credential.certificate().notAfter());
        return from.plus(life.dividedBy(3).multipliedBy(2));
    }

    /// The credential to sign with. Empty when the certificate has expired and no successor came: nothing is signed
    /// then.
    public Optional<ResponderCredential> at(Instant now) {
        if (!now.isBefore(askFrom) && asking.tryLock()) {
            try {
                replace(now);
            } finally {
                asking.unlock();
            }
        }
        return Optional.of(current).filter(c -> c.certificate().isValidAt(now));
    }

    /// What is in use, expired or not.
    ResponderCredential current() {
        return current;
    }

    private void replace(Instant now) {
        if (now.isBefore(askFrom)) {
            return;
        }
        Optional<ResponderCredential> next = supplier.next(current, now)
                .filter(candidate -> candidate.refusalFor(issuer, now).isEmpty())
                .filter(candidate -> candidate
                        .certificate()
                        .notAfter()
                        .isAfter(current.certificate().notAfter()));
        next.ifPresent(candidate -> current = candidate);
        Instant again = now.plus(BETWEEN_QUESTIONS);
        Instant renewal = next.map(ResponderDuty::renewalOf).orElse(again);
        askFrom = renewal.isBefore(again) ? again : renewal;
    }

    /// For whose certificates the credential answers.
    public OcspIssuer issuer() {
        return issuer;
    }
}
