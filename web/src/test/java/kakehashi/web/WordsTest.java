package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    @Test
    void everyPhraseIsInBothLanguages() {
        List<Words> all = new ArrayList<>();
        for (LayoutWords words : LayoutWords.values()) {
            all.add(words.words());
        }
        WebProblems.all().forEach(type -> all.addAll(List.of(type.title(), type.advice())));
        for (Words words : all) {
            assertThat(JAPANESE.matcher(words.english()).find())
                    .as(words.english())
                    .isFalse();
            assertThat(JAPANESE.matcher(words.japanese()).find()
                            || words.japanese().contains("%s"))
                    .as(words.japanese())
                    .isTrue();
        }
    }

    @Test
    void theTableOfProblemsIsTheOneThatIsPublished() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "problems.md"));
        Set<String> rows = new HashSet<>();
        String own = page.split("\n## ", 2)[0];
        own.lines().filter(line -> line.startsWith("| `/problems/")).forEach(rows::add);
        Set<String> types = new HashSet<>();
        for (ProblemType type : WebProblems.all()) {
            types.add("| `" + type.uri() + "` | " + type.status() + " | "
                    + type.title().japanese() + " | " + type.title().english() + " |");
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void japaneseStandsFirst() {
        Request request = Request.of(Method.GET, "/");
        assertThat(request.language()).isEqualTo(PageLanguage.JAPANESE);
        assertThat(request.with("Accept-Language", "fr-FR, de;q=0.5").language())
                .isEqualTo(PageLanguage.JAPANESE);
        assertThat(request.with("Accept-Language", "*").language()).isEqualTo(PageLanguage.JAPANESE);
        assertThat(request.with("Accept-Language", "ja;q=0, en-GB;q=0.1").language())
                .isEqualTo(PageLanguage.ENGLISH);
        Request cookie = request.with("Cookie", "lang=en").with("Accept-Language", "ja");
        assertThat(cookie.language()).isEqualTo(PageLanguage.ENGLISH);
        assertThat(Request.of(Method.GET, "/?lang=xx").with("Cookie", "lang=en").language())
                .isEqualTo(PageLanguage.ENGLISH);
    }

    @Test
    void rfc9110_12_5_1_choosesTheTypeThatIsLikedBest() {
        Request any = Request.of(Method.GET, "/");
        assertThat(any.bestOf("application/json", "text/html")).contains("application/json");
        assertThat(any.with("Accept", "text/html, */*;q=0.1").bestOf("application/json", "text/html"))
                .contains("text/html");
        assertThat(any.with("Accept", "text/*;q=0.3, text/html;q=0.7, text/plain;q=0")
                        .bestOf("text/plain", "text/html"))
                .contains("text/html");
        assertThat(any.with("Accept", "image/png").bestOf("application/json")).isEmpty();
    }

    @Test
    void tellsAProblemAsRfc9457Has() {
        Request english = Request.of(Method.GET, "/?lang=en");
        Response json = Problem.of(WebProblems.UNAVAILABLE)
                .because(new Words("準備中 </script>", "starting </script>"))
                .with("dataAsOf", "2026-04-01T00:00:00Z")
                .answer(english);
        assertThat(json.status()).isEqualTo(503);
        assertThat(json.header("Content-Type")).contains("application/problem+json");
        assertThat(json.header("Retry-After")).contains("2");
        assertThat(text(json))
                .isEqualTo(
                        "{\"type\":\"/problems/unavailable\",\"title\":\"The service is not available at the moment\","
                                + "\"status\":503,\"detail\":\"starting \\u003c/script\\u003e\",\"requestId\":\"made\","
                                + "\"retryable\":true,\"dataAsOf\":\"2026-04-01T00:00:00Z\"}");
        Response page = Problem.of(WebProblems.NOT_FOUND).answer(english.with("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(text(page)).startsWith("<!DOCTYPE html>").contains("<h1>Nothing was found here</h1>");
    }

    static String text(Response response) {
        return response.content() instanceof Response.Content.Whole whole
                ? new String(whole.bytes().toArray(), java.nio.charset.StandardCharsets.UTF_8)
                : "";
    }
}
