package kakehashi.conformance;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A case that was run.
///
/// @param suite the row it counts in
/// @param aCase the case
/// @param score how it came out
/// @param answer what the engine said; for an error, why there is no answer
record CaseResult(String suite, SuiteCase aCase, Score score, Answer answer) {
    static CaseResult notScored(String suite, SuiteCase aCase) {
        return new CaseResult(suite, aCase, Score.NOT_SCORED, new Answer("not run", false, false, List.of(), 0));
    }

    static CaseResult error(String suite, SuiteCase aCase, String reason) {
        return new CaseResult(suite, aCase, Score.ERROR, new Answer(reason, false, false, List.of(), 0));
    }

    boolean wasTimed() {
        return score != Score.NOT_SCORED && score != Score.ERROR;
    }

    /// The result as one line of the file of failures.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("suite", suite)
                .put("id", aCase.id())
                .put("expected", aCase.expected())
                .put("got", answer.got())
                .put("score", score.key());
        aCase.text("description").ifPresent(d -> json.put("description", d));
        aCase.text("reason").ifPresent(r -> json.put("reason", r));
        answer.findings().forEach(json.putArray("findings")::add);
        return json;
    }
}
