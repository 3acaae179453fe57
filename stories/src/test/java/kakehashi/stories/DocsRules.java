package kakehashi.stories;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares a page of documentation with the project. Each rule returns what is untrue on the page.
final class DocsRules {
    private static final Pattern QUALIFIED = Pattern.compile("kakehashi\\.(\\w+)\\.([A-Z]\\w*)(\\.\\w+)?");
    private static final Pattern BARE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(\\.\\w+)?");
    private static final Pattern FILE = Pattern.compile("[\\w.-]+(/[\\w.-]+)+");
    private static final String BEING_BUILT = "*(being built)*";
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z]{2}");

    private DocsRules() {}

    /// Links, and paths between backticks that begin with a folder of the project, that lead nowhere.
    static List<String> deadPaths(MarkdownPage page) {
        Stream<String> links =
                page.links().stream().filter(link -> !Files.exists(page.file().resolveSibling(link)));
        Stream<String> paths = page.ticked().stream()
                .filter(path -> FILE.matcher(path).matches() && !path.startsWith("..") && !path.contains("target/"))
                .filter(path -> Files.isDirectory(House.ROOT.resolve(path.replaceAll("/.*", ""))))
                .filter(path -> !Files.exists(House.ROOT.resolve(path)));
        return Stream.concat(links, paths).toList();
    }

    /// Classes and members written in full (`kakehashi.room.Class.member`) that do not exist in a room that has
    /// code.
    static List<String> missingClasses(MarkdownPage page) {
        return page.ticked().stream()
                .filter(name -> {
                    Matcher matcher = QUALIFIED.matcher(name);
                    return matcher.matches()
                            && !isPlanned(matcher.group(1))
                            && !exists(matcher.group(2), matcher.group(3), matcher.group(1));
                })
                .toList();
    }

    /// Classes and members named bare (`Class.member`) in the tables of the page that do not exist.
    ///
    /// A row that begins with a room which has no code yet, or says *being built*, is a plan and is let pass.
    static List<String> missingInTables(MarkdownPage page) {
        return page.rows().stream()
                .filter(row -> !isPlan(row.getFirst()) && !String.join(" ", row).contains(BEING_BUILT))
                .flatMap(row -> MarkdownPage.ticked(String.join(" ", row)).stream())
                .filter(name -> {
                    Matcher matcher = BARE.matcher(name);
                    return matcher.matches() && !exists(matcher.group(1), matcher.group(2), "*");
                })
                .toList();
    }

    /// Verbs of `./kakehashi` on the page that are not among `known`.
    static Set<String> unknownVerbs(MarkdownPage page, Set<String> known) {
        Set<String> verbs = new TreeSet<>(page.verbs());
        verbs.removeAll(known);
        return verbs;
    }

    /// Rows of a glossary without an English or without a Japanese term.
    static List<List<String>> rowsWithoutBothLanguages(MarkdownPage page) {
        return page.rows().stream()
                .filter(row -> row.size() < 3
                        || !LATIN.matcher(row.get(0)).find()
                        || !JAPANESE.matcher(row.get(1)).find()
                        || row.get(2).isBlank())
                .toList();
    }

    /// Artifacts that a table lists in its first column and the poms do not name, or the other way round.
    static Set<String> dependencyDifferences(MarkdownPage page, List<Pom> poms) {
        Set<String> listed = new TreeSet<>();
        page.rows().forEach(row -> listed.addAll(MarkdownPage.ticked(row.getFirst())));
        Set<String> named = new TreeSet<>();
        poms.stream()
                .flatMap(pom -> pom.dependencies().stream())
                .filter(dependency -> !dependency.group().equals("kakehashi"))
                .forEach(dependency -> named.add(dependency.group() + ":" + dependency.artifact()));
        Set<String> differences = new TreeSet<>(listed);
        differences.addAll(named);
        differences.removeIf(artifact -> listed.contains(artifact) && named.contains(artifact));
        return differences;
    }

    private static boolean isPlan(String cell) {
        List<String> names = MarkdownPage.ticked(cell);
        return names.size() == 1 && isPlanned(names.getFirst());
    }

    /// True for a room of the design that has no code yet, at most a door sign.
    private static boolean isPlanned(String room) {
        return House.rooms().contains(room)
                && House.mainSources(room).stream().allMatch(file -> file.endsWith("package-info.java"))
                && House.testSources(room).isEmpty();
    }

    /// True when a source file of this name, in this room or in any (`*`), also names the member if there is one.
    private static boolean exists(String type, String member, String room) {
        return House.builtRooms().stream()
                .filter(built -> room.equals("*") || room.equals(built))
                .flatMap(built -> Stream.concat(House.mainSources(built).stream(), House.testSources(built).stream()))
                .anyMatch(file -> declares(file, type, member));
    }

    private static boolean declares(Path file, String type, String member) {
        return file.getFileName().toString().equals(type + ".java")
                && (member == null
                        || Pattern.compile("\\b" + member.substring(1) + "\\s*[(<{=,;]")
                                .matcher(House.read(file))
                                .find());
    }
}
