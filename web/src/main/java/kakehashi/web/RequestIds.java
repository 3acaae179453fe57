package kakehashi.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Names requests: a random prefix of the process and a running number. Unique, but no secret.
final class RequestIds {
    private final String prefix = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicLong last = new AtomicLong();

    /// The next name, or the one that a trusted proxy gave.
    String next(Optional<String> given) {
        return given.filter(id -> id.matches("[A-Za-z0-9._-]{8,64}"))
                .orElseGet(() -> prefix + "-" + HexFormat.of().toHexDigits(last.incrementAndGet(), 10));
    }
}
