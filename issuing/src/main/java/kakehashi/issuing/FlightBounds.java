package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kakehashi.authority.BurntCount;

/// How many serial numbers may be at the token, and when issuing stops (docs/adr/0007, Bounds). A crash costs a
/// serial number on a CRL for each; this bounds what a loop of crashes costs.
final class FlightBounds {
    /// "64 serials are in flight, over all orders."
    static final int MOST = 64;

    /// "After a recovery of open intents it is 8, doubled every clean minute."
    static final int AFTER_RECOVERY = 8;

    private static final Duration CLEAN = Duration.ofMinutes(1);

    private final BurntCount burnt;
    private int most = MOST;
    private Instant doubled = Instant.MAX;

    FlightBounds(BurntCount burnt) {
        this.burnt = burnt;
    }

    /// A serial number was burnt.
    void burnt(Instant now) {
        most = AFTER_RECOVERY;
        doubled = now.plus(CLEAN);
    }

    /// How many may be at the token now; 0 while issuing is stopped.
    int most(Instant now) {
        while (most < MOST && !now.isBefore(doubled)) {
            most *= 2;
            doubled = doubled.plus(CLEAN);
        }
        return stopped(now).isPresent() ? 0 : most;
    }

    /// "More than 256 burnt in 24 hours stops issuing, not revoking or CRLs, until an officer acts."
    ///
    /// @return why issuing has stopped; empty while it has not
    Optional<String> stopped(Instant now) {
        int count = burnt.since(now);
        return count > BurntCount.MOST_A_DAY
                ? Optional.of(count + " serial numbers were burnt within a day, more than " + BurntCount.MOST_A_DAY
                        + ": issuing has stopped, revoking and CRLs go on; find out why, then settle an order of the"
                        + " kind rules, which may say what they say now")
                : Optional.empty();
    }
}
