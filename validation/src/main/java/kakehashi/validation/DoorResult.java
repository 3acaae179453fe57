package kakehashi.validation;

import java.util.Map;
import kakehashi.web.Metrics;
import kakehashi.web.Tally;

/// What a door told of a certificate, as the figures count it.
enum DoorResult {
    PASSED(Verdict.TOTAL_PASSED.word()),
    FAILED(Verdict.TOTAL_FAILED.word()),
    INDETERMINATE(Verdict.INDETERMINATE.word()),
    /// It could not be read, or found, or nothing can be said of that time.
    NOT_JUDGED("NotJudged");

    private final String word;

    DoorResult(String word) {
        this.word = word;
    }

    static DoorResult of(Verdict verdict) {
        return switch (verdict) {
            case TOTAL_PASSED -> PASSED;
            case TOTAL_FAILED -> FAILED;
            case INDETERMINATE -> INDETERMINATE;
        };
    }

    /// A count for one door, which the figures show.
    static Tally<DoorResult> tally(String door, Metrics metrics) {
        Tally<DoorResult> told = new Tally<>(DoorResult.class);
        offer(told, door, metrics);
        return told;
    }

    static void offer(Tally<DoorResult> told, String door, Metrics metrics) {
        told.offer(
                metrics,
                new Tally.Series(
                        "kakehashi_validation_answers_total",
                        "What was said of certificates.",
                        Map.of("door", door),
                        "result"),
                one -> one.word);
    }
}
