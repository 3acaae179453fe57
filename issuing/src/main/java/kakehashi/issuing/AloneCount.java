package kakehashi.issuing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import kakehashi.contract.Id;

/// How often officers acted alone, by day (UTC): rules bound it (`Rules.Alone`). It is of this process: a vault
/// that starts anew counts anew.
final class AloneCount {
    private LocalDate day = LocalDate.MIN;
    private final Map<Id, Long> counts = new HashMap<>();

    long of(Id officer, Instant now) {
        turn(now);
        return counts.getOrDefault(officer, 0L);
    }

    void add(Id officer, Instant now) {
        turn(now);
        counts.merge(officer, 1L, Long::sum);
    }

    private void turn(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (!today.equals(day)) {
            day = today;
            counts.clear();
        }
    }
}
