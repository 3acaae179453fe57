package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kakehashi.console.Console;
import kakehashi.console.HelpWords;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Oid;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    @Test
    void namesEveryFactInBothLanguagesAndOnceInJson() {
        assertThat(Arrays.stream(Label.values()).map(Label::key))
                .doesNotHaveDuplicates()
                .allMatch(k -> k.matches("[a-z][A-Za-z0-9]*"));
        for (Label label : Label.values()) {
            assertThat(label.words().in(Language.ENGLISH)).isNotBlank();
            assertThat(label.words().in(Language.JAPANESE)).isNotBlank();
            assertThat(JAPANESE.matcher(label.words().in(Language.ENGLISH)).find())
                    .isFalse();
        }
    }

    @Test
    void explainsEveryVerbAndOptionInBothLanguages() {
        HelpWords.WORDS.forEach((key, words) -> {
            assertThat(JAPANESE.matcher(words.in(Language.ENGLISH)).find())
                    .as(key)
                    .isFalse();
            boolean onlyLayout = words.english().replace("%n", "").isBlank();
            assertThat(onlyLayout
                            || JAPANESE.matcher(words.in(Language.JAPANESE)).find())
                    .as(key)
                    .isTrue();
        });
    }

    @Test
    void explainsEveryOptionOfEveryVerb() {
        CommandLine.root(console()).getSubcommands().values().forEach(WordsTest::assertExplained);
    }

    @Test
    void givesAnExampleOfEveryVerbWithItsOwnOptions() {
        CommandLine.root(console()).getSubcommands().values().forEach(WordsTest::assertExample);
    }

    private static void assertExample(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(".");
        Phrase none = Phrase.same("");
        String examples =
                HelpWords.WORDS.getOrDefault(name + ".usage.footer", none).english();
        assertThat(examples).as(name).contains(command.getCommandSpec().qualifiedName());
        Stream.of(examples.split("%n"))
                .filter(line -> line.contains(command.getCommandSpec().qualifiedName()))
                .flatMap(line -> Pattern.compile("--[a-z-]+").matcher(line).results())
                .map(MatchResult::group)
                .forEach(option -> assertThat(allOptions(command)).as(name).contains(option));
        command.getSubcommands().values().forEach(WordsTest::assertExample);
    }

    private static Stream<String> allOptions(picocli.CommandLine command) {
        Stream<String> own = command.getCommandSpec().optionsMap().keySet().stream();
        return Stream.concat(own, command.getSubcommands().values().stream().flatMap(WordsTest::allOptions));
    }

    @Test
    void hasNoWordsThatNothingShows() {
        Set<String> shown = new HashSet<>();
        collect(CommandLine.root(console()), shown);
        assertThat(HelpWords.WORDS.keySet())
                .allSatisfy(key -> assertThat(shown.contains(key) || key.startsWith("usage."))
                        .as(key)
                        .isTrue());
    }

    private static void collect(picocli.CommandLine command, Set<String> shown) {
        String name = command.getCommandSpec().qualifiedName(".");
        List.of("header", "description", "footer").forEach(part -> shown.add(name + ".usage." + part));
        command.getCommandSpec().args().forEach(arg -> shown.add(arg.descriptionKey()));
        command.getSubcommands().values().forEach(below -> collect(below, shown));
    }

    private static Console console() {
        return new Console(
                System.out,
                System.err,
                System.in,
                () -> TestPki.NOW,
                new Console.Style(Language.ENGLISH, Console.Colour.OFF));
    }

    /// A noun has verbs below it, a verb has options.
    private static void assertExplained(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(".");
        assertThat(HelpWords.WORDS).containsKey(name + ".usage.header");
        assertThat(command.getCommandSpec().args())
                .allSatisfy(arg -> assertThat(HelpWords.WORDS).containsKey(arg.descriptionKey()));
        assertThat(command.getCommandSpec().args().size()
                        + command.getSubcommands().size())
                .as(name)
                .isPositive();
        command.getSubcommands().values().forEach(WordsTest::assertExplained);
    }

    @Test
    void knowsNamesOfObjectIdentifiers() {
        assertThat(TextPage.oid(Oid.of("2.5.29.32.0"))).isEqualTo("anyPolicy (2.5.29.32.0)");
        assertThat(TextPage.oid(Oid.of("1.2.3"))).isEqualTo("1.2.3");
    }
}
