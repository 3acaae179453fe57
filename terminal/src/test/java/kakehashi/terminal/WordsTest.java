package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
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
            boolean onlyLayout = words.english().equals("%n");
            assertThat(onlyLayout
                            || JAPANESE.matcher(words.in(Language.JAPANESE)).find())
                    .as(key)
                    .isTrue();
        });
    }

    @Test
    void explainsEveryOptionOfEveryVerb() {
        Console console = new Console(
                System.out,
                System.err,
                System.in,
                () -> TestPki.NOW,
                new Console.Style(Language.ENGLISH, Console.Colour.OFF));
        CommandLine.root(console).getSubcommands().values().forEach(WordsTest::assertExplained);
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
