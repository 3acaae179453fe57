package kakehashi.stories;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.stories.SourceFinding.Weight;

/// The list of excused breaches, `docs/house-exceptions.txt`: one line is `rule | where | reason`, `#` begins a
/// comment.
///
/// The list may only shrink: a line that excuses nothing is itself a finding, and so is one without a reason.
record HouseExceptions(List<Line> lines, List<String> malformed) {
    private static final int LEAST_REASON = 15;

    /// One excuse.
    record Line(String rule, String where, String reason) {
        boolean excuses(SourceFinding finding) {
            return finding.weight() == Weight.SOFT
                    && finding.rule().label().equals(rule)
                    && finding.where().equals(where);
        }
    }

    static HouseExceptions parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split("\\|", -1);
            if (parts.length == 3 && parts[2].strip().length() >= LEAST_REASON) {
                lines.add(new Line(parts[0].strip(), parts[1].strip(), parts[2].strip()));
            } else {
                malformed.add("not `rule | where | reason`: " + line);
            }
        });
        return new HouseExceptions(List.copyOf(lines), List.copyOf(malformed));
    }

    /// What remains wrong: breaches without an excuse, excuses without a breach, lines that say nothing.
    List<String> remaining(List<SourceFinding> findings) {
        Stream<String> unexcused = findings.stream()
                .filter(finding -> lines.stream().noneMatch(line -> line.excuses(finding)))
                .map(SourceFinding::toString);
        Stream<String> unneeded = lines.stream()
                .filter(line -> findings.stream().noneMatch(line::excuses))
                .map(line -> "no longer needed: " + line);
        return Stream.of(unexcused, unneeded, malformed.stream())
                .flatMap(found -> found)
                .toList();
    }
}
