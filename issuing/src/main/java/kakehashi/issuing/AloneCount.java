package kakehashi.issuing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.contract.RevokeBody;
import kakehashi.x509.SerialNumber;

/// How often officers acted alone, by day (UTC): rules bound it (`Rules.Alone`). It is of this process: a vault
/// that starts anew counts anew.
final class AloneCount {
    private LocalDate day = LocalDate.MIN;
    private final Map<Id, Long> counts = new HashMap<>();

    long of(Id officer, Instant now) {
        turn(now);
        return counts.getOrDefault(officer, 0L);
    }

    void add(Id officer, OrderBody body, Instant now) {
        turn(now);
        counts.merge(officer, weight(body), Long::sum);
    }

    /// How much an order counts: each certificate of a list does.
    static long weight(OrderBody body) {
        return switch (body) {
            case RevokeBody(List<RevokeBody.Item> items) -> items.size();
            case HoldBody(List<SerialNumber> serials) -> serials.size();
            case OrderBody other -> 1;
        };
    }

    private void turn(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (!today.equals(day)) {
            day = today;
            counts.clear();
        }
    }
}
