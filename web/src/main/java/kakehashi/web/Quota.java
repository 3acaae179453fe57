package kakehashi.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How much each asker may ask: a minute's worth at once, and that much again every minute. What he asks is taken
/// off before it is worked on, by one decision, so that requests at the same moment get no more than requests one
/// after the other. Bounded in askers: those who asked longest ago are forgotten. Safe for many threads.
public final class Quota {
    /// Accounts are kept in parts of a unit, as many as a minute has milliseconds: nothing is rounded.
    private static final long PARTS = 60_000;

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
    private record Account(long parts, Instant at) {}

    /// Takes so many off, if they are left. More than a minute's worth is given to who has a whole one left; the
    /// rest is a debt, which is paid off first.
    ///
    /// @return how long the asker must wait until they are there, if he asks nothing meanwhile; empty when taken
    public synchronized Optional<Duration> take(String asker, int perMinute, int units, Instant now) {
        Optional<Duration> wait = wait(asker, perMinute, units, now);
        if (wait.isEmpty()) {
            charge(asker, perMinute, units, now);
        }
        return wait;
    }

    /// Takes so many off in place of what was taken for the same request before; when they are not left, that is
    /// given back too. So of several requests that were let in for less one goes on at least.
    ///
    /// @return as [#take]
    public synchronized Optional<Duration> retake(String asker, int perMinute, int before, int units, Instant now) {
        charge(asker, perMinute, -before, now);
        return take(asker, perMinute, units, now);
    }

    /// How long an asker must wait until so many are there; empty when they are.
    public synchronized Optional<Duration> wait(String asker, int perMinute, int units, Instant now) {
        long lacking = PARTS * Math.min(units, perMinute) - left(asker, perMinute, now);
        return lacking <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.ceilDiv(lacking, perMinute)));
    }

    /// Takes so many off, whether they are left or not: what a request that was let in turned out to cost. Negative
    /// to give back what was taken for nothing.
    public synchronized void charge(String asker, int perMinute, int units, Instant now) {
        accounts.put(asker, new Account(left(asker, perMinute, now) - PARTS * units, now));
    }

    private long left(String asker, int perMinute, Instant now) {
        long whole = PARTS * perMinute;
        Account account = accounts.get(asker);
        // After a clock was put back nobody waits until it has caught up.
        if (account == null || account.at.isAfter(now)) {
            return whole;
        }
        long millis = Math.max(0, Duration.between(account.at, now).toMillis());
        boolean longAgo = millis > Long.MAX_VALUE / 4 / perMinute;
        return longAgo ? whole : Math.min(whole, account.parts + millis * perMinute);
    }
}
