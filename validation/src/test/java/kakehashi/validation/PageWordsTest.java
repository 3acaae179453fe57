package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import kakehashi.web.PageLanguage;
import kakehashi.web.ProblemType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageWordsTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
    private static final Set<PageWords> SAME =
            Set.of(PageWords.OID, PageWords.PICTURE, PageWords.FINGERPRINT, PageWords.DIGEST);

    @Test
    void everyPhraseIsInBothLanguages() {
        for (PageWords words : PageWords.values()) {
            String japanese = words.in(PageLanguage.JAPANESE);
            assertThat(JAPANESE.matcher(words.in(PageLanguage.ENGLISH)).find())
                    .as(words.name())
                    .isFalse();
            assertThat(SAME.contains(words) || JAPANESE.matcher(japanese).find())
                    .as(words.name())
                    .isTrue();
        }
    }

    @Test
    void theTableOfProblemsIsTheOneThatIsPublished() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "problems.md")).split("\n## Validation\n", 2)[1];
        Set<String> rows = new HashSet<>();
        page.split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("| `/problems/"))
                .forEach(rows::add);
        Set<String> types = new HashSet<>();
        for (ProblemType type : ValidationProblems.all()) {
            types.add("| `" + type.uri() + "` | " + type.status() + " | "
                    + type.title().japanese() + " | " + type.title().english() + " |");
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void everyDescriptionOfTheApiIsInJapaneseToo() throws Exception {
        try (var in = JsonDoor.class.getResourceAsStream("openapi.json")) {
            look(JsonMapper.builder().build().readTree(in.readAllBytes()));
        }
    }

    private static void look(JsonNode node) {
        boolean told =
                node.path("description").isString() || node.path("summary").isString();
        assertThat(!told || JAPANESE.matcher(node.path("x-ja").asString("")).find())
                .as(node.toString())
                .isTrue();
        node.forEach(PageWordsTest::look);
    }
}
