package kakehashi.stories;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A page of documentation, and the few shapes in it that the code can be compared with.
record MarkdownPage(Path file, String text) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TICKED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern VERB = Pattern.compile("\\./kakehashi +([a-z][a-z-]*)");
    private static final String FENCE = "```";

    static MarkdownPage read(Path file) {
        return new MarkdownPage(file, House.read(file));
    }

    /// The targets of links that are not addresses elsewhere, without their anchors.
    List<String> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("#") && !link.startsWith("mailto:"))
                .map(link -> link.replaceAll("#.*", ""))
                .toList();
    }

    /// What stands between single backticks.
    List<String> ticked() {
        return ticked(text.replaceAll("(?s)```.*?```", ""));
    }

    static List<String> ticked(String text) {
        return TICKED.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /// The verbs of `./kakehashi` that the page shows or mentions.
    Set<String> verbs() {
        Set<String> verbs = new TreeSet<>();
        VERB.matcher(text).results().map(MatchResult::group).forEach(use -> verbs.add(use.replaceAll(".* ", "")));
        return verbs;
    }

    /// The rows of all tables, each as its cells; headings and rules are left out.
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean heading = i + 1 < lines.size() && isRule(lines.get(i + 1));
            if (lines.get(i).startsWith("|") && !heading && !isRule(lines.get(i))) {
                rows.add(cells(lines.get(i)));
            }
        }
        return rows;
    }

    /// The lines of the fenced block of this kind.
    List<String> block(String kind) {
        return text.lines()
                .dropWhile(line -> !line.equals(FENCE + kind))
                .skip(1)
                .takeWhile(line -> !line.equals(FENCE))
                .toList();
    }

    private static boolean isRule(String line) {
        return line.matches("\\|[-| :]+\\|");
    }

    private static List<String> cells(String line) {
        String inside = line.strip().replaceAll("^\\||\\|$", "");
        return Arrays.stream(inside.split("(?<!\\\\)\\|", -1))
                .map(String::strip)
                .toList();
    }
}
