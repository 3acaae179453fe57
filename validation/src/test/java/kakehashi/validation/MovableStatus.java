package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// A source of status that a test changes.
final class MovableStatus implements StatusSource {
    private final Map<SerialNumber, StatusAnswer.State> states = new ConcurrentHashMap<>();
    volatile boolean silent;

    MovableStatus issued(Certificate certificate) {
        return says(certificate.serialNumber(), new StatusAnswer.State.Good());
    }

    MovableStatus says(SerialNumber serial, StatusAnswer.State state) {
        states.put(serial, state);
        return this;
    }

    @Override
    public StatusAnswer status(OcspIssuer issuer, SerialNumber serial, Instant now) {
        if (silent) {
            return new StatusAnswer.NotNow();
        }
        StatusAnswer.State state = states.getOrDefault(serial, new StatusAnswer.State.NeverIssued());
        return new StatusAnswer.Known(state, now, Optional.of(now.plus(Duration.ofMinutes(5))));
    }
}
