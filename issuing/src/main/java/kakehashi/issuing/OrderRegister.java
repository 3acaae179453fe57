package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;

/// Which orders are settled and which filings are spent, so that neither is carried out twice. An order is
/// forgotten a day after it expires, a filing when it must have expired: from then on they are refused for that.
final class OrderRegister {
    static final Duration KEPT = Duration.ofDays(1);

    /// A filing expires at most 180 days after it was made (docs/adr/0003), so none is valid beyond that.
    static final Duration LONGEST_FILING = Duration.ofDays(180);

    private record Spent(Digest filing, Instant until) {}

    private final Map<Id, Effect.OrderSettled> settled = new LinkedHashMap<>();
    private final Set<Digest> filings = new HashSet<>();
    private final ArrayDeque<Spent> byLongestLife = new ArrayDeque<>();
    private final Map<Digest, Long> cited = new LinkedHashMap<>();
    private final Map<Id, Integer> burnt = new HashMap<>();
    private final ArrayDeque<Effect.OrderSettled> byAge = new ArrayDeque<>();

    void settle(Effect.OrderSettled order) {
        settled.put(order.order(), order);
        byAge.add(order);
        cited.remove(order.digest());
        burnt.remove(order.order());
        order.filing().ifPresent(filing -> {
            filings.add(filing);
            byLongestLife.add(new Spent(filing, order.expiresAt().plus(LONGEST_FILING)));
        });
    }

    /// An entry names the order's evidence: it is being carried out, until an effect settles it.
    void cite(long index, Entry.Cause.Order cause) {
        cited.putIfAbsent(cause.order(), index);
    }

    /// A signature for the order was asked for and not recorded.
    void burnt(Id order) {
        burnt.merge(order, 1, Integer::sum);
    }

    /// How many signatures for an unsettled order were lost.
    int lost(Id order) {
        return burnt.getOrDefault(order, 0);
    }

    Optional<Effect.OrderSettled> settled(Id order) {
        return Optional.ofNullable(settled.get(order));
    }

    boolean isSpent(Digest filing) {
        return filings.contains(filing);
    }

    Collection<Effect.OrderSettled> all() {
        return settled.values();
    }

    /// Whether an entry has begun the order and none has settled it: after a crash it goes on.
    boolean isBegun(Digest order) {
        return cited.containsKey(order);
    }

    /// The entry that began an order which is not settled.
    Optional<Long> begunBy(Digest order) {
        return Optional.ofNullable(cited.get(order));
    }

    /// Forgets what has expired long enough ago.
    void forget(Instant now) {
        while (!byAge.isEmpty() && byAge.peek().expiresAt().plus(KEPT).isBefore(now)) {
            settled.remove(byAge.poll().order());
        }
        while (!byLongestLife.isEmpty() && byLongestLife.peek().until().isBefore(now)) {
            filings.remove(byLongestLife.poll().filing());
        }
    }
}
