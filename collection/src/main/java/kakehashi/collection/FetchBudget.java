package kakehashi.collection;

import java.util.concurrent.atomic.AtomicLong;

/// The octets that all fetches together may hold at a time. A fetch takes octets from it as they arrive and gives
/// them back when it ends.
public final class FetchBudget {
    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /// @param most the most octets
    public FetchBudget(long most) {
        this.most = most;
    }

    /// Whether so many more may be held; they are held then.
    boolean take(long octets) {
        long now = held.addAndGet(octets);
        if (now > most) {
            held.addAndGet(-octets);
            return false;
        }
        peak.accumulateAndGet(now, Math::max);
        return true;
    }

    void giveBack(long octets) {
        held.addAndGet(-octets);
    }

    /// The octets held now.
    public long held() {
        return held.get();
    }

    /// The most octets ever held.
    public long peak() {
        return peak.get();
    }
}
