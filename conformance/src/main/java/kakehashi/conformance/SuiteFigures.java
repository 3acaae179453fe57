package kakehashi.conformance;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The counts of one row.
///
/// @param counts how many cases came out how; an outcome without cases is not there
/// @param cases how many there are
/// @param medianNanos the median time of the cases that were answered, 0 when none was
record SuiteFigures(Map<Score, Integer> counts, int cases, long medianNanos) {
    static SuiteFigures of(List<CaseResult> results) {
        Map<Score, Integer> counts = new EnumMap<>(Score.class);
        results.forEach(result -> counts.merge(result.score(), 1, Integer::sum));
        long[] nanos = results.stream()
                .filter(CaseResult::wasTimed)
                .mapToLong(result -> result.answer().nanos())
                .sorted()
                .toArray();
        return new SuiteFigures(counts, results.size(), nanos.length == 0 ? 0 : nanos[nanos.length / 2]);
    }

    int count(Score score) {
        return counts.getOrDefault(score, 0);
    }

    /// Whether nothing failed.
    boolean ok() {
        return counts.keySet().stream().noneMatch(Score::isFailure);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("cases", cases);
        for (Score score : Score.values()) {
            json.put(score.key(), count(score));
        }
        return json.put("medianMicros", Math.round(medianNanos / 1_000.0));
    }
}
