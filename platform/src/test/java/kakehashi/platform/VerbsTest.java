package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kakehashi.console.Console;
import kakehashi.console.HelpWords;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.console.Verbs;
import kakehashi.path.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All verbs of the product are one command line: words, options, pages, exit codes.
class VerbsTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Map<String, Phrase> WORDS = words();

    private static Map<String, Phrase> words() {
        Map<String, Phrase> words = new LinkedHashMap<>(HelpWords.common().words());
        Main.verbs(console(Language.ENGLISH, Console.Style.ENDLESS))
                .forEach(room -> room.words()
                        .words()
                        .forEach((key, phrase) ->
                                assertThat(words.put(key, phrase)).as(key).isNull()));
        return words;
    }

    private static Console console(Language language, int columns) {
        return new Console(
                System.out,
                System.err,
                InputStream.nullInputStream(),
                InstantSource.fixed(Instant.EPOCH),
                new Console.Style(language, Console.Colour.OFF, columns));
    }

    private static picocli.CommandLine root(Language language, int columns) {
        Console console = console(language, columns);
        return Verbs.root(console, Main.verbs(console));
    }

    /// What a command said, on both streams, and its exit code.
    private record Said(int code, String text) {
        static Said by(Locale locale, String... args) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
            Console console = Console.of(
                    args,
                    new Console.Streams(out, out, InputStream.nullInputStream()),
                    InstantSource.fixed(Instant.EPOCH),
                    locale);
            int code = Verbs.run(args, console, Main.verbs(console));
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        }
    }

    private static void each(picocli.CommandLine command, Consumer<picocli.CommandLine> what) {
        what.accept(command);
        command.getSubcommands().values().forEach(below -> each(below, what));
    }

    @Test
    void everyVerbSpeaksBothLanguagesAndJsonAndHelps() {
        each(root(Language.ENGLISH, Console.Style.ENDLESS), command -> {
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            assertThat(options).as(command.getCommandSpec().qualifiedName()).contains("--help");
            if (command.getSubcommands().isEmpty()
                    || command.getCommandSpec().userObject() instanceof Runnable == false) {
                assertThat(options)
                        .as(command.getCommandSpec().qualifiedName())
                        .contains("--json", "--lang", "--no-color");
            }
        });
        for (String verb : List.of("serve", "ca list")) {
            Said said = Said.by(Locale.JAPAN, (verb + " --help").split(" "));
            assertThat(said.code()).as(verb).isZero();
            assertThat(said.text()).contains("使い方: kakehashi " + verb, "例:");
        }
        Said english = Said.by(Locale.JAPAN, "config", "check", "--lang", "en", "--help");
        assertThat(english.code()).isZero();
        assertThat(english.text()).contains("usage: kakehashi config check", "Examples:");
    }

    /// A page is as wide as the terminal; a command that goes on has a backslash at the end of the line.
    @ParameterizedTest
    @CsvSource({"JAPANESE,60", "ENGLISH,80"})
    void noPageIsWiderThanTheTerminal(Language language, int columns) {
        each(root(language, columns), command -> {
            String name = command.getCommandSpec().qualifiedName();
            assertThat(command.getUsageMessage().lines().filter(line -> Screen.width(line) > columns))
                    .as(name)
                    .isEmpty();
        });
    }

    @Test
    void refusesInOneStyleAndWithOneNumber() {
        for (String wrong :
                List.of("serve", "serve vault --all", "config check --zone office", "jobs run", "levitate")) {
            Said said = Said.by(Locale.ENGLISH, wrong.split(" "));
            assertThat(said.code()).as(wrong).isEqualTo(64);
            assertThat(said.text()).as(wrong).startsWith("kakehashi").contains("\n  ");
        }
        Said missing = Said.by(Locale.JAPAN, "config", "check", "--config", "nowhere.toml");
        assertThat(missing.code()).isEqualTo(66);
        assertThat(missing.text()).contains("kakehashi: nowhere.toml: 設定ファイルを読めません。\n  ");
        assertThat(Said.by(Locale.JAPAN, "config", "example", "--json").text()).startsWith("{\n  \"example\" : \"");
    }

    @Test
    void explainsEveryVerbAndOptionInBothLanguages() {
        WORDS.forEach((key, words) -> {
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
        root(Language.ENGLISH, Console.Style.ENDLESS).getSubcommands().values().forEach(VerbsTest::assertExplained);
    }

    @Test
    void givesAnExampleOfEveryVerbWithItsOwnOptions() {
        root(Language.ENGLISH, Console.Style.ENDLESS).getSubcommands().values().forEach(VerbsTest::assertExample);
    }

    private static void assertExample(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(".");
        Phrase none = Phrase.same("");
        String examples = WORDS.getOrDefault(name + ".usage.footer", none).english();
        assertThat(examples).as(name).contains(command.getCommandSpec().qualifiedName());
        Stream.of(examples.split("%n"))
                .filter(line -> line.contains(command.getCommandSpec().qualifiedName()))
                .flatMap(line -> Pattern.compile("--[a-z-]+").matcher(line).results())
                .map(MatchResult::group)
                .forEach(option -> assertThat(allOptions(command)).as(name).contains(option));
        command.getSubcommands().values().forEach(VerbsTest::assertExample);
    }

    private static Stream<String> allOptions(picocli.CommandLine command) {
        Stream<String> own = command.getCommandSpec().optionsMap().keySet().stream();
        return Stream.concat(own, command.getSubcommands().values().stream().flatMap(VerbsTest::allOptions));
    }

    @Test
    void hasNoWordsThatNothingShows() {
        Set<String> shown = new HashSet<>();
        collect(root(Language.ENGLISH, Console.Style.ENDLESS), shown);
        assertThat(WORDS.keySet())
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

    /// A noun has verbs below it, a verb has options.
    private static void assertExplained(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(".");
        assertThat(WORDS).containsKey(name + ".usage.header");
        assertThat(command.getCommandSpec().args())
                .allSatisfy(arg -> assertThat(WORDS).containsKey(arg.descriptionKey()));
        assertThat(command.getCommandSpec().args().size()
                        + command.getSubcommands().size())
                .as(name)
                .isPositive();
        command.getSubcommands().values().forEach(VerbsTest::assertExplained);
    }
}
