package kakehashi.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.contract.Effect;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.contract.RevokeBody;
import kakehashi.x509.SerialNumber;

/// How often officers acted alone, by day (UTC): rules bound it (`Rules.Alone`). The chain says it, so that a vault
/// that starts anew counts on. The thread that folds the chain is the only one to touch it.
public final class AloneCount {
    private LocalDate day = LocalDate.MIN;
    private final Map<Id, Long> counts = new LinkedHashMap<>();

    /// How much an officer did alone on this day.
    long of(Id officer, Instant now) {
        return day(now).equals(day) ? counts.getOrDefault(officer, 0L) : 0;
    }

    void add(Id officer, long count, Instant when) {
        if (!day(when).equals(day)) {
            day = day(when);
            counts.clear();
        }
        counts.merge(officer, count, Long::sum);
    }

    /// The effects that make it anew at a time.
    List<Effect> effects(Instant at) {
        return counts.entrySet().stream()
                .filter(one -> day(at).equals(day))
                .map(one -> (Effect) new Effect.Alone(one.getKey(), one.getValue()))
                .toList();
    }

    /// How much an order counts: each certificate of a list does.
    static long weight(OrderBody body) {
        return switch (body) {
            case RevokeBody(List<RevokeBody.Item> items) -> items.size();
            case HoldBody(List<SerialNumber> serials) -> serials.size();
            case OrderBody other -> 1;
        };
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
