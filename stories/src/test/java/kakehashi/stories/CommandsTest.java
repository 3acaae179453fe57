package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kakehashi.console.Console;
import kakehashi.console.Screen;
import kakehashi.console.Verbs;
import kakehashi.path.Language;
import kakehashi.platform.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages for people say of the commands is what there is, and the same in both languages.
class CommandsTest {
    private static final Pattern LISTED = Pattern.compile("^  ([a-z]+)  +\\S", Pattern.MULTILINE);
    private static final Pattern FAULTS = Pattern.compile("@Tag\\(\"faults\"\\)");
    private static final int COLUMNS = 80;

    /// All verbs of the product.
    static picocli.CommandLine root() {
        Console console = new Console(
                System.out,
                System.err,
                InputStream.nullInputStream(),
                InstantSource.fixed(Instant.EPOCH),
                new Console.Style(Language.ENGLISH, Console.Colour.OFF, Console.Style.ENDLESS));
        return Verbs.root(console, Main.verbs(console));
    }

    private static Set<String> verbs() {
        Set<String> verbs = new TreeSet<>(root().getSubcommands().keySet());
        verbs.addAll(DocsTest.launcherVerbs());
        return verbs;
    }

    @Test
    void theFirstPageListsEachVerbOnceInBothLanguages() {
        String launcher = House.read(House.ROOT.resolve("kakehashi"));
        String page = launcher.substring(launcher.indexOf("\nhelp() {"), launcher.indexOf("\n# explain [VERB]"));
        String[] languages = page.split("\n\" \"");
        assertThat(languages).hasSize(2);
        for (String language : languages) {
            assertThat(LISTED.matcher(language).results().map(verb -> verb.group(1)))
                    .containsExactlyInAnyOrderElementsOf(verbs());
            assertThat(language.lines().filter(line -> Screen.width(line) > COLUMNS + "$LEAST_JAVA".length() * 2))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ja.md"})
    void theReadmeListsEachVerb(String file) {
        String page = House.read(House.ROOT.resolve(file));
        int from = page.indexOf(file.equals("README.md") ? "## The commands" : "## コマンド");
        String commands = page.substring(from, page.indexOf("\n## ", from + 1));
        assertThat(new MarkdownPage(House.ROOT.resolve(file), commands).verbs()).isEqualTo(verbs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ja.md"})
    void theReadmeNamesTheProofsThatOnlyFaultsRuns(String file) {
        List<String> tests = House.builtRooms().stream()
                .flatMap(room -> House.testSources(room).stream())
                .filter(source -> FAULTS.matcher(House.read(source)).find())
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .filter(name -> !name.equals("CommandsTest"))
                .toList();
        assertThat(tests).isNotEmpty();
        assertThat(MarkdownPage.read(House.ROOT.resolve(file)).ticked()).containsAll(tests);
    }

    static Stream<Path> pages() {
        return Stream.of("docs/operations", "docs/stories")
                .flatMap(folder -> House.files(folder, ".md").stream())
                .filter(page -> !page.toString().endsWith(".ja.md"));
    }

    /// Comments are for people, and in their language; so is what a command answers.
    @ParameterizedTest
    @MethodSource("pages")
    void everyPageForPeopleHasTheSameCommandsInJapanese(Path page) {
        Path japanese = page.resolveSibling(page.getFileName().toString().replace(".md", ".ja.md"));
        assertThat(Files.exists(japanese)).as("%s", japanese).isTrue();
        assertThat(commands(japanese)).isEqualTo(commands(page));
    }

    private static List<String> commands(Path page) {
        return Pattern.compile("(?s)```.*?```")
                .matcher(House.read(page))
                .results()
                .flatMap(block -> block.group()
                        .lines()
                        .filter(line -> line.startsWith("$ ") || !block.group().contains("\n$ "))
                        .map(line -> line.replaceFirst("(^|\\s+)# .*", "").stripTrailing()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// People know what they see, not what the code calls it.
    @ParameterizedTest
    @MethodSource("pages")
    void noPageForPeopleNamesAClass(Path page) {
        assertThat(MarkdownPage.read(page).ticked())
                .noneMatch(name -> name.matches("kakehashi\\.[a-z0-9]+\\.[A-Z].*") && !name.endsWith("Test"));
    }
}
