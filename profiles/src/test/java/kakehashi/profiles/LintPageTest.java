package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kakehashi.path.Language;
import org.junit.jupiter.api.Test;

/// The words of the rules, and the page that lists them.
class LintPageTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    @Test
    void everyRuleHasAnIdOfItsOwnAndAClause() {
        assertThat(Lint.rules()).extracting(LintRule::id).doesNotHaveDuplicates();
        assertThat(Lint.rules()).allSatisfy(rule -> assertThat(rule.clause()).isNotBlank());
    }

    @Test
    void everyRuleHasWordsInBothLanguagesAndNothingElseHas() {
        assertThat(LintWords.ids())
                .containsExactlyInAnyOrderElementsOf(
                        Lint.rules().stream().map(LintRule::id).toList());
        assertThat(Lint.rules()).allSatisfy(rule -> {
            assertThat(JAPANESE.matcher(rule.words(Language.JAPANESE)).find()).isTrue();
            assertThat(JAPANESE.matcher(rule.words(Language.ENGLISH).replace("日本国政府", ""))
                            .find())
                    .isFalse();
        });
        assertThat(Lint.rules())
                .extracting(rule -> rule.words(Language.ENGLISH))
                .doesNotHaveDuplicates();
        assertThat(Lint.rules())
                .extracting(rule -> rule.words(Language.JAPANESE))
                .doesNotHaveDuplicates();
    }

    /// When it fails, the page as it should be lies in `target/lint.md`.
    @Test
    void thePageListsTheRulesAsTheyAre() throws IOException {
        String table = Lint.rules().stream()
                .map(rule -> String.join(
                        " | ",
                        List.of(
                                "| `" + rule.id() + "`",
                                rule.severity().name().toLowerCase(java.util.Locale.ROOT),
                                rule.clause(),
                                rule.words(Language.ENGLISH),
                                rule.words(Language.JAPANESE) + " |")))
                .collect(Collectors.joining("\n"));
        Path page = root().resolve("docs/lint.md");
        String text = Files.readString(page);
        String head = text.substring(0, text.indexOf("|---|---|---|---|---|\n") + "|---|---|---|---|---|\n".length());
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/lint.md"), head + table + "\n");
        assertThat(text).isEqualTo(head + table + "\n");
    }

    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/architecture.md"))) {
            at = at.getParent();
        }
        return at;
    }
}
