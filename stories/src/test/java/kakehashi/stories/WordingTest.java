package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One spelling for one word, as the Government's own PKI documents write it (サーバ証明書), and each reader in his own
/// language.
class WordingTest {
    /// What is not written here, and what is.
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("サーバー", "サーバ"),
            Map.entry("ブラウザー", "ブラウザ"),
            Map.entry("フォルダー", "フォルダ"),
            Map.entry("ユーザ", "利用者"),
            Map.entry("リポジトリー", "リポジトリ"),
            Map.entry("ディレクトリー", "ディレクトリ"),
            Map.entry("ヘッダー", "ヘッダ"),
            Map.entry("パーサー", "パーサ"),
            Map.entry("メモリー", "メモリ"),
            Map.entry("レスポンダー", "レスポンダ"),
            Map.entry("プロバイダー", "プロバイダ"),
            Map.entry("プロセッサー", "プロセッサ"),
            Map.entry("パラメーター", "パラメータ"),
            Map.entry("フィルター", "フィルタ"),
            Map.entry("コンピュータ", "計算機"),
            Map.entry("機械(?!可読)", "計算機"),
            Map.entry("重要な拡張", "クリティカルな拡張"),
            Map.entry("要約値", "ダイジェスト"),
            Map.entry("または", "又は"),
            Map.entry("および", "及び"),
            Map.entry("下さい", "ください"));

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
    private static final Pattern HIRAGANA = Pattern.compile("\\p{IsHiragana}");
    private static final Pattern MESSAGE = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|^ja .*$", Pattern.MULTILINE);
    private static final Pattern ENGLISH_PAGE = Pattern.compile("docs/(stories|operations)/[a-z]+\\.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+\\.md)(#[^)]*)?\\)");

    /// Where Japanese words for people stand: in pages, launchers, and the sources and resources of rooms.
    private static final Map<Path, String> JAPANESE_TEXTS = japaneseTexts();

    private static Map<Path, String> japaneseTexts() {
        Map<Path, String> texts = new TreeMap<>();
        Stream.of(
                        documents(),
                        Stream.of(House.ROOT.resolve("kakehashi")),
                        House.files("build/dist", "").stream().filter(Files::isRegularFile),
                        House.builtRooms().stream().flatMap(room -> House.mainSources(room).stream()),
                        House.builtRooms().stream()
                                .flatMap(room -> House.files(room + "/src/main/resources", ".txt").stream()))
                .flatMap(files -> files)
                .forEach(file -> texts.put(House.ROOT.relativize(file), House.read(file)));
        texts.values().removeIf(text -> !JAPANESE.matcher(text).find());
        return texts;
    }

    private static Stream<Path> documents() {
        return Stream.concat(
                Stream.of("README.md", "README.ja.md", "CONTRIBUTING.md").map(House.ROOT::resolve),
                House.files("docs", ".md").stream());
    }

    private static Stream<Path> japanesePages() {
        return documents().filter(page -> page.toString().endsWith(".ja.md"));
    }

    private static Path other(Path japanese) {
        return japanese.resolveSibling(japanese.getFileName().toString().replace(".ja.md", ".md"));
    }

    @Test
    void everyWordIsSpeltInOneWay() {
        Pattern wrong = Pattern.compile(String.join("|", SPELLINGS.keySet()));
        JAPANESE_TEXTS.forEach((file, text) -> assertThat(wrong.matcher(text).results())
                .as("%s: other than %s", file, SPELLINGS)
                .extracting(MatchResult::group)
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("japanesePages")
    void aJapanesePageAndItsEnglishOneLinkToEachOtherAtTheTop(Path japanese) {
        Path english = other(japanese);
        assertThat(top(japanese)).isEqualTo("[English](" + english.getFileName() + ")");
        assertThat(top(english)).isEqualTo("[日本語](" + japanese.getFileName() + ")");
    }

    private static String top(Path page) {
        return House.read(page).lines().skip(2).findFirst().orElse("");
    }

    /// Whoever reads Japanese is led to Japanese where it is there.
    @ParameterizedTest
    @MethodSource("japanesePages")
    void aJapanesePageLinksToJapanesePages(Path japanese) {
        List<String> links = LINK.matcher(House.read(japanese))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.equals(other(japanese).getFileName().toString()))
                .toList();
        assertThat(links)
                .allSatisfy(link -> assertThat(japanese.resolveSibling(link.replaceFirst("(\\.ja)?\\.md$", ".ja.md")))
                        .satisfiesAnyOf(
                                there -> assertThat(link).endsWith(".ja.md"),
                                there -> assertThat(there).doesNotExist()));
    }

    /// What the product says in Japanese names Japanese pages.
    @Test
    void aJapaneseMessageNamesAJapanesePage() {
        assertThat(JAPANESE_TEXTS.entrySet().stream()
                        .filter(file -> !file.getKey().toString().endsWith(".md"))
                        .filter(file -> ENGLISH_PAGE.matcher(file.getValue()).find())
                        .flatMap(file -> MESSAGE.matcher(file.getValue()).results())
                        .map(MatchResult::group)
                        .filter(message -> JAPANESE.matcher(message).find()))
                .noneMatch(message -> ENGLISH_PAGE.matcher(message).find());
    }

    /// A page of one language has no sentence of the other: no paragraph of a Japanese page is without Japanese,
    /// and no English page has hiragana outside of what it quotes as code.
    @ParameterizedTest
    @MethodSource("japanesePages")
    void aPageIsInOneLanguage(Path japanese) {
        assertThat(paragraphs(japanese))
                .filteredOn(text -> text.split(" ").length > 4)
                .allSatisfy(text -> assertThat(text).containsPattern(JAPANESE));
        assertThat(paragraphs(other(japanese)))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern(HIRAGANA));
    }

    private static List<String> paragraphs(Path page) {
        return Stream.of(House.read(page).replaceAll("(?s)```.*?```", "").split("\n\n+"))
                .map(text -> text.replaceAll("`[^`]*`", "").strip())
                .filter(text -> !text.startsWith("[") && !text.startsWith("# "))
                .toList();
    }
}
