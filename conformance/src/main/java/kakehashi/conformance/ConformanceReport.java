package kakehashi.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kakehashi.path.Language;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What came out of a run.
public final class ConformanceReport {
    private final List<CaseResult> results;
    private final Map<String, SuiteFigures> rows = new LinkedHashMap<>();

    ConformanceReport(List<CaseResult> results) {
        this.results = List.copyOf(results);
        results.stream()
                .collect(Collectors.groupingBy(CaseResult::suite, LinkedHashMap::new, Collectors.toList()))
                .forEach((suite, ofSuite) -> rows.put(suite, SuiteFigures.of(ofSuite)));
    }

    /// Whether no case failed, none could not be run, and no known divergence passed.
    public boolean ok() {
        return rows.values().stream().allMatch(SuiteFigures::ok);
    }

    SuiteFigures total() {
        return SuiteFigures.of(results);
    }

    Map<String, SuiteFigures> rows() {
        return rows;
    }

    /// The figures of one row, for tests and tables; the name is that of the file of cases.
    SuiteFigures row(String name) {
        return rows.get(name);
    }

    /// One object: `suites`, `total` and `ok`. Each row of `suites`, by name, and the total have the keys `cases`,
    /// `validPassed`, `invalidPassed`, `wronglyAccepted`, `wronglyRejected`, `knownDivergence`,
    /// `unexpectedPass`, `notScored`, `errors` and `medianMicros`.
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode suites = json.putObject("suites");
        rows.forEach((name, figures) -> suites.set(name, figures.json()));
        json.set("total", total().json());
        return json.put("ok", ok());
    }

    /// One JSON object for each case that failed: `suite`, `id`, `expected`, `got`, `score`, `findings`, and the
    /// suite's own `description` and `reason`.
    public List<String> failures() {
        return results.stream()
                .filter(result -> result.score().isFailure())
                .map(result -> result.json().toString())
                .toList();
    }

    /// The table for people, one line a row, the total last.
    public List<String> table(Language language) {
        return ReportTable.lines(this, language);
    }
}
