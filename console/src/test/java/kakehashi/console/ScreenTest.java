package kakehashi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ScreenTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 0x1b, 0x7f, 0x9b, 0x85, 0xad, 0x61c, 0x200b, 0x200e, 0x202e, 0x2028, 0x2066, 0xfeff, 0xe0041,
                0xe000
            })
    void writesWhatDoesNotShowItselfAsItsNumber(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";
        assertThat(Screen.safe(text)).isEqualTo(String.format("a<U+%04X>b", codePoint));
    }

    @Test
    void writesLoneSurrogatesAsTheirNumber() {
        assertThat(Screen.safe("a\ud800b")).isEqualTo("a<U+D800>b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本国政府", "𠮷野家 ①", "Zoë's CA-2", "é", "emoji 🌸"})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Screen.safe(text)).isEqualTo(text);
    }

    @Test
    void cutsWhatIsVeryLong() {
        assertThat(Screen.safe("x".repeat(10_000))).hasSizeLessThan(8_300).endsWith("… (+1808)");
    }

    @Test
    void keepsJsonTheSameForAParser() {
        String value = "a\u202eb\udb40\udc41c\u0007";
        JsonMapper mapper = JsonMapper.builder().build();
        String safe = Screen.safeJson(mapper.writeValueAsString(value));
        assertThat(safe).isEqualTo("\"a\\u202eb\\udb40\\udc41c\\u0007\"");
        assertThat(mapper.readTree(safe).stringValue()).isEqualTo(value);
    }

    @Test
    void countsTwoColumnsForWideCharacters() {
        assertThat(Screen.width("証明書 CA")).isEqualTo(9);
        assertThat(Screen.padded("発行者", 8)).isEqualTo("発行者  ");
    }

    @Test
    void foldsWhatIsTooWideBelowItsColumn() {
        assertThat(Screen.folded("short", 20)).containsExactly("short");
        assertThat(Screen.folded("officer  0011 2233 4455 6677", 20))
                .containsExactly("officer  0011 2233", "         4455 6677");
        assertThat(Screen.folded("  氏名  日本国政府デジタル庁統括官", 20))
                .containsExactly("  氏名  日本国政府デ", "        ジタル庁統括", "        官");
        assertThat(Screen.folded("0123456789abcdefghijklmn", 20)).containsExactly("0123456789abcdefghij", "  klmn");
        assertThat(Screen.folded(" ".repeat(30) + "x".repeat(30), 20))
                .allMatch(line -> Screen.width(line) <= 20)
                .hasSizeLessThan(7);
    }

    @Test
    void breaksACommandBetweenItsOptions() {
        String command = "  kakehashi order submit lost.order --home vault --yes --out folder";
        assertThat(HelpWords.broken(command, 80)).containsExactly(command);
        assertThat(HelpWords.broken(command, 49))
                .containsExactly("  kakehashi order submit lost.order \\", "      --home vault --yes --out folder");
    }

    @Test
    void writesJsonThatAParserReads() {
        Map<String, Object> document = Map.of("a", List.of(1, true, "\"\\\u202e\n", Map.of()));
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(mapper.readTree(JsonText.of(document)).toString())
                .isEqualTo("{\"a\":[1,true,\"\\\"\\\\\u202e\\n\",{}]}");
        assertThat(JsonText.line(document)).doesNotContain("\n");
    }

    @Test
    void takesTheColumnsOfTheTerminal() {
        assertThat(Console.columns(null)).isEqualTo(80);
        assertThat(Console.columns("x")).isEqualTo(80);
        assertThat(Console.columns("64")).isEqualTo(64);
        assertThat(Console.columns("3")).isEqualTo(20);
    }
}
