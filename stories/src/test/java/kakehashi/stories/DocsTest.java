package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documentation says exists, exists.
class DocsTest {
    private static final Pattern CASE_LABEL = Pattern.compile("^    ([a-z| -]+)\\) ", Pattern.MULTILINE);

    /// Every verb that there is; building the command line for each page took as long as all else here.
    private static final Set<String> VERBS = verbs();

    private static Set<String> verbs() {
        Set<String> known = launcherVerbs();
        known.addAll(productVerbs());
        return known;
    }

    static Stream<Path> pages() {
        return Stream.concat(
                Stream.of("README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md")
                        .map(House.ROOT::resolve),
                House.files("docs", ".md").stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyFilesAndClassesThatExist(Path file) {
        MarkdownPage page = MarkdownPage.read(file);
        assertThat(DocsRules.deadPaths(page)).as("paths").isEmpty();
        assertThat(DocsRules.missingClasses(page)).as("classes").isEmpty();
    }

    @Test
    void theTablesOfArchitectureAndConformanceNameClassesAndTestsThatExist() {
        assertThat(DocsRules.missingInTables(page("docs/architecture.md"))).isEmpty();
        assertThat(DocsRules.missingInTables(page("docs/conformance.md"))).isEmpty();
    }

    @Test
    void everyRowOfTheConformanceTableIsClauseClassAndTest() {
        assertThat(page("docs/conformance.md").rows())
                .allSatisfy(row -> assertThat(row).hasSize(3).noneMatch(String::isBlank));
    }

    @Test
    void everyBuiltRoomStandsInTheTableOfRooms() {
        List<String> listed = page("docs/architecture.md").rows().stream()
                .flatMap(row -> MarkdownPage.ticked(row.getFirst()).stream())
                .toList();
        assertThat(listed).containsAll(House.builtRooms());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyVerbsThatExist(Path file) {
        assertThat(DocsRules.unknownVerbs(MarkdownPage.read(file), VERBS)).isEmpty();
    }

    @Test
    void theLauncherExplainsEachOfItsVerbsInBothLanguages() {
        String launcher = House.read(House.ROOT.resolve("kakehashi"));
        assertThat(launcherVerbs())
                .contains("help", "build", "test", "format")
                .allSatisfy(verb -> assertThat(Pattern.compile("^  " + verb + " ", Pattern.MULTILINE)
                                .matcher(launcher)
                                .results())
                        .as(verb)
                        .hasSize(2));
    }

    /// Merges have taken a brace from it.
    @Test
    void theLauncherCanBeRead() throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(
                        "bash", "-n", House.ROOT.resolve("kakehashi").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void theGlossaryHasBothLanguagesInEachRow() {
        MarkdownPage glossary = page("docs/glossary.md");
        assertThat(glossary.rows()).hasSizeGreaterThan(50);
        assertThat(DocsRules.rowsWithoutBothLanguages(glossary)).isEmpty();
    }

    @Test
    void theDependenciesAreThoseOfThePoms() {
        List<Pom> poms = Stream.concat(Stream.of("."), House.builtRooms().stream())
                .map(folder -> Pom.read(House.ROOT.resolve(folder).resolve("pom.xml")))
                .toList();
        assertThat(DocsRules.dependencyDifferences(page("docs/dependencies.md"), poms))
                .isEmpty();
    }

    @Test
    void theListOfExceptionsParses() {
        assertThat(HouseExceptions.parse(House.read(House.ROOT.resolve("docs/house-exceptions.txt")))
                        .malformed())
                .isEmpty();
    }

    @Test
    void findsWhatDoesNotExist() {
        MarkdownPage page = new MarkdownPage(House.ROOT.resolve("README.md"), """
                See [a](docs/nowhere.md), [b](docs/glossary.md#top), `docs/gone.md`, `docs/glossary.md`,
                `kakehashi.stories.House`, `kakehashi.stories.Castle`, `kakehashi.stories.House.moat` and
                `./kakehashi levitate`.

                | clause | class | test |
                |---|---|---|
                | `stories` | `House`, `Castle` | `DocsTest.findsWhatDoesNotExist`, `DocsTest.gone` |
                | `signing` | `PlannedSigner` | - |
                | `stories` | `Tower` *(being built)* | - |
                """);
        assertThat(DocsRules.deadPaths(page)).containsExactly("docs/nowhere.md", "docs/gone.md");
        assertThat(DocsRules.missingClasses(page))
                .containsExactly("kakehashi.stories.Castle", "kakehashi.stories.House.moat");
        assertThat(DocsRules.missingInTables(page)).containsExactly("Castle", "DocsTest.gone");
        assertThat(DocsRules.unknownVerbs(page, Set.of("help"))).containsExactly("levitate");
    }

    @Test
    void findsAGlossaryRowInOneLanguage() {
        MarkdownPage page = new MarkdownPage(Path.of("x"), """
                | English | 日本語 | meaning |
                |---|---|---|
                | certificate | 証明書 | good |
                | certificate | certificate | bad |
                | 証明書 | 証明書 | bad |
                """);
        assertThat(DocsRules.rowsWithoutBothLanguages(page)).hasSize(2);
    }

    @Test
    void findsADependencyOnOneSideOnly() {
        MarkdownPage page = new MarkdownPage(Path.of("x"), "| a |\n|---|\n| `a:both` |\n| `a:listed` |\n");
        Pom pom = new Pom(List.of(
                new Pom.Dependency("a", "both", "compile"),
                new Pom.Dependency("a", "named", "test"),
                new Pom.Dependency("kakehashi", "kakehashi-path", "compile")));
        assertThat(DocsRules.dependencyDifferences(page, List.of(pom))).containsExactly("a:listed", "a:named");
    }

    private static MarkdownPage page(String file) {
        return MarkdownPage.read(House.ROOT.resolve(file));
    }

    /// The verbs of the script: the labels of its last `case`.
    static Set<String> launcherVerbs() {
        String launcher = House.read(House.ROOT.resolve("kakehashi"));
        Set<String> verbs = new TreeSet<>();
        CASE_LABEL
                .matcher(launcher.substring(launcher.lastIndexOf("case \"$verb\"")))
                .results()
                .flatMap(label -> Arrays.stream(label.group(1).split("\\|")))
                .map(String::strip)
                .filter(verb -> !verb.startsWith("-"))
                .forEach(verbs::add);
        return verbs;
    }

    /// The verbs of the product, with what stands below the nouns.
    private static Set<String> productVerbs() {
        Set<String> verbs = new TreeSet<>();
        collect(CommandsTest.root(), verbs);
        return verbs;
    }

    private static void collect(picocli.CommandLine command, Set<String> verbs) {
        verbs.addAll(command.getSubcommands().keySet());
        command.getSubcommands().values().forEach(below -> collect(below, verbs));
    }
}
