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
    private final Map<Id, Map<Integer, Digest>> issued = new HashMap<>();
    private final ArrayDeque<Effect.OrderSettled> byAge = new ArrayDeque<>();

    void settle(Effect.OrderSettled order) {
        settled.put(order.order(), order);
        byAge.add(order);
        cited.remove(order.digest());
        burnt.remove(order.order());
        issued.remove(order.order());
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

    /// An item of an order that is not settled yet was issued.
    void issued(Id order, int item, Digest certificate) {
        issued.computeIfAbsent(order, id -> new HashMap<>()).put(item, certificate);
    }

    /// The certificates that an unsettled order's items were issued, by item.
    Map<Integer, Digest> issued(Id order) {
        return Map.copyOf(issued.getOrDefault(order, Map.of()));
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

    /// Whether an entry has begun the order and none has settled it.
    boolean isBegun(Digest order) {
        return cited.containsKey(order);
    }

    /// Orders that an entry has begun and none has settled: after a crash they go on.
    Map<Digest, Long> begun() {
        return Map.copyOf(cited);
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
