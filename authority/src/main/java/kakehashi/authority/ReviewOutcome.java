package kakehashi.authority;

import java.util.List;

/// What came of judging the whole chain again.
///
/// @param entries how many entries it has
/// @param judged how many orders were judged from their signed bytes; the others' evidence was erased
/// @param findings what does not follow, at most 100 and the first ones
public record ReviewOutcome(long entries, long judged, List<Finding> findings) {
    public ReviewOutcome {
        findings = List.copyOf(findings);
    }

    /// An entry that does not follow from its cause, in one English sentence.
    public record Finding(long index, String sentence) {}
}
