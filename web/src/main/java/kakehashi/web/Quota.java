package kakehashi.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How much each asker may ask: a minute's worth at once, and that much again every minute. A
/// large request may go into debt, which is paid off before the next. Bounded in askers: those who asked longest
/// ago are forgotten. Safe for many threads.
public final class Quota {
    private static final double SECONDS = 60;

    private final int mostAskers;
    private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > mostAskers;
        }
    };

    /// @param mostAskers of how many it knows what is left
    public Quota(int mostAskers) {
        this.mostAskers = mostAskers;
    }

    /// What is left at a moment.
    private record Account(double left, Instant at) {}

    /// How long an asker must wait; empty when none.
    public synchronized Optional<Duration> wait(String asker, int perMinute, Instant now) {
        double left = left(asker, perMinute, now);
        return left >= 1
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) * SECONDS * 1000 / perMinute)));
    }

    /// Takes so many off.
    public synchronized void charge(String asker, int perMinute, int units, Instant now) {
        accounts.put(asker, new Account(left(asker, perMinute, now) - units, now));
    }

    private double left(String asker, int perMinute, Instant now) {
        Account account = accounts.get(asker);
        // After a clock was put back nobody waits until it has caught up.
        if (account == null || account.at.isAfter(now)) {
            return perMinute;
        }
        double seconds = Math.max(0, Duration.between(account.at, now).toMillis() / 1000.0);
        return Math.min(perMinute, account.left + seconds * perMinute / SECONDS);
    }
}
